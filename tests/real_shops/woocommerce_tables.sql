-- WooCommerce's own order tables ("high-performance order storage") under the usual prefix wp_,
-- as OrdersTableDataStore::get_database_schema() in woocommerce/woocommerce creates them.

CREATE TABLE wp_wc_orders (
    id bigint(20) unsigned,
    status varchar(20) NULL,
    currency varchar(10) NULL,
    type varchar(20) NULL,
    tax_amount decimal(26,8) NULL,
    total_amount decimal(26,8) NULL,
    customer_id bigint(20) unsigned NULL,
    billing_email varchar(320) NULL,
    date_created_gmt datetime NULL,
    date_updated_gmt datetime NULL,
    parent_order_id bigint(20) unsigned NULL,
    payment_method varchar(100) NULL,
    payment_method_title text NULL,
    transaction_id varchar(100) NULL,
    ip_address varchar(100) NULL,
    user_agent text NULL,
    customer_note text NULL,
    PRIMARY KEY (id),
    KEY status (status),
    KEY date_created (date_created_gmt),
    KEY customer_id_billing_email (customer_id, billing_email(171)),
    KEY billing_email (billing_email(191)),
    KEY type_status_date (type, status, date_created_gmt),
    KEY parent_order_id (parent_order_id),
    KEY date_updated (date_updated_gmt)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci;

CREATE TABLE wp_wc_order_addresses (
    id bigint(20) unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY,
    order_id bigint(20) unsigned NOT NULL,
    address_type varchar(20) NULL,
    first_name text NULL,
    last_name text NULL,
    company text NULL,
    address_1 text NULL,
    address_2 text NULL,
    city text NULL,
    state text NULL,
    postcode text NULL,
    country text NULL,
    email varchar(320) NULL,
    phone varchar(100) NULL,
    KEY order_id (order_id),
    UNIQUE KEY address_type_order_id (address_type, order_id),
    KEY email (email(191)),
    KEY phone (phone)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci;

CREATE TABLE wp_wc_order_operational_data (
    id bigint(20) unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY,
    order_id bigint(20) unsigned NULL,
    created_via varchar(100) NULL,
    woocommerce_version varchar(20) NULL,
    prices_include_tax tinyint(1) NULL,
    coupon_usages_are_counted tinyint(1) NULL,
    download_permission_granted tinyint(1) NULL,
    cart_hash varchar(100) NULL,
    new_order_email_sent tinyint(1) NULL,
    order_key varchar(100) NULL,
    order_stock_reduced tinyint(1) NULL,
    date_paid_gmt datetime NULL,
    date_completed_gmt datetime NULL,
    shipping_tax_amount decimal(26,8) NULL,
    shipping_total_amount decimal(26,8) NULL,
    discount_tax_amount decimal(26,8) NULL,
    discount_total_amount decimal(26,8) NULL,
    recorded_sales tinyint(1) NULL,
    UNIQUE KEY order_id (order_id),
    KEY order_key (order_key)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci;

CREATE TABLE wp_wc_orders_meta (
    id bigint(20) unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY,
    order_id bigint(20) unsigned NULL,
    meta_key varchar(255),
    meta_value text NULL,
    KEY meta_key_value (meta_key(100), meta_value(82)),
    KEY order_id_meta_key_meta_value (order_id, meta_key(100), meta_value(82))
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci;
