-- SuiteCRM 7's tables around an opportunity, as the vardefs of its modules make them, and the index on
-- the date that the preset asks the owner for.

CREATE TABLE opportunities (
    id char(36) NOT NULL,
    name varchar(50) DEFAULT NULL,
    date_entered datetime DEFAULT NULL,
    date_modified datetime DEFAULT NULL,
    modified_user_id char(36) DEFAULT NULL,
    created_by char(36) DEFAULT NULL,
    description text DEFAULT NULL,
    deleted tinyint(1) DEFAULT 0,
    assigned_user_id char(36) DEFAULT NULL,
    opportunity_type varchar(255) DEFAULT NULL,
    campaign_id char(36) DEFAULT NULL,
    lead_source varchar(50) DEFAULT NULL,
    amount double DEFAULT NULL,
    amount_usdollar double DEFAULT NULL,
    currency_id char(36) DEFAULT NULL,
    date_closed date DEFAULT NULL,
    next_step varchar(100) DEFAULT NULL,
    sales_stage varchar(255) DEFAULT NULL,
    probability double DEFAULT NULL,
    PRIMARY KEY (id),
    KEY idx_opp_name (name),
    KEY idx_opp_assigned (assigned_user_id),
    KEY idx_opp_id_deleted (id, deleted)
) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_general_ci;

CREATE TABLE opportunities_cstm (
    id_c char(36) NOT NULL,
    client_id_c varchar(255) DEFAULT NULL,
    jjwg_maps_lng_c float(11,8) DEFAULT 0.00000000,
    jjwg_maps_lat_c float(10,8) DEFAULT 0.00000000,
    PRIMARY KEY (id_c)
) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_general_ci;

CREATE TABLE currencies (
    id char(36) NOT NULL,
    name varchar(36) DEFAULT NULL,
    symbol varchar(36) DEFAULT NULL,
    iso4217 varchar(3) DEFAULT NULL,
    conversion_rate double DEFAULT 0,
    status varchar(100) DEFAULT NULL,
    deleted tinyint(1) DEFAULT NULL,
    date_entered datetime DEFAULT NULL,
    date_modified datetime DEFAULT NULL,
    created_by char(36) DEFAULT NULL,
    PRIMARY KEY (id),
    KEY idx_currency_name (name, deleted)
) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_general_ci;

CREATE TABLE aos_invoices (
    id char(36) NOT NULL,
    name varchar(255) DEFAULT NULL,
    date_entered datetime DEFAULT NULL,
    date_modified datetime DEFAULT NULL,
    modified_user_id char(36) DEFAULT NULL,
    created_by char(36) DEFAULT NULL,
    description text DEFAULT NULL,
    deleted tinyint(1) DEFAULT 0,
    assigned_user_id char(36) DEFAULT NULL,
    number int(11) NOT NULL,
    total_amount decimal(26,6) DEFAULT NULL,
    total_amount_usdollar decimal(26,6) DEFAULT NULL,
    currency_id char(36) DEFAULT NULL,
    quote_date date DEFAULT NULL,
    invoice_date date DEFAULT NULL,
    due_date date DEFAULT NULL,
    status varchar(100) DEFAULT NULL,
    PRIMARY KEY (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_general_ci;

CREATE TABLE calls (
    id char(36) NOT NULL,
    name varchar(50) DEFAULT NULL,
    date_entered datetime DEFAULT NULL,
    description text DEFAULT NULL,
    deleted tinyint(1) DEFAULT 0,
    date_start datetime DEFAULT NULL,
    status varchar(100) DEFAULT NULL,
    direction varchar(100) DEFAULT NULL,
    parent_type varchar(255) DEFAULT NULL,
    parent_id char(36) DEFAULT NULL,
    PRIMARY KEY (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_general_ci;

CREATE INDEX opportunities_date_entered ON opportunities (date_entered);
