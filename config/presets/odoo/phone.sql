-- Orders that a salesperson entered: the site's own orders have a website. Amounts are in the order's
-- currency; divided by its rate, as Odoo's own reports do, they are in the company's. The columns of
-- modules that are not installed are not there: id, which is in every table, stands for them.
WITH sold AS (
    SELECT
        id,
        COALESCE(
            NULLIF({client_field}, ''),
            -- the note is HTML
            regexp_replace(note, '<[^>]*>|&nbsp;', ' ', 'g')
        ) AS client_id,
        amount_total AS amount,
        -- Odoo's margin leaves the taxes out
        CASE WHEN '{margin_field}' <> 'id' THEN amount_untaxed - {margin_field} END AS cost,
        COALESCE(NULLIF(currency_rate, 0), 1) AS rate
    FROM sale_order
    WHERE state IN :statuses
        AND ('{website_field}' = 'id' OR {website_field} IS NULL)
        AND (:companies_count = 0 OR company_id IN :companies)
        AND company_id IN (
            SELECT company.id
            FROM res_company AS company
            JOIN res_currency AS money ON money.id = company.currency_id
            WHERE money.name = :currency
        )
        AND date_order >= :since AND date_order < :until
),
sale AS (
    SELECT
        sold.*,
        credit.amount AS credited,
        credit.amount > 0 AND credit.amount >= sold.amount AS is_given_back
    FROM sold
    CROSS JOIN LATERAL (
        -- an invoice line may stand for several lines of the order; a credited down payment takes
        -- nothing off the order itself
        SELECT COALESCE(SUM(line.price_total), 0) AS amount
        FROM account_move_line AS line
        JOIN account_move AS credit_note ON credit_note.id = line.move_id
        WHERE line.id IN (
                SELECT invoiced.invoice_line_id
                FROM sale_order_line AS ordered
                JOIN sale_order_line_invoice_rel AS invoiced ON invoiced.order_line_id = ordered.id
                WHERE ordered.order_id = sold.id AND ordered.is_downpayment IS NOT TRUE
            )
            AND credit_note.move_type = 'out_refund' AND credit_note.state = 'posted'
            AND :credit_notes = 'booked'
    ) AS credit
)
SELECT
    client_id,
    amount / rate AS revenue,
    CASE WHEN NOT is_given_back THEN cost / rate END AS cost,
    CASE WHEN is_given_back THEN 0 ELSE 1 END AS sales
FROM sale
UNION ALL
-- money given back, no sale fewer; an order given back whole has no profit either
SELECT client_id, -credited / rate, CASE WHEN NOT is_given_back AND cost IS NOT NULL THEN 0 END, 0
FROM sale
WHERE credited > 0
