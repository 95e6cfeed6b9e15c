-- Drupal makes no index on placed; the owner's own bounds the day. Order numbers do not: an order gets
-- its number as a cart, weeks before it is placed.
WITH placed AS (
    SELECT
        sale.type,
        sale.ip_address,
        sale.total_price__number AS total,
        -- a field may hold several values, and keeps those of a field that was deleted
        (SELECT field.`{client_field}_value`
         FROM `{prefix}commerce_order__{client_field}` AS field
         WHERE field.entity_id = sale.order_id AND field.deleted = 0
            AND field.`{client_field}_value` <> ''
         ORDER BY field.delta LIMIT 1) AS client_id,
        COALESCE((
            SELECT SUM(payment.refunded_amount__number)
            FROM `{prefix}commerce_payment` AS payment
            WHERE payment.order_id = sale.order_id
                AND payment.refunded_amount__currency_code = sale.total_price__currency_code
        ), 0) AS refunded
    FROM `{prefix}commerce_order` AS sale
    WHERE sale.placed >= :since AND sale.placed < :until
        AND sale.state IN :states
        AND sale.total_price__currency_code = :currency
        -- wrapped, or their own indexes could be taken, which hold the orders of all years
        AND (:stores_count = 0 OR COALESCE(sale.store_id, 0) IN :stores)
        AND (:order_types_count = 0 OR COALESCE(sale.type, '') IN :order_types)
)
SELECT
    client_id,
    total - refunded AS revenue,
    IF(refunded > 0 AND refunded >= total, 0, 1) AS sales
FROM placed
WHERE CASE
    WHEN :office_ips_count > 0 THEN ip_address IN :office_ips
    WHEN :order_types_count > 0 THEN TRUE
    ELSE client_id REGEXP '[0-9０-９]'
END
