-- Django-Oscar 3's orders, order notes and payment sources as its migrations make them on PostgreSQL,
-- with one column of a project's own (client_number).

CREATE TABLE order_order (
    id bigserial PRIMARY KEY,
    number varchar(128) NOT NULL UNIQUE,
    currency varchar(12) NOT NULL,
    total_incl_tax numeric(12,2) NOT NULL,
    total_excl_tax numeric(12,2) NOT NULL,
    shipping_incl_tax numeric(12,2) NOT NULL,
    shipping_excl_tax numeric(12,2) NOT NULL,
    shipping_tax_code varchar(64),
    shipping_method varchar(128) NOT NULL,
    shipping_code varchar(128) NOT NULL,
    status varchar(100) NOT NULL,
    guest_email varchar(254) NOT NULL,
    date_placed timestamptz NOT NULL,
    analytics_tracked boolean NOT NULL,
    basket_id bigint,
    billing_address_id bigint,
    shipping_address_id bigint,
    site_id integer,
    user_id integer,
    client_number varchar(64)
);

CREATE INDEX order_order_date_placed ON order_order (date_placed);
CREATE INDEX order_order_site_id ON order_order (site_id);
CREATE INDEX order_order_user_id ON order_order (user_id);

CREATE TABLE order_ordernote (
    id bigserial PRIMARY KEY,
    note_type varchar(128) NOT NULL,
    message text NOT NULL,
    date_created timestamptz NOT NULL,
    date_updated timestamptz NOT NULL,
    order_id bigint NOT NULL,
    user_id integer
);

CREATE INDEX order_ordernote_order_id ON order_ordernote (order_id);

CREATE TABLE payment_source (
    id bigserial PRIMARY KEY,
    currency varchar(12) NOT NULL,
    amount_allocated numeric(12,2) NOT NULL,
    amount_debited numeric(12,2) NOT NULL,
    amount_refunded numeric(12,2) NOT NULL,
    reference varchar(255) NOT NULL,
    label varchar(128) NOT NULL,
    order_id bigint NOT NULL,
    source_type_id bigint NOT NULL
);

CREATE INDEX payment_source_order_id ON payment_source (order_id);
