-- Sylius 1.12's orders, as its migrations make them, without the foreign keys; of the channels and the
-- currencies what an order leads to.

CREATE TABLE sylius_order (
    id int(11) NOT NULL AUTO_INCREMENT,
    shipping_address_id int(11) DEFAULT NULL,
    billing_address_id int(11) DEFAULT NULL,
    channel_id int(11) DEFAULT NULL,
    promotion_coupon_id int(11) DEFAULT NULL,
    customer_id int(11) DEFAULT NULL,
    number varchar(255) DEFAULT NULL,
    notes longtext DEFAULT NULL,
    state varchar(255) NOT NULL,
    checkout_completed_at datetime DEFAULT NULL,
    items_total int(11) NOT NULL,
    adjustments_total int(11) NOT NULL,
    total int(11) NOT NULL,
    created_at datetime NOT NULL,
    updated_at datetime DEFAULT NULL,
    currency_code varchar(3) NOT NULL,
    locale_code varchar(255) NOT NULL,
    checkout_state varchar(255) NOT NULL,
    payment_state varchar(255) NOT NULL,
    shipping_state varchar(255) NOT NULL,
    token_value varchar(255) DEFAULT NULL,
    customer_ip varchar(255) DEFAULT NULL,
    created_by_guest tinyint(1) NOT NULL DEFAULT 1,
    PRIMARY KEY (id),
    UNIQUE KEY UNIQ_6196A1F996901F54 (number),
    UNIQUE KEY UNIQ_6196A1F94D4CFF2B (shipping_address_id),
    UNIQUE KEY UNIQ_6196A1F979D0C0E4 (billing_address_id),
    UNIQUE KEY UNIQ_6196A1F9BEA95C75 (token_value),
    KEY IDX_6196A1F972F5A1AA (channel_id),
    KEY IDX_6196A1F917B24436 (promotion_coupon_id),
    KEY IDX_6196A1F99395C3F3 (customer_id),
    KEY IDX_6196A1F9A393D2FB43625D9F (state, updated_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;

CREATE TABLE sylius_channel (
    id int(11) NOT NULL AUTO_INCREMENT,
    default_locale_id int(11) NOT NULL,
    base_currency_id int(11) NOT NULL,
    code varchar(255) NOT NULL,
    name varchar(255) NOT NULL,
    color varchar(255) DEFAULT NULL,
    enabled tinyint(1) NOT NULL,
    hostname varchar(255) DEFAULT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY UNIQ_16C8119E77153098 (code)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;

CREATE TABLE sylius_currency (
    id int(11) NOT NULL AUTO_INCREMENT,
    code varchar(3) NOT NULL,
    created_at datetime NOT NULL,
    updated_at datetime DEFAULT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY UNIQ_96EDD3D077153098 (code)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;
