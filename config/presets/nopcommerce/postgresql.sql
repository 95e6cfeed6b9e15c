-- Orders that the staff placed for a customer, of which nopCommerce itself leaves a note; the index
-- on CreatedOnUtc bounds them.
WITH sold AS (
    SELECT
        COALESCE(
            NULLIF(TRIM(SUBSTRING(
                sale."CheckoutAttributesXml"
                FROM CONCAT('<CheckoutAttribute ID="', CAST(:client_attribute AS integer),
                    '">[^<]*<CheckoutAttributeValue>[^<]*<Value>([^<]*)')
            )), ''),
            (SELECT note."Note"
             FROM "OrderNote" AS note
             WHERE note."OrderId" = sale."Id"
                AND LOWER(note."Note") LIKE CONCAT(LOWER(CAST(:note_start AS text)), '%')
             ORDER BY note."CreatedOnUtc" DESC, note."Id" DESC LIMIT 1)
        ) AS client_id,
        sale."OrderTotal" AS amount,
        sale."RefundedAmount" AS refunded,
        -- a cost of 0 was never entered
        (SELECT CASE WHEN MIN(item."OriginalProductCost") > 0
            THEN SUM(item."OriginalProductCost" * item."Quantity") END
         FROM "OrderItem" AS item
         WHERE item."OrderId" = sale."Id") AS cost
    FROM "Order" AS sale
    WHERE sale."CreatedOnUtc" >= :since AND sale."CreatedOnUtc" < :until
        AND NOT sale."Deleted"
        AND sale."OrderStatusId" <> 40
        AND (sale."OrderStatusId" IN :statuses OR sale."PaymentStatusId" IN :payment_statuses)
        AND (:stores_count = 0 OR sale."StoreId" IN :stores)
        AND EXISTS (
            SELECT 1
            FROM "OrderNote" AS placed
            WHERE placed."OrderId" = sale."Id"
                AND placed."Note" LIKE 'Order placed by a store owner (%'
        )
)
-- money given back lowers the sale; given back whole it is no sale any more and has no profit
SELECT
    client_id,
    amount - refunded AS revenue,
    CASE WHEN refunded = 0 OR refunded < amount THEN cost END AS cost,
    CASE WHEN refunded = 0 OR refunded < amount THEN 1 ELSE 0 END AS sales
FROM sold
