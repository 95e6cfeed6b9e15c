-- Solidus's order tables as its migrations make them on PostgreSQL, with the columns of Spree 5 that
-- Solidus lacks (internal_note, state_lock_version and others); Rails's datetime is in UTC.

CREATE TABLE spree_stores (
    id bigserial PRIMARY KEY,
    name varchar(255),
    url varchar(255),
    mail_from_address varchar(255),
    default_currency varchar(255),
    code varchar(255),
    created_at timestamp(6),
    updated_at timestamp(6)
);

CREATE TABLE spree_orders (
    id bigserial PRIMARY KEY,
    number varchar(32),
    item_total decimal(10,2) DEFAULT 0.0 NOT NULL,
    total decimal(10,2) DEFAULT 0.0 NOT NULL,
    state varchar(255),
    adjustment_total decimal(10,2) DEFAULT 0.0 NOT NULL,
    user_id bigint,
    completed_at timestamp(6),
    bill_address_id bigint,
    ship_address_id bigint,
    payment_total decimal(10,2) DEFAULT 0.0,
    shipment_state varchar(255),
    payment_state varchar(255),
    email varchar(255),
    special_instructions text,
    internal_note text,
    created_at timestamp(6),
    updated_at timestamp(6),
    currency varchar(255),
    last_ip_address varchar(255),
    created_by_id bigint,
    shipment_total decimal(10,2) DEFAULT 0.0 NOT NULL,
    additional_tax_total decimal(10,2) DEFAULT 0.0,
    promo_total decimal(10,2) DEFAULT 0.0,
    channel varchar(255) DEFAULT 'spree',
    included_tax_total decimal(10,2) DEFAULT 0.0 NOT NULL,
    item_count integer DEFAULT 0,
    approver_id bigint,
    approved_at timestamp(6),
    confirmation_delivered boolean DEFAULT false,
    considered_risky boolean DEFAULT false,
    token varchar(255),
    guest_token varchar(255),
    canceled_at timestamp(6),
    canceler_id bigint,
    store_id bigint,
    state_lock_version integer DEFAULT 0 NOT NULL,
    taxable_adjustment_total decimal(10,2) DEFAULT 0.0 NOT NULL,
    non_taxable_adjustment_total decimal(10,2) DEFAULT 0.0 NOT NULL,
    approver_name varchar(255),
    frontend_viewable boolean DEFAULT true NOT NULL,
    customer_metadata jsonb,
    admin_metadata jsonb
);

CREATE UNIQUE INDEX index_spree_orders_on_number ON spree_orders (number);
CREATE INDEX index_spree_orders_on_completed_at ON spree_orders (completed_at);
CREATE INDEX index_spree_orders_on_created_by_id ON spree_orders (created_by_id);
CREATE INDEX index_spree_orders_on_user_id ON spree_orders (user_id);

CREATE TABLE spree_line_items (
    id bigserial PRIMARY KEY,
    variant_id bigint,
    order_id bigint,
    quantity integer NOT NULL,
    price decimal(10,2) NOT NULL,
    created_at timestamp(6),
    updated_at timestamp(6),
    currency varchar(255),
    cost_price decimal(10,2),
    tax_category_id bigint,
    adjustment_total decimal(10,2) DEFAULT 0.0,
    additional_tax_total decimal(10,2) DEFAULT 0.0,
    promo_total decimal(10,2) DEFAULT 0.0,
    included_tax_total decimal(10,2) DEFAULT 0.0 NOT NULL
);

CREATE INDEX index_spree_line_items_on_order_id ON spree_line_items (order_id);

CREATE TABLE spree_payments (
    id bigserial PRIMARY KEY,
    amount decimal(10,2) DEFAULT 0.0 NOT NULL,
    order_id bigint,
    source_type varchar(255),
    source_id bigint,
    payment_method_id bigint,
    state varchar(255),
    response_code varchar(255),
    avs_response varchar(255),
    created_at timestamp(6),
    updated_at timestamp(6),
    number varchar(255),
    cvv_response_code varchar(255),
    cvv_response_message varchar(255)
);

CREATE INDEX index_spree_payments_on_order_id ON spree_payments (order_id);

CREATE TABLE spree_refunds (
    id bigserial PRIMARY KEY,
    payment_id bigint,
    amount decimal(10,2) DEFAULT 0.0 NOT NULL,
    transaction_id varchar(255),
    created_at timestamp(6),
    updated_at timestamp(6),
    refund_reason_id bigint,
    reimbursement_id bigint
);

CREATE INDEX index_spree_refunds_on_payment_id ON spree_refunds (payment_id);
