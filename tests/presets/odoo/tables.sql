-- Odoo 17's order tables as its ORM makes them: module sale with sale_management, website_sale,
-- sale_stock, sale_margin, sale_crm, sale_project, delivery, pos_sale and one field of the shop's own
-- (x_client_id); module point_of_sale; of the companies and the accounting what leads to a refund.
-- Datetime fields are timestamps without a zone, in UTC.

CREATE TABLE sale_order (
    id serial PRIMARY KEY,
    create_uid int4,
    create_date timestamp,
    write_uid int4,
    write_date timestamp,
    name varchar NOT NULL,
    company_id int4 NOT NULL,
    partner_id int4 NOT NULL,
    state varchar,
    locked bool,
    client_order_ref varchar,
    commitment_date timestamp,
    date_order timestamp NOT NULL,
    origin varchar,
    reference varchar,
    require_signature bool,
    require_payment bool,
    prepayment_percent float8,
    signed_by varchar,
    signed_on timestamp,
    validity_date date,
    note text,
    partner_invoice_id int4 NOT NULL,
    partner_shipping_id int4 NOT NULL,
    fiscal_position_id int4,
    payment_term_id int4,
    pricelist_id int4,
    currency_id int4,
    currency_rate numeric,
    user_id int4,
    team_id int4,
    journal_id int4,
    amount_untaxed numeric,
    amount_tax numeric,
    amount_total numeric,
    amount_to_invoice numeric,
    invoice_status varchar,
    campaign_id int4,
    medium_id int4,
    source_id int4,
    analytic_account_id int4,
    access_token varchar,
    website_id int4,
    cart_recovery_email_sent bool,
    shop_warning varchar,
    access_point_address jsonb,
    warehouse_id int4,
    picking_policy varchar,
    incoterm int4,
    incoterm_location varchar,
    delivery_status varchar,
    effective_date timestamp,
    procurement_group_id int4,
    margin numeric,
    margin_percent float8,
    sale_order_template_id int4,
    opportunity_id int4,
    carrier_id int4,
    delivery_message varchar,
    recompute_delivery_price bool,
    project_id int4,
    amount_unpaid numeric,
    x_client_id varchar
);
CREATE INDEX sale_order_date_order_id_idx ON sale_order (date_order DESC, id DESC);
CREATE INDEX sale_order_create_date_index ON sale_order (create_date);
CREATE INDEX sale_order_company_id_index ON sale_order (company_id);
CREATE INDEX sale_order_partner_id_index ON sale_order (partner_id);
CREATE INDEX sale_order_state_index ON sale_order (state);
CREATE INDEX sale_order_user_id_index ON sale_order (user_id);

CREATE TABLE pos_order (
    id serial PRIMARY KEY,
    create_uid int4,
    create_date timestamp,
    write_uid int4,
    write_date timestamp,
    name varchar NOT NULL,
    date_order timestamp,
    user_id int4,
    amount_tax numeric NOT NULL,
    amount_total numeric NOT NULL,
    amount_paid numeric NOT NULL,
    amount_return numeric NOT NULL,
    company_id int4 NOT NULL,
    pricelist_id int4,
    partner_id int4,
    sequence_number int4,
    session_id int4 NOT NULL,
    config_id int4,
    currency_rate numeric,
    state varchar,
    account_move int4,
    procurement_group_id int4,
    note text,
    nb_print int4,
    pos_reference varchar,
    sale_journal int4,
    fiscal_position_id int4,
    to_invoice bool,
    shipping_date date,
    is_tipped bool,
    tip_amount numeric,
    ticket_code varchar,
    last_order_preparation_change varchar,
    access_token varchar
);
CREATE INDEX pos_order_date_order_index ON pos_order (date_order);
CREATE INDEX pos_order_session_id_index ON pos_order (session_id);
CREATE INDEX pos_order_pos_reference_index ON pos_order (pos_reference);

CREATE TABLE pos_order_line (
    id serial PRIMARY KEY,
    create_uid int4,
    create_date timestamp,
    write_uid int4,
    write_date timestamp,
    name varchar NOT NULL,
    order_id int4 NOT NULL REFERENCES pos_order (id),
    product_id int4 NOT NULL,
    qty numeric,
    price_unit numeric,
    price_subtotal numeric NOT NULL,
    price_subtotal_incl numeric NOT NULL,
    discount numeric,
    total_cost numeric,
    is_total_cost_computed bool,
    customer_note varchar,
    refunded_orderline_id int4 REFERENCES pos_order_line (id)
);
CREATE INDEX pos_order_line_order_id_index ON pos_order_line (order_id);

CREATE TABLE sale_order_line (
    id serial PRIMARY KEY,
    create_uid int4,
    create_date timestamp,
    write_uid int4,
    write_date timestamp,
    order_id int4 NOT NULL REFERENCES sale_order (id),
    product_id int4,
    name text NOT NULL,
    product_uom_qty numeric NOT NULL,
    price_unit numeric NOT NULL,
    discount numeric,
    price_subtotal numeric,
    price_tax float8,
    price_total numeric,
    qty_delivered numeric,
    qty_invoiced numeric,
    state varchar,
    display_type varchar,
    is_downpayment bool,
    purchase_price numeric,
    margin float8
);
CREATE INDEX sale_order_line_order_id_index ON sale_order_line (order_id);

CREATE TABLE account_move (
    id serial PRIMARY KEY,
    create_uid int4,
    create_date timestamp,
    write_uid int4,
    write_date timestamp,
    name varchar,
    company_id int4,
    state varchar NOT NULL,
    move_type varchar NOT NULL,
    invoice_date date,
    reversed_entry_id int4,
    currency_id int4 NOT NULL,
    payment_state varchar,
    amount_total numeric
);

CREATE TABLE account_move_line (
    id serial PRIMARY KEY,
    create_uid int4,
    create_date timestamp,
    write_uid int4,
    write_date timestamp,
    move_id int4 NOT NULL REFERENCES account_move (id),
    name varchar,
    quantity numeric,
    price_unit numeric,
    price_subtotal numeric,
    price_total numeric
);
CREATE INDEX account_move_line_move_id_index ON account_move_line (move_id);

CREATE TABLE sale_order_line_invoice_rel (
    invoice_line_id int4 NOT NULL REFERENCES account_move_line (id),
    order_line_id int4 NOT NULL REFERENCES sale_order_line (id),
    PRIMARY KEY (invoice_line_id, order_line_id)
);
CREATE INDEX sale_order_line_invoice_rel_order_line_id_invoice_line_id_idx
    ON sale_order_line_invoice_rel (order_line_id, invoice_line_id);

CREATE TABLE res_currency (
    id serial PRIMARY KEY,
    name varchar NOT NULL,
    symbol varchar NOT NULL,
    active bool
);

CREATE TABLE res_company (
    id serial PRIMARY KEY,
    name varchar NOT NULL,
    partner_id int4 NOT NULL,
    currency_id int4 NOT NULL
);
