-- Receipts of the till. A refund is a receipt of its own with negative amounts, booked on its own
-- day: it takes a sale away when it gives a whole receipt back, and only money otherwise.
-- The cost is known once Odoo has computed it for every line.
SELECT
    receipt.note AS client_id,
    receipt.amount_total / receipt.currency_rate AS revenue,
    CASE WHEN line.costs_known THEN line.cost / receipt.currency_rate END AS cost,
    CASE
        WHEN receipt.amount_total >= 0 THEN 1
        WHEN receipt.amount_total = -line.sold_for THEN -1
        ELSE 0
    END AS sales
FROM pos_order AS receipt
CROSS JOIN LATERAL (
    SELECT
        SUM(line.total_cost) AS cost,
        BOOL_AND(line.is_total_cost_computed) AS costs_known,
        MAX(sold.amount_total) AS sold_for
    FROM pos_order_line AS line
    LEFT JOIN pos_order_line AS sold_line ON sold_line.id = line.refunded_orderline_id
    LEFT JOIN pos_order AS sold ON sold.id = sold_line.order_id
    WHERE line.order_id = receipt.id
) AS line
WHERE receipt.state IN ('paid', 'done', 'invoiced')
    AND receipt.date_order >= :since AND receipt.date_order < :until
