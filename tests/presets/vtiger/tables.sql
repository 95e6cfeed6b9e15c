-- Vtiger 7.2's tables around an opportunity, as schema/DatabaseSchema.xml describes them: all records
-- share vtiger_crmentity and its numbers, and nothing indexes their times.

CREATE TABLE vtiger_crmentity (
    crmid int(19) NOT NULL,
    smcreatorid int(19) NOT NULL DEFAULT 0,
    smownerid int(19) NOT NULL DEFAULT 0,
    modifiedby int(19) NOT NULL DEFAULT 0,
    setype varchar(30) NOT NULL,
    description text DEFAULT NULL,
    createdtime datetime NOT NULL,
    modifiedtime datetime NOT NULL,
    viewedtime datetime DEFAULT NULL,
    status varchar(50) DEFAULT NULL,
    version int(19) NOT NULL DEFAULT 0,
    presence int(1) DEFAULT 1,
    deleted int(1) NOT NULL DEFAULT 0,
    smgroupid int(19) DEFAULT NULL,
    PRIMARY KEY (crmid),
    KEY crmentity_smcreatorid_idx (smcreatorid),
    KEY crmentity_modifiedby_idx (modifiedby),
    KEY crmentity_deleted_idx (deleted),
    KEY crm_ownerid_del_setype_idx (smownerid, deleted, setype)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE vtiger_potential (
    potentialid int(19) NOT NULL DEFAULT 0,
    potential_no varchar(100) NOT NULL,
    related_to int(19) DEFAULT NULL,
    potentialname varchar(120) NOT NULL,
    amount decimal(14,2) DEFAULT 0.00,
    currency varchar(20) DEFAULT NULL,
    closingdate date DEFAULT NULL,
    typeofrevenue varchar(50) DEFAULT NULL,
    nextstep varchar(100) DEFAULT NULL,
    private int(1) DEFAULT 0,
    probability decimal(7,3) DEFAULT 0.000,
    campaignid int(19) DEFAULT NULL,
    sales_stage varchar(200) DEFAULT NULL,
    potentialtype varchar(200) DEFAULT NULL,
    leadsource varchar(200) DEFAULT NULL,
    productid int(50) DEFAULT NULL,
    productversion varchar(50) DEFAULT NULL,
    quotationref varchar(50) DEFAULT NULL,
    partnercontact varchar(50) DEFAULT NULL,
    remarks varchar(50) DEFAULT NULL,
    runtimefee int(19) DEFAULT 0,
    followupdate date DEFAULT NULL,
    evaluationstatus varchar(50) DEFAULT NULL,
    description text DEFAULT NULL,
    forecastcategory int(19) DEFAULT 0,
    outcomeanalysis int(19) DEFAULT 0,
    PRIMARY KEY (potentialid),
    UNIQUE KEY potential_no (potential_no),
    KEY potential_relatedto_idx (related_to),
    KEY potentail_sales_stage_idx (sales_stage),
    KEY potentail_sales_stage_amount_idx (amount, sales_stage),
    CONSTRAINT fk_1_vtiger_potential FOREIGN KEY (potentialid)
        REFERENCES vtiger_crmentity (crmid) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE vtiger_potentialscf (
    potentialid int(19) NOT NULL DEFAULT 0,
    cf_851 varchar(100) DEFAULT NULL,
    cf_853 varchar(100) DEFAULT NULL,
    PRIMARY KEY (potentialid),
    CONSTRAINT fk_1_vtiger_potentialscf FOREIGN KEY (potentialid)
        REFERENCES vtiger_potential (potentialid) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE vtiger_invoice (
    invoiceid int(19) NOT NULL DEFAULT 0,
    subject varchar(100) DEFAULT NULL,
    invoicedate date DEFAULT NULL,
    total decimal(25,3) DEFAULT NULL,
    invoicestatus varchar(200) DEFAULT NULL,
    currency_id int(19) NOT NULL DEFAULT 1,
    conversion_rate decimal(10,3) NOT NULL DEFAULT 1.000,
    PRIMARY KEY (invoiceid)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE vtiger_field (
    tabid int(19) NOT NULL,
    fieldid int(19) NOT NULL AUTO_INCREMENT,
    columnname varchar(63) NOT NULL,
    tablename varchar(100) NOT NULL,
    generatedtype int(19) NOT NULL DEFAULT 0,
    uitype varchar(30) NOT NULL,
    fieldname varchar(50) NOT NULL,
    fieldlabel varchar(50) NOT NULL,
    readonly int(1) NOT NULL,
    presence int(19) NOT NULL DEFAULT 1,
    defaultvalue text DEFAULT NULL,
    maximumlength int(19) DEFAULT NULL,
    sequence int(19) DEFAULT NULL,
    block int(19) DEFAULT NULL,
    displaytype int(19) DEFAULT NULL,
    typeofdata varchar(100) DEFAULT NULL,
    quickcreate int(10) NOT NULL DEFAULT 1,
    quickcreatesequence int(19) DEFAULT NULL,
    info_type varchar(20) DEFAULT NULL,
    masseditable int(10) NOT NULL DEFAULT 1,
    PRIMARY KEY (fieldid),
    KEY field_tabid_idx (tabid),
    KEY field_fieldname_idx (fieldname)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE vtiger_currency_info (
    id int(11) NOT NULL AUTO_INCREMENT,
    currency_name varchar(100) DEFAULT NULL,
    currency_code varchar(100) DEFAULT NULL,
    currency_symbol varchar(30) DEFAULT NULL,
    conversion_rate decimal(12,5) DEFAULT NULL,
    currency_status varchar(25) DEFAULT NULL,
    defaultid varchar(10) NOT NULL DEFAULT '0',
    deleted int(1) NOT NULL DEFAULT 0,
    PRIMARY KEY (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;
