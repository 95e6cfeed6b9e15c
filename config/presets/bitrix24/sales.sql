-- No index on the time of deals is known, yet their numbers grow with it. Of 31 numbers spread over
-- all of them, and of 31 between the two nearest to the day, each is looked up by itself: that bounds
-- the day, two days wider on each side. A number that was deleted only widens it.
WITH RECURSIVE part (n) AS (
    SELECT 1 UNION ALL SELECT n + 1 FROM part WHERE n < 31
),
every AS (
    SELECT COALESCE(MIN(ID), 0) AS low, COALESCE(MAX(ID), 0) + 1 AS high
    FROM b_crm_deal
),
near AS (
    SELECT
        COALESCE(MAX(IF(probe.DATE_CREATE < :since - INTERVAL 2 DAY, probe.ID, NULL)),
            MIN(every.low)) AS low,
        COALESCE(MIN(IF(probe.DATE_CREATE >= :until + INTERVAL 2 DAY, probe.ID, NULL)),
            MAX(every.high)) AS high
    FROM every
    STRAIGHT_JOIN part
    LEFT JOIN b_crm_deal AS probe
        ON probe.ID = every.low + (every.high - every.low) * part.n DIV 32
),
span AS (
    SELECT
        COALESCE(MAX(IF(probe.DATE_CREATE < :since - INTERVAL 2 DAY, probe.ID, NULL)),
            MIN(near.low)) AS low,
        COALESCE(MIN(IF(probe.DATE_CREATE >= :until + INTERVAL 2 DAY, probe.ID, NULL)),
            MAX(near.high)) AS high
    FROM near
    STRAIGHT_JOIN part
    LEFT JOIN b_crm_deal AS probe
        ON probe.ID = near.low + (near.high - near.low) * part.n DIV 32
),
dated AS (
    SELECT deal.ID
    FROM span
    STRAIGHT_JOIN b_crm_deal AS deal ON deal.ID >= span.low AND deal.ID < span.high
    WHERE :day = 'created' AND :window = 'numbers'
        AND deal.DATE_CREATE >= :since AND deal.DATE_CREATE < :until
    UNION ALL
    SELECT deal.ID
    FROM b_crm_deal AS deal
    WHERE :day = 'created' AND :window = 'time'
        AND deal.DATE_CREATE >= :since AND deal.DATE_CREATE < :until
    UNION ALL
    SELECT deal.ID
    FROM b_crm_deal AS deal
    WHERE :day = 'closed'
        AND deal.CLOSEDATE >= :since AND deal.CLOSEDATE < :until
)
SELECT
    -- VALUE_ID is no field of the portal's own: then there is none
    COALESCE(
        NULLIF(IF('{client_field}' = 'VALUE_ID', NULL, field.{client_field}), ''),
        deal.COMMENTS
    ) AS client_id,
    -- the portal converts an amount when the deal is saved
    IF(deal.CURRENCY_ID = :currency, deal.OPPORTUNITY, deal.OPPORTUNITY_ACCOUNT) AS revenue
FROM dated
STRAIGHT_JOIN b_crm_deal AS deal ON deal.ID = dated.ID
LEFT JOIN b_uts_crm_deal AS field ON field.VALUE_ID = deal.ID
WHERE deal.STAGE_SEMANTIC_ID = 'S'
    -- the pattern of a repeated deal is no deal itself
    AND COALESCE(deal.IS_RECURRING, 'N') <> 'Y'
    AND IF(:source = 'phone', deal.SOURCE_ID IN :phone_sources, deal.SOURCE_ID IN :store_sources)
    AND (:pipelines_count = 0 OR COALESCE(deal.CATEGORY_ID, 0) IN :pipelines)
    AND :currency IN (deal.CURRENCY_ID, deal.ACCOUNT_CURRENCY_ID)
