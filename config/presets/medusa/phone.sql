-- Medusa has no index on created_at, yet an order's ID begins with the time it was made: order_ and a
-- ULID, whose first ten digits (of base 32) are the milliseconds since 1970. Two days more on each
-- side bound the day by the primary key.
WITH bound AS (
    SELECT
        CASE WHEN :window = 'none' THEN '' ELSE 'order_' || STRING_AGG(
            SUBSTR('0123456789ABCDEFGHJKMNPQRSTVWXYZ', CAST(low >> 45 - 5 * n & 31 AS integer) + 1, 1),
            '' ORDER BY n) END AS low,
        CASE WHEN :window = 'none' THEN 'p' ELSE 'order_' || STRING_AGG(
            SUBSTR('0123456789ABCDEFGHJKMNPQRSTVWXYZ', CAST(high >> 45 - 5 * n & 31 AS integer) + 1, 1),
            '' ORDER BY n) END AS high
    FROM (
        SELECT
            CAST(1000 * EXTRACT(EPOCH FROM CAST(:since AS timestamptz)) - 172800000 AS bigint) AS low,
            CAST(1000 * EXTRACT(EPOCH FROM CAST(:until AS timestamptz)) + 172800000 AS bigint) AS high
    ) AS span
    CROSS JOIN GENERATE_SERIES(0, 9) AS n
),
sold AS (
    SELECT
        sale.metadata ->> CAST(:client_key AS text) AS client_id,
        total.amount,
        -- what is returned lowers the order itself, whether money went back for it or not
        CASE WHEN total.refunded > 0 THEN LEAST(total.amount, total.paid - total.refunded)
            ELSE total.amount END AS kept,
        total.refunded
    FROM "order" AS sale
    CROSS JOIN LATERAL (
        SELECT
            -- total is the name until 2024
            CAST(COALESCE(summary.totals ->> 'current_order_total', summary.totals ->> 'total')
                AS numeric) AS amount,
            COALESCE(CAST(summary.totals ->> 'paid_total' AS numeric), 0) AS paid,
            COALESCE(CAST(summary.totals ->> 'refunded_total' AS numeric), 0) AS refunded
        FROM order_summary AS summary
        WHERE summary.order_id = sale.id AND summary.version = sale.version
            AND summary.deleted_at IS NULL
        ORDER BY summary.id DESC LIMIT 1
    ) AS total
    WHERE sale.created_at >= :since AND sale.created_at < :until
        AND sale.id >= (SELECT low FROM bound) AND sale.id < (SELECT high FROM bound)
        AND sale.deleted_at IS NULL
        AND NOT sale.is_draft_order
        AND CAST(sale.status AS text) IN :statuses
        AND UPPER(sale.currency_code) = UPPER(CAST(:currency AS text))
        AND CASE
            WHEN :sales_channels_count > 0 THEN sale.sales_channel_id IN :sales_channels
            ELSE sale.metadata ->> CAST(:client_key AS text) <> ''
        END
)
SELECT
    client_id,
    kept AS revenue,
    CASE WHEN refunded > 0 AND kept <= 0 THEN 0 ELSE 1 END AS sales
FROM sold
