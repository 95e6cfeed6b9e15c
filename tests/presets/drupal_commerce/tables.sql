-- Drupal Commerce 2's tables around an order, as the entity definitions of its modules order, payment,
-- store and cart make them, a field added in the back office, and the index on the time that the
-- preset asks the owner for.

CREATE TABLE web_commerce_order (
    order_id int(10) unsigned NOT NULL AUTO_INCREMENT,
    type varchar(32) CHARACTER SET ascii NOT NULL,
    uuid varchar(128) CHARACTER SET ascii NOT NULL,
    order_number varchar(255) DEFAULT NULL,
    store_id int(10) unsigned DEFAULT NULL,
    uid int(10) unsigned DEFAULT NULL,
    mail varchar(254) DEFAULT NULL,
    ip_address varchar(128) DEFAULT NULL,
    billing_profile__target_id int(10) unsigned DEFAULT NULL,
    billing_profile__target_revision_id int(10) unsigned DEFAULT NULL,
    total_price__number decimal(19,6) DEFAULT NULL,
    total_price__currency_code varchar(3) DEFAULT NULL,
    total_paid__number decimal(19,6) DEFAULT NULL,
    total_paid__currency_code varchar(3) DEFAULT NULL,
    state varchar(255) DEFAULT NULL,
    data longblob DEFAULT NULL,
    locked tinyint(4) DEFAULT NULL,
    created int(11) DEFAULT NULL,
    changed int(11) DEFAULT NULL,
    placed int(11) DEFAULT NULL,
    completed int(11) DEFAULT NULL,
    cart tinyint(4) DEFAULT NULL,
    PRIMARY KEY (order_id),
    UNIQUE KEY commerce_order_field__uuid__value (uuid),
    KEY commerce_order_field__type__target_id (type),
    KEY commerce_order_field__store_id__target_id (store_id),
    KEY commerce_order_field__uid__target_id (uid),
    KEY commerce_order__billing_profile (billing_profile__target_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;

CREATE TABLE web_commerce_order__field_client_id (
    bundle varchar(128) CHARACTER SET ascii NOT NULL DEFAULT '',
    deleted tinyint(4) NOT NULL DEFAULT 0,
    entity_id int(10) unsigned NOT NULL,
    revision_id int(10) unsigned NOT NULL,
    langcode varchar(32) CHARACTER SET ascii NOT NULL DEFAULT '',
    delta int(10) unsigned NOT NULL,
    field_client_id_value varchar(255) NOT NULL,
    PRIMARY KEY (entity_id, deleted, delta, langcode),
    KEY bundle (bundle),
    KEY revision_id (revision_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;

CREATE TABLE web_commerce_payment (
    payment_id int(10) unsigned NOT NULL AUTO_INCREMENT,
    type varchar(32) CHARACTER SET ascii NOT NULL,
    uuid varchar(128) CHARACTER SET ascii NOT NULL,
    payment_gateway varchar(255) CHARACTER SET ascii DEFAULT NULL,
    payment_gateway_mode varchar(255) DEFAULT NULL,
    payment_method int(10) unsigned DEFAULT NULL,
    order_id int(10) unsigned DEFAULT NULL,
    remote_id varchar(255) DEFAULT NULL,
    remote_state varchar(255) DEFAULT NULL,
    amount__number decimal(19,6) DEFAULT NULL,
    amount__currency_code varchar(3) DEFAULT NULL,
    refunded_amount__number decimal(19,6) DEFAULT NULL,
    refunded_amount__currency_code varchar(3) DEFAULT NULL,
    state varchar(255) DEFAULT NULL,
    authorized int(11) DEFAULT NULL,
    expires int(11) DEFAULT NULL,
    completed int(11) DEFAULT NULL,
    test tinyint(4) DEFAULT NULL,
    captured int(11) DEFAULT NULL,
    PRIMARY KEY (payment_id),
    UNIQUE KEY commerce_payment_field__uuid__value (uuid),
    KEY commerce_payment_field__order_id__target_id (order_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;

CREATE TABLE web_commerce_store_field_data (
    store_id int(10) unsigned NOT NULL,
    type varchar(32) CHARACTER SET ascii NOT NULL,
    langcode varchar(12) CHARACTER SET ascii NOT NULL,
    uid int(10) unsigned DEFAULT NULL,
    name varchar(255) NOT NULL,
    mail varchar(254) NOT NULL,
    default_currency varchar(255) CHARACTER SET ascii NOT NULL,
    timezone varchar(255) DEFAULT NULL,
    is_default tinyint(4) DEFAULT NULL,
    default_langcode tinyint(4) NOT NULL,
    PRIMARY KEY (store_id, langcode)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;

CREATE INDEX commerce_order_placed ON web_commerce_order (placed);
