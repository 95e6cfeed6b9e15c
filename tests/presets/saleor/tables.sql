-- Saleor 3.20's orders, granted refunds and channels as its Django migrations make them; the GIN
-- indexes on trigrams need an extension and are left out, no order of a day is found by them.

CREATE TABLE channel_channel (
    id serial PRIMARY KEY,
    name varchar(250) NOT NULL,
    slug varchar(255) NOT NULL UNIQUE,
    is_active boolean NOT NULL,
    currency_code varchar(3) NOT NULL,
    default_country varchar(2) NOT NULL
);

CREATE TABLE order_order (
    id uuid PRIMARY KEY,
    number integer NOT NULL UNIQUE,
    use_old_id boolean NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    expired_at timestamptz,
    status varchar(32) NOT NULL,
    authorize_status varchar(32) NOT NULL,
    charge_status varchar(32) NOT NULL,
    user_id integer,
    language_code varchar(35) NOT NULL,
    tracking_client_id varchar(36) NOT NULL,
    billing_address_id integer,
    shipping_address_id integer,
    draft_save_billing_address boolean,
    draft_save_shipping_address boolean,
    user_email varchar(254) NOT NULL,
    original_id uuid,
    origin varchar(32) NOT NULL,
    currency varchar(3) NOT NULL,
    shipping_method_id integer,
    collection_point_id uuid,
    shipping_method_name varchar(255),
    collection_point_name varchar(255),
    channel_id integer NOT NULL,
    shipping_price_net_amount numeric(20,3) NOT NULL,
    shipping_price_gross_amount numeric(20,3) NOT NULL,
    base_shipping_price_amount numeric(20,3) NOT NULL,
    undiscounted_base_shipping_price_amount numeric(20,3) NOT NULL,
    shipping_tax_rate numeric(5,4),
    shipping_tax_class_id integer,
    shipping_tax_class_name varchar(255),
    shipping_tax_class_private_metadata jsonb,
    shipping_tax_class_metadata jsonb,
    checkout_token varchar(36) NOT NULL,
    lines_count integer,
    total_net_amount numeric(20,3) NOT NULL,
    undiscounted_total_net_amount numeric(20,3) NOT NULL,
    total_gross_amount numeric(20,3) NOT NULL,
    undiscounted_total_gross_amount numeric(20,3) NOT NULL,
    total_charged_amount numeric(20,3) NOT NULL,
    total_authorized_amount numeric(20,3) NOT NULL,
    subtotal_net_amount numeric(20,3) NOT NULL,
    subtotal_gross_amount numeric(20,3) NOT NULL,
    voucher_id integer,
    voucher_code varchar(255),
    display_gross_prices boolean NOT NULL,
    customer_note text NOT NULL,
    weight double precision NOT NULL,
    redirect_url varchar(200),
    search_document text NOT NULL,
    search_vector tsvector,
    should_refresh_prices boolean NOT NULL,
    tax_exemption boolean NOT NULL,
    tax_error varchar(255),
    metadata jsonb NOT NULL,
    private_metadata jsonb NOT NULL,
    external_reference varchar(250) UNIQUE
);

CREATE INDEX idx_order_created_at ON order_order (created_at);
CREATE INDEX order_order_status ON order_order (status);
CREATE INDEX order_order_updated_at ON order_order (updated_at);
CREATE INDEX order_meta_idx ON order_order USING gin (metadata);
CREATE INDEX order_p_meta_idx ON order_order USING gin (private_metadata);
CREATE INDEX order_order_channel_id ON order_order (channel_id);

CREATE TABLE order_ordergrantedrefund (
    id serial PRIMARY KEY,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    amount_value numeric(20,3) NOT NULL,
    currency varchar(3) NOT NULL,
    reason text NOT NULL,
    user_id integer,
    app_id integer,
    order_id uuid NOT NULL REFERENCES order_order (id),
    shipping_costs_included boolean NOT NULL,
    transaction_item_id integer,
    status varchar(128) NOT NULL
);

CREATE INDEX order_ordergrantedrefund_order_id ON order_ordergrantedrefund (order_id);
CREATE INDEX order_ordergrantedrefund_updated_at ON order_ordergrantedrefund (updated_at);
