-- EspoCRM's tables around an opportunity, as its rebuild makes them on MariaDB, with one field added in
-- the Entity Manager.

CREATE TABLE opportunity (
    id varchar(17) NOT NULL,
    name varchar(255) DEFAULT NULL,
    deleted tinyint(1) DEFAULT 0,
    amount double DEFAULT NULL,
    stage varchar(255) DEFAULT 'Prospecting',
    last_stage varchar(255) DEFAULT NULL,
    probability int(11) DEFAULT NULL,
    lead_source varchar(255) DEFAULT NULL,
    close_date date DEFAULT NULL,
    description mediumtext DEFAULT NULL,
    created_at datetime DEFAULT NULL,
    modified_at datetime DEFAULT NULL,
    amount_currency varchar(3) DEFAULT NULL,
    stream_updated_at datetime DEFAULT NULL,
    account_id varchar(17) DEFAULT NULL,
    contact_id varchar(17) DEFAULT NULL,
    campaign_id varchar(17) DEFAULT NULL,
    created_by_id varchar(17) DEFAULT NULL,
    modified_by_id varchar(17) DEFAULT NULL,
    assigned_user_id varchar(17) DEFAULT NULL,
    version_number bigint(20) DEFAULT 0,
    c_client_id varchar(100) DEFAULT NULL,
    PRIMARY KEY (id),
    KEY IDX_STAGE (stage, deleted),
    KEY IDX_LAST_STAGE (last_stage),
    KEY IDX_ASSIGNED_USER (assigned_user_id, deleted),
    KEY IDX_CREATED_AT (created_at, deleted),
    KEY IDX_CREATED_AT_STAGE (created_at, stage)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE entity_team (
    id bigint(20) NOT NULL AUTO_INCREMENT,
    entity_id varchar(17) DEFAULT NULL,
    team_id varchar(17) DEFAULT NULL,
    entity_type varchar(100) DEFAULT NULL,
    deleted tinyint(1) DEFAULT 0,
    PRIMARY KEY (id),
    UNIQUE KEY UNIQ_ENTITY_ID_TEAM_ID_ENTITY_TYPE (entity_id, team_id, entity_type)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE `call` (
    id varchar(17) NOT NULL,
    name varchar(255) DEFAULT NULL,
    deleted tinyint(1) DEFAULT 0,
    status varchar(255) DEFAULT 'Planned',
    date_start datetime DEFAULT NULL,
    date_end datetime DEFAULT NULL,
    direction varchar(255) DEFAULT 'Outbound',
    description mediumtext DEFAULT NULL,
    created_at datetime DEFAULT NULL,
    parent_id varchar(17) DEFAULT NULL,
    parent_type varchar(100) DEFAULT NULL,
    PRIMARY KEY (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
