-- Vendure 2's orders, payments, refunds and history as TypeORM makes them on PostgreSQL, with one
-- custom field of the shop's own (clientId) on the order.

CREATE TABLE channel (
    "createdAt" timestamp(6) NOT NULL DEFAULT now(),
    "updatedAt" timestamp(6) NOT NULL DEFAULT now(),
    code varchar(255) NOT NULL UNIQUE,
    token varchar(255) NOT NULL UNIQUE,
    "defaultLanguageCode" varchar(255) NOT NULL,
    "defaultCurrencyCode" varchar(255) NOT NULL,
    "pricesIncludeTax" boolean NOT NULL,
    id bigserial PRIMARY KEY
);

CREATE TABLE "order" (
    "createdAt" timestamp(6) NOT NULL DEFAULT now(),
    "updatedAt" timestamp(6) NOT NULL DEFAULT now(),
    type varchar(255) NOT NULL DEFAULT 'Regular',
    code varchar(255) NOT NULL,
    state varchar(255) NOT NULL,
    active boolean NOT NULL DEFAULT true,
    "orderPlacedAt" timestamp(6) NULL,
    "couponCodes" text NOT NULL,
    "shippingAddress" text NOT NULL,
    "billingAddress" text NOT NULL,
    "currencyCode" varchar(255) NOT NULL,
    id bigserial PRIMARY KEY,
    "aggregateOrderId" bigint,
    "customerId" bigint,
    "taxZoneId" bigint,
    "subTotal" integer NOT NULL,
    "subTotalWithTax" integer NOT NULL,
    shipping integer NOT NULL DEFAULT 0,
    "shippingWithTax" integer NOT NULL DEFAULT 0,
    "customFieldsClientid" varchar(255)
);

CREATE UNIQUE INDEX "IDX_order_code" ON "order" (code);
CREATE INDEX "IDX_order_orderPlacedAt" ON "order" ("orderPlacedAt");
CREATE INDEX "IDX_order_customerId" ON "order" ("customerId");
CREATE INDEX "IDX_order_aggregateOrderId" ON "order" ("aggregateOrderId");

CREATE TABLE payment (
    "createdAt" timestamp(6) NOT NULL DEFAULT now(),
    "updatedAt" timestamp(6) NOT NULL DEFAULT now(),
    method varchar(255) NOT NULL,
    state varchar(255) NOT NULL,
    "errorMessage" varchar(255),
    "transactionId" varchar(255),
    metadata text NOT NULL,
    id bigserial PRIMARY KEY,
    amount integer NOT NULL,
    "orderId" bigint
);

CREATE INDEX "IDX_payment_orderId" ON payment ("orderId");

CREATE TABLE refund (
    "createdAt" timestamp(6) NOT NULL DEFAULT now(),
    "updatedAt" timestamp(6) NOT NULL DEFAULT now(),
    items integer NOT NULL,
    shipping integer NOT NULL,
    adjustment integer NOT NULL,
    total integer NOT NULL,
    method varchar(255) NOT NULL,
    reason varchar(255),
    state varchar(255) NOT NULL,
    "transactionId" varchar(255),
    metadata text NOT NULL,
    id bigserial PRIMARY KEY,
    "paymentId" bigint NOT NULL
);

CREATE INDEX "IDX_refund_paymentId" ON refund ("paymentId");

CREATE TABLE history_entry (
    "createdAt" timestamp(6) NOT NULL DEFAULT now(),
    "updatedAt" timestamp(6) NOT NULL DEFAULT now(),
    type varchar(255) NOT NULL,
    "isPublic" boolean NOT NULL,
    data text NOT NULL,
    id bigserial PRIMARY KEY,
    discriminator varchar(255) NOT NULL,
    "administratorId" bigint,
    "customerId" bigint,
    "orderId" bigint
);

CREATE INDEX "IDX_history_entry_administratorId" ON history_entry ("administratorId");
CREATE INDEX "IDX_history_entry_orderId" ON history_entry ("orderId");
