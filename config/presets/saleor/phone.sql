-- Orders that the staff made in the dashboard; the index on created_at bounds them.
WITH sold AS (
    SELECT
        COALESCE(
            NULLIF(sale.metadata ->> CAST(:client_key AS text), ''),
            NULLIF(sale.private_metadata ->> CAST(:client_key AS text), ''),
            sale.customer_note
        ) AS client_id,
        sale.total_gross_amount AS amount,
        (SELECT COALESCE(SUM(refund.amount_value), 0)
         FROM order_ordergrantedrefund AS refund
         WHERE refund.order_id = sale.id AND refund.status IN :refund_statuses) AS refunded
    FROM order_order AS sale
    WHERE sale.created_at >= :since AND sale.created_at < :until
        AND sale.status IN :statuses
        AND sale.origin IN :origins
        AND (:charge_statuses_count = 0 OR sale.charge_status IN :charge_statuses)
        AND (:channels_count = 0 OR sale.channel_id IN :channels)
        AND sale.currency = :currency
)
-- money given back lowers the sale; given back whole it is no sale any more
SELECT
    client_id,
    amount - refunded AS revenue,
    CASE WHEN refunded = 0 OR refunded < amount THEN 1 ELSE 0 END AS sales
FROM sold
