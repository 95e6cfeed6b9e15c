-- Phone orders: made by an operator in the back office (created_via = 'admin').
-- The client ID is in the order meta of the shop's plugin, else in the customer note.
-- A refund has a date of its own, but it lowers the day of its sale: money back, no sale fewer.
-- An order given back whole (wc-refunded) is no sale and no profit any more.
SELECT
    COALESCE(NULLIF(client.meta_value, ''), sale.customer_note) AS client_id,
    sale.total_amount AS revenue,
    IF(sale.status = 'wc-refunded', NULL, CAST(cost.meta_value AS DECIMAL(26,8))) AS cost,
    IF(sale.status = 'wc-refunded', 0, 1) AS sales
FROM wp_wc_orders AS sale
JOIN wp_wc_order_operational_data AS operation ON operation.order_id = sale.id
LEFT JOIN wp_wc_orders_meta AS client
    ON client.order_id = sale.id AND client.meta_key = '_client_id'
LEFT JOIN wp_wc_orders_meta AS cost
    ON cost.order_id = sale.id AND cost.meta_key = '_cogs_total_value'
WHERE sale.type = 'shop_order'
    AND sale.status IN ('wc-completed', 'wc-processing', 'wc-refunded')
    AND operation.created_via = 'admin'
    AND sale.date_created_gmt >= :since AND sale.date_created_gmt < :until
UNION ALL
SELECT
    COALESCE(NULLIF(client.meta_value, ''), sale.customer_note),
    refund.total_amount,
    IF(sale.status = 'wc-refunded' OR cost.meta_value IS NULL, NULL, 0),
    0
FROM wp_wc_orders AS sale
JOIN wp_wc_order_operational_data AS operation ON operation.order_id = sale.id
JOIN wp_wc_orders AS refund
    ON refund.parent_order_id = sale.id AND refund.type = 'shop_order_refund'
LEFT JOIN wp_wc_orders_meta AS client
    ON client.order_id = sale.id AND client.meta_key = '_client_id'
LEFT JOIN wp_wc_orders_meta AS cost
    ON cost.order_id = sale.id AND cost.meta_key = '_cogs_total_value'
WHERE sale.type = 'shop_order'
    AND sale.status IN ('wc-completed', 'wc-processing', 'wc-refunded')
    AND operation.created_via = 'admin'
    AND sale.date_created_gmt >= :since AND sale.date_created_gmt < :until
