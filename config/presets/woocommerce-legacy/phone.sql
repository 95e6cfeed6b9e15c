-- The orders of the day; the index type_status_date (post_type, post_status, post_date) bounds them.
WITH sold AS (
    SELECT
        sale.ID AS id,
        sale.post_status = 'wc-refunded' AS is_given_back,
        CAST((SELECT field.meta_value
              FROM {prefix}postmeta AS field
              WHERE field.post_id = sale.ID AND field.meta_key = '_order_total'
              ORDER BY field.meta_id LIMIT 1) AS DECIMAL(26, 8)) AS revenue,
        COALESCE(
            -- a plugin may have written the field twice, or left it empty
            (SELECT field.meta_value
             FROM {prefix}postmeta AS field
             WHERE field.post_id = sale.ID AND field.meta_key = :client_key
                AND field.meta_value <> ''
             ORDER BY field.meta_id LIMIT 1),
            sale.post_excerpt
        ) AS client_id,
        (SELECT CAST(field.meta_value AS DECIMAL(26, 8))
         FROM {prefix}postmeta AS field
         WHERE field.post_id = sale.ID AND field.meta_key = :cost_key
            AND field.meta_value <> ''
         ORDER BY field.meta_id LIMIT 1) AS cost
    FROM {prefix}posts AS sale
    WHERE sale.post_type = 'shop_order'
        AND (sale.post_status IN :statuses OR sale.post_status = 'wc-refunded')
        -- no zone is further than 14 hours from UTC
        AND sale.post_date >= :since - INTERVAL 1 DAY
        AND sale.post_date < :until + INTERVAL 1 DAY
        AND sale.post_date_gmt >= :since AND sale.post_date_gmt < :until
        AND EXISTS (
            SELECT 1 FROM {prefix}postmeta AS origin
            WHERE origin.post_id = sale.ID AND origin.meta_key = '_created_via'
                AND origin.meta_value IN :created_via
        )
        AND EXISTS (
            SELECT 1 FROM {prefix}postmeta AS money
            WHERE money.post_id = sale.ID AND money.meta_key = '_order_currency'
                AND money.meta_value = :currency
        )
)
SELECT client_id, revenue, IF(is_given_back, NULL, cost) AS cost, IF(is_given_back, 0, 1) AS sales
FROM sold
UNION ALL
-- money given back, no sale fewer; a wholly refunded order has no profit either
SELECT
    sold.client_id,
    -(SELECT CAST(field.meta_value AS DECIMAL(26, 8))
      FROM {prefix}postmeta AS field
      WHERE field.post_id = refund.ID AND field.meta_key = '_refund_amount'
      ORDER BY field.meta_id LIMIT 1),
    IF(sold.is_given_back OR sold.cost IS NULL, NULL, 0),
    0
FROM sold
JOIN {prefix}posts AS refund ON refund.post_parent = sold.id
WHERE refund.post_type = 'shop_order_refund'
    AND refund.post_status NOT IN ('trash', 'auto-draft')
