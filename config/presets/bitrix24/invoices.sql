-- No index on the time of invoices is known, yet their numbers grow with it. Of 31 numbers spread over
-- all of them, and of 31 between the two nearest to the day, each is looked up by itself: that bounds
-- the day, two days wider on each side. A number that was deleted only widens it.
WITH RECURSIVE part (n) AS (
    SELECT 1 UNION ALL SELECT n + 1 FROM part WHERE n < 31
),
every AS (
    SELECT COALESCE(MIN(ID), 0) AS low, COALESCE(MAX(ID), 0) + 1 AS high
    FROM b_crm_dynamic_items_31
),
near AS (
    SELECT
        COALESCE(MAX(IF(probe.CREATED_TIME < :since - INTERVAL 2 DAY, probe.ID, NULL)),
            MIN(every.low)) AS low,
        COALESCE(MIN(IF(probe.CREATED_TIME >= :until + INTERVAL 2 DAY, probe.ID, NULL)),
            MAX(every.high)) AS high
    FROM every
    STRAIGHT_JOIN part
    LEFT JOIN b_crm_dynamic_items_31 AS probe
        ON probe.ID = every.low + (every.high - every.low) * part.n DIV 32
),
span AS (
    SELECT
        COALESCE(MAX(IF(probe.CREATED_TIME < :since - INTERVAL 2 DAY, probe.ID, NULL)),
            MIN(near.low)) AS low,
        COALESCE(MIN(IF(probe.CREATED_TIME >= :until + INTERVAL 2 DAY, probe.ID, NULL)),
            MAX(near.high)) AS high
    FROM near
    STRAIGHT_JOIN part
    LEFT JOIN b_crm_dynamic_items_31 AS probe
        ON probe.ID = near.low + (near.high - near.low) * part.n DIV 32
),
dated AS (
    SELECT invoice.ID
    FROM span
    STRAIGHT_JOIN b_crm_dynamic_items_31 AS invoice
        ON invoice.ID >= span.low AND invoice.ID < span.high
    WHERE :window = 'numbers'
        AND invoice.CREATED_TIME >= :since AND invoice.CREATED_TIME < :until
    UNION ALL
    SELECT invoice.ID
    FROM b_crm_dynamic_items_31 AS invoice
    WHERE :window = 'time'
        AND invoice.CREATED_TIME >= :since AND invoice.CREATED_TIME < :until
)
SELECT
    -- ID is no field of the portal's own: then there is none
    COALESCE(
        NULLIF(IF('{invoice_field}' = 'ID', NULL, invoice.{invoice_field}), ''),
        invoice.COMMENTS
    ) AS client_id,
    IF(
        invoice.CURRENCY_ID = :currency, invoice.OPPORTUNITY, invoice.OPPORTUNITY_ACCOUNT
    ) AS revenue
FROM dated
STRAIGHT_JOIN b_crm_dynamic_items_31 AS invoice ON invoice.ID = dated.ID
WHERE :currency IN (invoice.CURRENCY_ID, invoice.ACCOUNT_CURRENCY_ID)
    AND EXISTS (
        SELECT 1
        FROM b_crm_status AS stage
        WHERE stage.STATUS_ID = invoice.STAGE_ID
            AND stage.ENTITY_ID LIKE 'SMART_INVOICE_STAGE%'
            AND stage.SEMANTICS = 'S'
    )
    -- the invoice of a deal (type 2) is not counted beside it
    AND NOT EXISTS (
        SELECT 1
        FROM b_crm_entity_relation AS tie
        WHERE tie.DST_ENTITY_TYPE_ID = 31 AND tie.DST_ENTITY_ID = invoice.ID
            AND tie.SRC_ENTITY_TYPE_ID = 2
    )
