-- Orders with a client ID of the staff's; the index on date_placed bounds them. Oscar does not keep
-- who made an order: what has a digit in the place of the client ID was made by phone.
WITH sold AS (
    SELECT
        COALESCE(
            -- id, which is in every table, stands for no field of the shop's own
            CASE WHEN '{client_field}' <> 'id'
                THEN NULLIF(TRIM(CONCAT(sale.`{client_field}`, '')), '') END,
            (SELECT note.message
             FROM order_ordernote AS note
             WHERE note.order_id = sale.id AND note.note_type <> 'System'
                AND note.message REGEXP '[0-9０-９]'
             ORDER BY note.date_created DESC, note.id DESC LIMIT 1)
        ) AS client_id,
        sale.total_incl_tax AS amount,
        (SELECT COALESCE(SUM(paid.amount_refunded), 0)
         FROM payment_source AS paid
         WHERE paid.order_id = sale.id) AS refunded
    FROM order_order AS sale
    WHERE sale.date_placed >= :since AND sale.date_placed < :until
        AND (:cancelled_count = 0 OR sale.status NOT IN :cancelled)
        AND (:sites_count = 0 OR sale.site_id IN :sites)
        AND sale.currency = :currency
)
-- money given back lowers the sale; given back whole it is no sale any more
SELECT
    client_id,
    amount - refunded AS revenue,
    CASE WHEN refunded = 0 OR refunded < amount THEN 1 ELSE 0 END AS sales
FROM sold
WHERE client_id REGEXP '[0-9０-９]'
