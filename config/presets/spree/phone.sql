-- Orders that the staff completed; the index on completed_at bounds them, and a cart has none. A
-- customer's own order has the customer for its maker, or nobody.
WITH sold AS (
    SELECT
        sale.{client_field} AS client_id,
        sale.total AS amount,
        (SELECT CASE WHEN COUNT(*) = COUNT(line.cost_price) THEN SUM(line.cost_price * line.quantity) END
         FROM spree_line_items AS line
         WHERE line.order_id = sale.id) AS cost,
        (SELECT COALESCE(SUM(refund.amount), 0)
         FROM spree_payments AS payment
         JOIN spree_refunds AS refund ON refund.payment_id = payment.id
         WHERE payment.order_id = sale.id) AS refunded
    FROM spree_orders AS sale
    WHERE sale.completed_at >= :since AND sale.completed_at < :until
        AND sale.state IN :statuses
        AND (:payment_statuses_count = 0 OR sale.payment_state IN :payment_statuses)
        AND (:stores_count = 0 OR sale.store_id IN :stores)
        AND sale.currency = :currency
        AND CASE
            WHEN :channels_count > 0 THEN CONCAT(sale.{channel_field}, '') IN :channels
            ELSE sale.created_by_id IS NOT NULL
                AND (sale.user_id IS NULL OR sale.created_by_id <> sale.user_id)
        END
)
-- money given back lowers the sale; given back whole it is no sale any more and has no profit
SELECT
    client_id,
    amount - refunded AS revenue,
    CASE WHEN refunded = 0 OR refunded < amount THEN cost END AS cost,
    CASE WHEN refunded = 0 OR refunded < amount THEN 1 ELSE 0 END AS sales
FROM sold
