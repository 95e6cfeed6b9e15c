-- Vtiger has no index on createdtime, yet the numbers of its records grow with it, whatever their
-- module. Of 31 numbers spread over all records, and of 31 between the two of them nearest to the
-- day, each is looked up by itself: that bounds the day, two days wider on each side. A number whose
-- record is gone only widens it.
WITH RECURSIVE part (n) AS (
    SELECT 1 UNION ALL SELECT n + 1 FROM part WHERE n < 31
),
every AS (
    SELECT COALESCE(MIN(crmid), 0) AS low, COALESCE(MAX(crmid), 0) + 1 AS high
    FROM vtiger_crmentity
),
near AS (
    SELECT
        COALESCE(MAX(IF(probe.createdtime < :since - INTERVAL 2 DAY, probe.crmid, NULL)),
            MIN(every.low)) AS low,
        COALESCE(MIN(IF(probe.createdtime >= :until + INTERVAL 2 DAY, probe.crmid, NULL)),
            MAX(every.high)) AS high
    FROM every
    STRAIGHT_JOIN part
    LEFT JOIN vtiger_crmentity AS probe
        ON probe.crmid = every.low + (every.high - every.low) * part.n DIV 32
),
span AS (
    SELECT
        IF(:window = 'none', 0, COALESCE(
            MAX(IF(probe.createdtime < :since - INTERVAL 2 DAY, probe.crmid, NULL)),
            MIN(near.low))) AS low,
        IF(:window = 'none', 9223372036854775807, COALESCE(
            MIN(IF(probe.createdtime >= :until + INTERVAL 2 DAY, probe.crmid, NULL)),
            MAX(near.high))) AS high
    FROM near
    STRAIGHT_JOIN part
    LEFT JOIN vtiger_crmentity AS probe
        ON probe.crmid = near.low + (near.high - near.low) * part.n DIV 32
),
deal AS (
    SELECT sold.potentialid, sold.amount, sold.sales_stage, sold.leadsource
    FROM span
    STRAIGHT_JOIN vtiger_potential AS sold
        ON sold.potentialid >= span.low AND sold.potentialid < span.high
    -- all of them: the limit keeps this a step of its own, with no other condition or table in it,
    -- or MariaDB would not take the range
    LIMIT 9223372036854775807
)
SELECT
    COALESCE(NULLIF(field.`{client_column}`, ''), record.description) AS client_id,
    deal.amount AS revenue
FROM deal
STRAIGHT_JOIN vtiger_crmentity AS record ON record.crmid = deal.potentialid
LEFT JOIN vtiger_potentialscf AS field ON field.potentialid = deal.potentialid
WHERE record.createdtime >= :since AND record.createdtime < :until
    AND record.deleted = 0
    AND deal.sales_stage IN :stages
    AND (
        :site_sources_count = 0
        OR deal.leadsource IS NULL
        OR deal.leadsource NOT IN :site_sources
    )
