-- Orders that began as a draft of the staff; the index on orderPlacedAt bounds them, and a cart has
-- none. What the customer ordered is one order; the orders of the sellers it is split into are not.
WITH placed AS (
    SELECT
        COALESCE(
            -- id, which is in every table, stands for no custom field
            IF('{client_field}' <> 'id', NULLIF(TRIM(CONCAT(sale.`{client_field}`, '')), ''), NULL),
            (SELECT JSON_UNQUOTE(JSON_EXTRACT(note.data, '$.note'))
             FROM history_entry AS note
             WHERE note.orderId = sale.id AND note.type = 'ORDER_NOTE'
                AND note.data REGEXP '[0-9０-９]'
             ORDER BY note.createdAt DESC, note.id DESC LIMIT 1)
        ) AS client_id,
        sale.subTotalWithTax + sale.shippingWithTax AS amount,
        (SELECT COALESCE(SUM(payment.amount), 0)
         FROM payment
         WHERE payment.orderId = sale.id AND payment.state IN ('Authorized', 'Settled')
        ) AS paid,
        (SELECT COALESCE(SUM(refund.total), 0)
         FROM payment
         JOIN refund ON refund.paymentId = payment.id
         WHERE payment.orderId = sale.id AND refund.state <> 'Failed'
        ) AS back
    FROM `order` AS sale
    WHERE sale.orderPlacedAt >= :since AND sale.orderPlacedAt < :until
        AND sale.type IN ('Regular', 'Aggregate')
        AND sale.state IN :statuses
        AND sale.currencyCode = :currency
        AND EXISTS (
            SELECT 1
            FROM history_entry AS step
            WHERE step.orderId = sale.id AND step.type = 'ORDER_STATE_TRANSITION'
                AND step.data LIKE '%"Draft"%'
        )
),
sold AS (
    -- lines that are cancelled lower the order itself, whether money went back for them or not
    SELECT client_id, back, IF(back > 0, LEAST(amount, paid - back), amount) AS kept
    FROM placed
)
SELECT
    client_id,
    kept / CAST(:minor_units AS DECIMAL(10)) AS revenue,
    IF(back > 0 AND kept <= 0, 0, 1) AS sales
FROM sold
