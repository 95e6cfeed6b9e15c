-- SuiteCRM makes no index on any date; the owner's own index on the time column bounds the day.
SELECT
    COALESCE(NULLIF(field.`{client_column}`, ''), deal.description) AS client_id,
    -- -99 is the system's own currency, into which SuiteCRM converted the others when it saved them
    IF(COALESCE(deal.currency_id, '') IN ('', '-99'), deal.amount, deal.amount_usdollar) AS revenue
FROM opportunities AS deal
LEFT JOIN opportunities_cstm AS field ON field.id_c = deal.id
WHERE deal.`{time_column}` >= :since AND deal.`{time_column}` < :until
    AND deal.deleted = 0
    AND deal.sales_stage IN :stages
    AND (
        :site_sources_count = 0
        OR deal.lead_source IS NULL
        OR deal.lead_source NOT IN :site_sources
    )
