-- Shop-Script's tables around an order, as lib/config/db.php describes them, and the settings of its
-- framework. No index on create_datetime.

CREATE TABLE shop_order (
    id int(11) NOT NULL AUTO_INCREMENT,
    contact_id int(11) NULL,
    create_datetime datetime NOT NULL,
    update_datetime datetime NULL,
    state_id varchar(32) NOT NULL DEFAULT 'new',
    total decimal(15,4) NOT NULL,
    currency char(3) NOT NULL,
    rate decimal(15,8) NOT NULL DEFAULT '1.00000000',
    tax decimal(15,4) NOT NULL DEFAULT '0.0000',
    shipping decimal(15,4) NOT NULL DEFAULT '0.0000',
    discount decimal(15,4) NOT NULL DEFAULT '0.0000',
    assigned_contact_id int(11) NULL,
    paid_year smallint(6) NULL,
    paid_quarter smallint(6) NULL,
    paid_month smallint(6) NULL,
    paid_date date NULL DEFAULT NULL,
    paid_datetime datetime NULL,
    auth_date date NULL DEFAULT NULL,
    is_first tinyint(1) NOT NULL DEFAULT '0',
    unsettled tinyint(1) NOT NULL DEFAULT '0',
    comment text NULL,
    courier_contact_id int(11) NULL,
    fulfillment_contact_id int(11) NULL,
    cashier_contact_id int(11) NULL,
    manager_contact_id int(11) NULL,
    shipping_datetime datetime NULL,
    PRIMARY KEY (id),
    KEY state_id (state_id),
    KEY contact_id (contact_id),
    KEY shipping_datetime (shipping_datetime),
    KEY paid_date (paid_date),
    KEY courier_contact_id (courier_contact_id),
    KEY fulfillment_contact_id (fulfillment_contact_id),
    KEY manager_contact_id (manager_contact_id),
    KEY cashier_contact_id (cashier_contact_id),
    KEY assigned_contact_id (assigned_contact_id)
) DEFAULT CHARSET=utf8mb4;

CREATE TABLE shop_order_items (
    id int(11) NOT NULL AUTO_INCREMENT,
    order_id int(11) NOT NULL,
    name varchar(255) NOT NULL,
    product_id int(11) NOT NULL,
    sku_id int(11) NOT NULL,
    sku_code varchar(255) NOT NULL DEFAULT '',
    type enum('product','service') NOT NULL,
    service_id int(11) NULL,
    service_variant_id int(11) NULL,
    price decimal(15,4) NOT NULL,
    quantity decimal(15,3) NOT NULL,
    quantity_denominator int(10) unsigned NOT NULL DEFAULT '1',
    parent_id int(11) NULL,
    stock_id int(11) NULL,
    virtualstock_id int(11) NULL,
    stock_unit_id int(11) NOT NULL DEFAULT '0',
    purchase_price decimal(15,4) NOT NULL DEFAULT '0.0000',
    total_discount decimal(15,4) NOT NULL DEFAULT '0.0000',
    tax_percent decimal(7,4) NULL,
    tax_included int(1) NOT NULL DEFAULT '0',
    PRIMARY KEY (id),
    KEY order_type (order_id, type),
    KEY product_order (product_id, order_id)
) DEFAULT CHARSET=utf8mb4;

CREATE TABLE shop_order_params (
    order_id int(11) NOT NULL,
    name varchar(64) NOT NULL,
    value varchar(255) NOT NULL,
    PRIMARY KEY (order_id, name),
    KEY name (name)
) DEFAULT CHARSET=utf8mb4;

CREATE TABLE shop_order_log_params (
    id int(11) NOT NULL AUTO_INCREMENT,
    order_id int(11) NOT NULL,
    log_id int(11) NOT NULL,
    name varchar(255) NOT NULL,
    value text NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY name (order_id, log_id, name(245))
) DEFAULT CHARSET=utf8mb4;

CREATE TABLE wa_app_settings (
    app_id varchar(64) NOT NULL,
    name varchar(64) NOT NULL,
    value text NOT NULL,
    PRIMARY KEY (app_id, name)
) DEFAULT CHARSET=utf8mb4;
