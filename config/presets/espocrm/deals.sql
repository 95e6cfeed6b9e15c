-- The opportunities of the day; the index on created_at bounds them.
SELECT
    COALESCE(NULLIF({client_column}, ''), description) AS client_id,
    amount AS revenue
FROM opportunity
WHERE {time_column} >= :since AND {time_column} < :until
    AND deleted = FALSE
    AND stage IN :stages
    AND amount_currency = :currency
    AND (
        :site_sources_count = 0
        OR lead_source IS NULL
        OR lead_source NOT IN :site_sources
    )
