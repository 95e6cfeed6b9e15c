-- Shopware 6.6's tables around an order, as its migrations make them, without the foreign keys; of the
-- states, the payments and the currencies what leads to a sale.

CREATE TABLE `order` (
    id binary(16) NOT NULL,
    version_id binary(16) NOT NULL,
    state_id binary(16) NOT NULL,
    auto_increment bigint(20) unsigned NOT NULL AUTO_INCREMENT,
    order_number varchar(64) DEFAULT NULL,
    currency_id binary(16) NOT NULL,
    language_id binary(16) NOT NULL,
    currency_factor double DEFAULT NULL,
    sales_channel_id binary(16) NOT NULL,
    billing_address_id binary(16) NOT NULL,
    billing_address_version_id binary(16) NOT NULL,
    price longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL CHECK (json_valid(price)),
    order_date_time datetime(3) NOT NULL,
    order_date date GENERATED ALWAYS AS (cast(order_date_time as date)) STORED,
    amount_total double GENERATED ALWAYS AS (json_unquote(json_extract(price, '$.totalPrice'))) VIRTUAL,
    amount_net double GENERATED ALWAYS AS (json_unquote(json_extract(price, '$.netPrice'))) VIRTUAL,
    position_price double
        GENERATED ALWAYS AS (json_unquote(json_extract(price, '$.positionPrice'))) VIRTUAL,
    tax_status varchar(255) GENERATED ALWAYS AS (json_unquote(json_extract(price, '$.taxStatus'))) VIRTUAL,
    shipping_costs longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL
        CHECK (json_valid(shipping_costs)),
    shipping_total double
        GENERATED ALWAYS AS (json_unquote(json_extract(shipping_costs, '$.totalPrice'))) VIRTUAL,
    deep_link_code varchar(32) DEFAULT NULL,
    custom_fields longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT NULL
        CHECK (json_valid(custom_fields)),
    affiliate_code varchar(255) DEFAULT NULL,
    campaign_code varchar(255) DEFAULT NULL,
    customer_comment longtext DEFAULT NULL,
    created_at datetime(3) NOT NULL,
    updated_at datetime(3) DEFAULT NULL,
    item_rounding longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT NULL,
    total_rounding longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT NULL,
    rule_ids longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT NULL,
    created_by_id binary(16) DEFAULT NULL,
    updated_by_id binary(16) DEFAULT NULL,
    source varchar(255) DEFAULT NULL,
    PRIMARY KEY (id, version_id),
    UNIQUE KEY `uniq.auto_increment` (auto_increment),
    UNIQUE KEY `uniq.deep_link_code` (deep_link_code, version_id),
    KEY `idx.state_index` (state_id),
    KEY `fk.order.currency_id` (currency_id),
    KEY `fk.order.sales_channel_id` (sales_channel_id),
    KEY `fk.language_id` (language_id),
    KEY `idx.order_date_currency_id` (order_date, currency_id),
    KEY `idx.order_number` (order_number),
    KEY `fk.order.created_by_id` (created_by_id),
    KEY `fk.order.updated_by_id` (updated_by_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE order_transaction (
    id binary(16) NOT NULL,
    version_id binary(16) NOT NULL,
    order_id binary(16) NOT NULL,
    order_version_id binary(16) NOT NULL,
    state_id binary(16) NOT NULL,
    payment_method_id binary(16) NOT NULL,
    amount longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL CHECK (json_valid(amount)),
    custom_fields longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT NULL,
    created_at datetime(3) NOT NULL,
    updated_at datetime(3) DEFAULT NULL,
    PRIMARY KEY (id, version_id),
    KEY `idx.state_index` (state_id),
    KEY `fk.order_transaction.order_id` (order_id, order_version_id),
    KEY `fk.order_transaction.payment_method_id` (payment_method_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE order_transaction_capture (
    id binary(16) NOT NULL,
    version_id binary(16) NOT NULL,
    order_transaction_id binary(16) NOT NULL,
    order_transaction_version_id binary(16) NOT NULL,
    state_id binary(16) NOT NULL,
    external_reference varchar(255) DEFAULT NULL,
    amount longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL CHECK (json_valid(amount)),
    custom_fields longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT NULL,
    created_at datetime(3) NOT NULL,
    updated_at datetime(3) DEFAULT NULL,
    PRIMARY KEY (id, version_id),
    KEY `fk.order_transaction_capture.order_transaction_id`
        (order_transaction_id, order_transaction_version_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE order_transaction_capture_refund (
    id binary(16) NOT NULL,
    version_id binary(16) NOT NULL,
    capture_id binary(16) NOT NULL,
    capture_version_id binary(16) NOT NULL,
    state_id binary(16) NOT NULL,
    reason varchar(255) DEFAULT NULL,
    amount longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL CHECK (json_valid(amount)),
    custom_fields longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT NULL,
    external_reference varchar(255) DEFAULT NULL,
    created_at datetime(3) NOT NULL,
    updated_at datetime(3) DEFAULT NULL,
    PRIMARY KEY (id, version_id),
    KEY `fk.order_transaction_capture_refund.capture_id` (capture_id, capture_version_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE state_machine (
    id binary(16) NOT NULL,
    technical_name varchar(255) NOT NULL,
    initial_state_id binary(16) DEFAULT NULL,
    created_at datetime(3) NOT NULL,
    updated_at datetime(3) DEFAULT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY `uniq.state_machine.technical_name` (technical_name)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE state_machine_state (
    id binary(16) NOT NULL,
    technical_name varchar(255) NOT NULL,
    state_machine_id binary(16) NOT NULL,
    created_at datetime(3) NOT NULL,
    updated_at datetime(3) DEFAULT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY `uniq.technical_name_state_machine` (technical_name, state_machine_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE currency (
    id binary(16) NOT NULL,
    iso_code char(3) NOT NULL,
    factor double NOT NULL,
    symbol varchar(255) NOT NULL,
    position int(11) NOT NULL DEFAULT 1,
    created_at datetime(3) NOT NULL,
    updated_at datetime(3) DEFAULT NULL,
    PRIMARY KEY (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
