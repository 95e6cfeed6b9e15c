-- The orders of the day; the index type_status_date or date_created bounds them.
WITH sold AS (
    SELECT
        sale.id,
        sale.status = 'wc-refunded' AS is_given_back,
        sale.total_amount AS revenue,
        COALESCE(
            -- a plugin may have written the field twice, or left it empty
            (SELECT field.meta_value
             FROM {prefix}wc_orders_meta AS field
             WHERE field.order_id = sale.id AND field.meta_key = :client_key
                AND field.meta_value <> ''
             ORDER BY field.id LIMIT 1),
            sale.customer_note
        ) AS client_id,
        (SELECT CAST(field.meta_value AS DECIMAL(26, 8))
         FROM {prefix}wc_orders_meta AS field
         WHERE field.order_id = sale.id AND field.meta_key = :cost_key
            AND field.meta_value <> ''
         ORDER BY field.id LIMIT 1) AS cost
    FROM {prefix}wc_orders AS sale
    JOIN {prefix}wc_order_operational_data AS operation ON operation.order_id = sale.id
    WHERE sale.type = 'shop_order'
        AND (sale.status IN :statuses OR sale.status = 'wc-refunded')
        AND operation.created_via IN :created_via
        AND sale.currency = :currency
        AND sale.date_created_gmt >= :since AND sale.date_created_gmt < :until
)
SELECT client_id, revenue, IF(is_given_back, NULL, cost) AS cost, IF(is_given_back, 0, 1) AS sales
FROM sold
UNION ALL
-- money given back, no sale fewer; a wholly refunded order has no profit either
SELECT
    sold.client_id,
    refund.total_amount,
    IF(sold.is_given_back OR sold.cost IS NULL, NULL, 0),
    0
FROM sold
JOIN {prefix}wc_orders AS refund
    ON refund.parent_order_id = sold.id AND refund.type = 'shop_order_refund'
