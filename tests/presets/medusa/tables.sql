-- Medusa 2's orders, summaries and transactions as the migrations of its order module make them on
-- PostgreSQL, with the index of the summaries for the rows that are not deleted.

CREATE TYPE order_status_enum AS ENUM (
    'pending', 'completed', 'draft', 'archived', 'canceled', 'requires_action'
);

CREATE TABLE store_currency (
    id text PRIMARY KEY,
    currency_code text NOT NULL,
    is_default boolean NOT NULL DEFAULT false,
    store_id text,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz
);

CREATE TABLE "order" (
    id text NOT NULL CONSTRAINT order_pkey PRIMARY KEY,
    region_id text,
    display_id serial,
    customer_id text,
    version integer NOT NULL DEFAULT 1,
    sales_channel_id text,
    status order_status_enum NOT NULL DEFAULT 'pending',
    is_draft_order boolean NOT NULL DEFAULT false,
    email text,
    currency_code text NOT NULL,
    shipping_address_id text,
    billing_address_id text,
    no_notification boolean,
    metadata jsonb,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz,
    canceled_at timestamptz
);

CREATE INDEX "IDX_order_display_id" ON "order" (display_id) WHERE deleted_at IS NULL;
CREATE INDEX "IDX_order_customer_id" ON "order" (customer_id) WHERE deleted_at IS NULL;
CREATE INDEX "IDX_order_currency_code" ON "order" (currency_code) WHERE deleted_at IS NULL;
CREATE INDEX "IDX_order_is_draft_order" ON "order" (is_draft_order) WHERE deleted_at IS NULL;
CREATE INDEX "IDX_order_deleted_at" ON "order" (deleted_at);

CREATE TABLE order_summary (
    id text NOT NULL CONSTRAINT order_summary_pkey PRIMARY KEY,
    order_id text NOT NULL REFERENCES "order" (id) ON UPDATE CASCADE ON DELETE CASCADE,
    version integer NOT NULL DEFAULT 1,
    totals jsonb,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz
);

CREATE INDEX "IDX_order_summary_order_id_version" ON order_summary (order_id, version)
    WHERE deleted_at IS NULL;
CREATE INDEX "IDX_order_summary_deleted_at" ON order_summary (deleted_at) WHERE deleted_at IS NOT NULL;

CREATE TABLE order_transaction (
    id text NOT NULL CONSTRAINT order_transaction_pkey PRIMARY KEY,
    order_id text NOT NULL REFERENCES "order" (id) ON UPDATE CASCADE ON DELETE CASCADE,
    version integer NOT NULL DEFAULT 1,
    amount numeric NOT NULL,
    raw_amount jsonb NOT NULL,
    currency_code text NOT NULL,
    reference text,
    reference_id text,
    return_id text,
    claim_id text,
    exchange_id text,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz
);

CREATE INDEX "IDX_order_transaction_order_id_version" ON order_transaction (order_id, version)
    WHERE deleted_at IS NULL;
