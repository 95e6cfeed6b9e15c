-- Orders that began as a draft of the staff; the index on orderPlacedAt bounds them, and a cart has
-- none. What the customer ordered is one order; the orders of the sellers it is split into are not.
WITH placed AS (
    SELECT
        sale.id,
        COALESCE(
            -- id, which is in every table, stands for no custom field
            CASE WHEN '{client_field}' <> 'id'
                THEN NULLIF(TRIM(CAST(sale."{client_field}" AS text)), '') END,
            (SELECT CAST(note.data AS json) ->> 'note'
             FROM history_entry AS note
             WHERE note."orderId" = sale.id AND note.type = 'ORDER_NOTE'
                AND note.data ~ '[0-9０-９]'
             ORDER BY note."createdAt" DESC, note.id DESC LIMIT 1)
        ) AS client_id,
        sale."subTotalWithTax" + sale."shippingWithTax" AS amount
    FROM "order" AS sale
    WHERE sale."orderPlacedAt" >= :since AND sale."orderPlacedAt" < :until
        AND sale.type IN ('Regular', 'Aggregate')
        AND sale.state IN :statuses
        AND sale."currencyCode" = :currency
        AND EXISTS (
            SELECT 1
            FROM history_entry AS step
            WHERE step."orderId" = sale.id AND step.type = 'ORDER_STATE_TRANSITION'
                AND step.data LIKE '%"Draft"%'
        )
),
sold AS (
    SELECT
        placed.*,
        -- lines that are cancelled lower the order itself, whether money went back for them or not
        CASE WHEN money.back > 0 THEN LEAST(amount, money.paid - money.back) ELSE amount END AS kept,
        money.back
    FROM placed
    CROSS JOIN LATERAL (
        SELECT
            (SELECT COALESCE(SUM(payment.amount), 0)
             FROM payment
             WHERE payment."orderId" = placed.id AND payment.state IN ('Authorized', 'Settled')
            ) AS paid,
            (SELECT COALESCE(SUM(refund.total), 0)
             FROM payment
             JOIN refund ON refund."paymentId" = payment.id
             WHERE payment."orderId" = placed.id AND refund.state <> 'Failed'
            ) AS back
    ) AS money
)
SELECT
    client_id,
    kept / CAST(:minor_units AS numeric) AS revenue,
    CASE WHEN back > 0 AND kept <= 0 THEN 0 ELSE 1 END AS sales
FROM sold
