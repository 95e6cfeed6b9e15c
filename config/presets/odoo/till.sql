-- Receipts of the till. A receipt below zero gives money back for the receipt whose lines it names.
-- Nothing in Odoo 16 and 17 leads from a receipt to those, so they are looked for by their own time,
-- which is indexed: up to :refund_days after the sale. A later one lowers the day of its own.
WITH receipt AS (
    SELECT
        receipt.id,
        receipt.date_order AS at,
        receipt.{till_note} AS client_id,
        receipt.amount_total AS amount,
        COALESCE(NULLIF(receipt.currency_rate, 0), 1) AS rate,
        line.cost
    FROM pos_order AS receipt
    CROSS JOIN LATERAL (
        -- known once Odoo has computed it for every line
        SELECT CASE WHEN BOOL_AND(line.is_total_cost_computed) THEN SUM(line.total_cost) END AS cost
        FROM pos_order_line AS line
        WHERE line.order_id = receipt.id
    ) AS line
    WHERE receipt.state IN :till_statuses
        AND (:companies_count = 0 OR receipt.company_id IN :companies)
        AND receipt.company_id IN (
            SELECT company.id
            FROM res_company AS company
            JOIN res_currency AS money ON money.id = company.currency_id
            WHERE money.name = :currency
        )
        AND receipt.date_order >= :since
        AND receipt.date_order
            < CAST(:until AS timestamp) + CAST(:refund_days AS integer) * INTERVAL '1 day'
        AND (receipt.date_order < :until OR receipt.amount_total < 0)
),
refund AS (
    SELECT receipt.*, sold.id AS sold_id
    FROM receipt
    LEFT JOIN LATERAL (
        SELECT sold.id
        FROM pos_order_line AS line
        JOIN pos_order_line AS sold_line ON sold_line.id = line.refunded_orderline_id
        JOIN pos_order AS sold ON sold.id = sold_line.order_id
        WHERE line.order_id = receipt.id
            AND sold.state IN :till_statuses AND sold.amount_total >= 0
            AND sold.date_order > receipt.at - CAST(:refund_days AS integer) * INTERVAL '1 day'
        ORDER BY sold.id LIMIT 1
    ) AS sold ON true
    WHERE receipt.amount < 0
),
sale AS (
    SELECT receipt.*, refunded.amount > 0 AND refunded.amount >= receipt.amount AS is_given_back
    FROM receipt
    CROSS JOIN LATERAL (
        SELECT -SUM(refund.amount) AS amount FROM refund WHERE refund.sold_id = receipt.id
    ) AS refunded
    WHERE receipt.amount >= 0
)
SELECT
    client_id,
    amount / rate AS revenue,
    CASE WHEN is_given_back IS NOT TRUE THEN cost / rate END AS cost,
    CASE WHEN is_given_back THEN 0 ELSE 1 END AS sales
FROM sale
UNION ALL
-- money and goods given back, no sale fewer; a receipt given back whole has no profit either
SELECT
    sale.client_id,
    refund.amount / sale.rate,
    CASE
        WHEN NOT sale.is_given_back AND sale.cost IS NOT NULL
            THEN COALESCE(refund.cost, 0) / sale.rate
    END,
    0
FROM sale
JOIN refund ON refund.sold_id = sale.id
UNION ALL
SELECT client_id, amount / rate, cost / rate, 0
FROM refund
WHERE sold_id IS NULL AND at < :until
