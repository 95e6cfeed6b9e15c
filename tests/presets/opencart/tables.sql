-- OpenCart 3.0.5.1's tables around an order, as upload/install/opencart.sql creates them: MyISAM, and
-- no index on an order but its number.

CREATE TABLE shop_order (
    order_id int(11) NOT NULL AUTO_INCREMENT,
    invoice_no int(11) NOT NULL DEFAULT '0',
    invoice_prefix varchar(26) NOT NULL DEFAULT '',
    store_id int(11) NOT NULL DEFAULT '0',
    store_name varchar(64) NOT NULL DEFAULT '',
    store_url varchar(255) NOT NULL DEFAULT '',
    customer_id int(11) NOT NULL DEFAULT '0',
    customer_group_id int(11) NOT NULL DEFAULT '0',
    firstname varchar(32) NOT NULL DEFAULT '',
    lastname varchar(32) NOT NULL DEFAULT '',
    email varchar(96) NOT NULL DEFAULT '',
    telephone varchar(32) NOT NULL DEFAULT '',
    fax varchar(32) NOT NULL DEFAULT '',
    custom_field text NOT NULL DEFAULT '',
    payment_firstname varchar(32) NOT NULL DEFAULT '',
    payment_lastname varchar(32) NOT NULL DEFAULT '',
    payment_company varchar(60) NOT NULL DEFAULT '',
    payment_address_1 varchar(128) NOT NULL DEFAULT '',
    payment_address_2 varchar(128) NOT NULL DEFAULT '',
    payment_city varchar(128) NOT NULL DEFAULT '',
    payment_postcode varchar(10) NOT NULL DEFAULT '',
    payment_country varchar(128) NOT NULL DEFAULT '',
    payment_country_id int(11) NOT NULL DEFAULT '0',
    payment_zone varchar(128) NOT NULL DEFAULT '',
    payment_zone_id int(11) NOT NULL DEFAULT '0',
    payment_address_format text NOT NULL DEFAULT '',
    payment_custom_field text NOT NULL DEFAULT '',
    payment_method varchar(128) NOT NULL DEFAULT '',
    payment_code varchar(128) NOT NULL DEFAULT '',
    shipping_firstname varchar(32) NOT NULL DEFAULT '',
    shipping_lastname varchar(32) NOT NULL DEFAULT '',
    shipping_company varchar(60) NOT NULL DEFAULT '',
    shipping_address_1 varchar(128) NOT NULL DEFAULT '',
    shipping_address_2 varchar(128) NOT NULL DEFAULT '',
    shipping_city varchar(128) NOT NULL DEFAULT '',
    shipping_postcode varchar(10) NOT NULL DEFAULT '',
    shipping_country varchar(128) NOT NULL DEFAULT '',
    shipping_country_id int(11) NOT NULL DEFAULT '0',
    shipping_zone varchar(128) NOT NULL DEFAULT '',
    shipping_zone_id int(11) NOT NULL DEFAULT '0',
    shipping_address_format text NOT NULL DEFAULT '',
    shipping_custom_field text NOT NULL DEFAULT '',
    shipping_method varchar(128) NOT NULL DEFAULT '',
    shipping_code varchar(128) NOT NULL DEFAULT '',
    comment text NOT NULL DEFAULT '',
    total decimal(15,4) NOT NULL DEFAULT '0.0000',
    order_status_id int(11) NOT NULL DEFAULT '0',
    affiliate_id int(11) NOT NULL DEFAULT '0',
    commission decimal(15,4) NOT NULL DEFAULT '0.0000',
    marketing_id int(11) NOT NULL DEFAULT '0',
    tracking varchar(64) NOT NULL DEFAULT '',
    language_id int(11) NOT NULL DEFAULT '1',
    currency_id int(11) NOT NULL DEFAULT '1',
    currency_code varchar(3) NOT NULL DEFAULT '',
    currency_value decimal(15,8) NOT NULL DEFAULT '1.00000000',
    ip varchar(40) NOT NULL DEFAULT '',
    forwarded_ip varchar(40) NOT NULL DEFAULT '',
    user_agent varchar(255) NOT NULL DEFAULT '',
    accept_language varchar(255) NOT NULL DEFAULT '',
    date_added datetime NOT NULL,
    date_modified datetime NOT NULL,
    PRIMARY KEY (order_id)
) ENGINE=MyISAM DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;

CREATE TABLE shop_order_status (
    order_status_id int(11) NOT NULL AUTO_INCREMENT,
    language_id int(11) NOT NULL,
    name varchar(32) NOT NULL,
    PRIMARY KEY (order_status_id, language_id)
) ENGINE=MyISAM DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;

CREATE TABLE shop_order_total (
    order_total_id int(10) NOT NULL AUTO_INCREMENT,
    order_id int(11) NOT NULL,
    code varchar(32) NOT NULL,
    title varchar(255) NOT NULL,
    value decimal(15,4) NOT NULL DEFAULT '0.0000',
    sort_order int(3) NOT NULL,
    PRIMARY KEY (order_total_id),
    KEY order_id (order_id)
) ENGINE=MyISAM DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;

CREATE TABLE shop_order_history (
    order_history_id int(11) NOT NULL AUTO_INCREMENT,
    order_id int(11) NOT NULL,
    order_status_id int(11) NOT NULL,
    notify tinyint(1) NOT NULL DEFAULT '0',
    comment text NOT NULL,
    date_added datetime NOT NULL,
    PRIMARY KEY (order_history_id)
) ENGINE=MyISAM DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;

CREATE TABLE shop_return (
    return_id int(11) NOT NULL AUTO_INCREMENT,
    order_id int(11) NOT NULL,
    product_id int(11) NOT NULL,
    quantity int(4) NOT NULL,
    return_reason_id int(11) NOT NULL,
    return_action_id int(11) NOT NULL,
    return_status_id int(11) NOT NULL,
    comment text DEFAULT NULL,
    date_ordered date NOT NULL,
    date_added datetime NOT NULL,
    date_modified datetime NOT NULL,
    PRIMARY KEY (return_id)
) ENGINE=MyISAM DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;

CREATE TABLE shop_setting (
    setting_id int(11) NOT NULL AUTO_INCREMENT,
    store_id int(11) NOT NULL DEFAULT '0',
    code varchar(128) NOT NULL,
    `key` varchar(128) NOT NULL,
    value text NOT NULL,
    serialized tinyint(1) NOT NULL,
    PRIMARY KEY (setting_id)
) ENGINE=MyISAM DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;
