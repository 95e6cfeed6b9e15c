-- The orders of the day; the index on date_add bounds them.
WITH sold AS (
    SELECT
        sale.total_paid_tax_incl AS total,
        sale.conversion_rate AS rate,
        COALESCE(
            -- PrestaShop itself writes a message too; only a text with a digit can hold a client ID
            IF(sale.`{note_field}` REGEXP '[0-9０-９]', sale.`{note_field}`, NULL),
            (SELECT note.message
             FROM `{prefix}message` AS note
             WHERE note.id_order = sale.id_order AND note.message REGEXP '[0-9０-９]'
             ORDER BY note.id_message LIMIT 1),
            (SELECT note.message
             FROM `{prefix}customer_thread` AS thread
             JOIN `{prefix}customer_message` AS note
                ON note.id_customer_thread = thread.id_customer_thread
             WHERE thread.id_order = sale.id_order AND note.message REGEXP '[0-9０-９]'
             ORDER BY note.id_customer_message LIMIT 1)
        ) AS client_id,
        -- a line without a price leaves the cost of the whole order unknown
        (SELECT IF(
            SUM(line.purchase_supplier_price = 0 AND line.original_wholesale_price = 0) = 0,
            SUM(line.product_quantity * IF(
                line.purchase_supplier_price = 0,
                line.original_wholesale_price,
                line.purchase_supplier_price
            )),
            NULL
         )
         FROM `{prefix}order_detail` AS line
         WHERE line.id_order = sale.id_order) AS cost,
        -- slips of old versions hold one amount only
        COALESCE((
            SELECT SUM(IF(
                COALESCE(slip.total_products_tax_incl + slip.total_shipping_tax_incl, 0) = 0,
                slip.amount + slip.shipping_cost_amount,
                slip.total_products_tax_incl + slip.total_shipping_tax_incl
            ))
            FROM `{prefix}order_slip` AS slip
            WHERE slip.id_order = sale.id_order
        ), 0) AS returned
    FROM `{prefix}orders` AS sale
    JOIN `{prefix}order_state` AS state ON state.id_order_state = sale.current_state
    WHERE sale.date_add >= :since AND sale.date_add < :until
        AND (state.paid = 1 OR state.logable = 1)
        AND (:shops_count = 0 OR sale.id_shop IN :shops)
        -- an order typed in the back office has an employee in its first status
        AND (
            SELECT step.id_employee
            FROM `{prefix}order_history` AS step
            WHERE step.id_order = sale.id_order
            ORDER BY step.id_order_history LIMIT 1
        ) > 0
)
SELECT
    client_id,
    total / rate AS revenue,
    IF(returned > 0 AND returned >= total, NULL, cost) AS cost,
    IF(returned > 0 AND returned >= total, 0, 1) AS sales
FROM sold
UNION ALL
-- money given back, at the rate of the sale, no sale fewer
SELECT
    client_id,
    -returned / rate,
    IF(returned >= total OR cost IS NULL, NULL, 0),
    0
FROM sold
WHERE returned > 0
