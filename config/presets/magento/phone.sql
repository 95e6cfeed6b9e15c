-- The orders of the day that were made in the admin; the index on created_at bounds them. All amounts
-- are in the base currency of the store.
WITH sold AS (
    SELECT
        COALESCE(
            NULLIF(sale.`{client_field}`, ''),
            (SELECT history.comment
             FROM `{prefix}sales_order_status_history` AS history
             WHERE history.parent_id = sale.entity_id
                AND history.comment <> '' AND history.comment LIKE :comment_like
             ORDER BY history.entity_id DESC LIMIT 1)
        ) AS client_id,
        -- what was cancelled of an order is never paid
        sale.base_grand_total - COALESCE(sale.base_total_canceled, 0) AS revenue,
        COALESCE(sale.base_total_refunded, 0) AS refunded,
        sale.state = 'closed' AS is_closed,
        -- a configurable product and a bundle are in the order beside the products they consist of
        (SELECT IF(
            SUM(item.base_cost IS NULL) = 0,
            SUM(item.base_cost * (item.qty_ordered - COALESCE(item.qty_canceled, 0))),
            NULL
         )
         FROM `{prefix}sales_order_item` AS item
         WHERE item.order_id = sale.entity_id
            AND COALESCE(item.product_type, '') NOT IN ('configurable', 'bundle')) AS cost
    FROM `{prefix}sales_order` AS sale
    WHERE sale.created_at >= :since AND sale.created_at < :until
        AND sale.state IN :states
        AND sale.remote_ip IS NULL
        AND sale.base_currency_code = :currency
        AND (:stores_count = 0 OR sale.store_id IN :stores)
        -- an order of the site that was edited in the admin is a new order there
        AND NOT EXISTS (
            SELECT 1
            FROM `{prefix}sales_order` AS original
            WHERE original.increment_id = sale.original_increment_id
                AND original.store_id = sale.store_id
                AND original.remote_ip IS NOT NULL
        )
),
counted AS (
    SELECT sold.*, is_closed OR (refunded > 0 AND refunded >= revenue) AS is_given_back
    FROM sold
)
SELECT client_id, revenue, IF(is_given_back, NULL, cost) AS cost, IF(is_given_back, 0, 1) AS sales
FROM counted
UNION ALL
-- money given back, no sale fewer; an order given back whole has no profit either
SELECT client_id, -refunded, IF(is_given_back OR cost IS NULL, NULL, 0), 0
FROM counted
WHERE refunded > 0
