-- Old versions have no index on DATE_INSERT, yet order numbers grow with it. Of 31 numbers spread over
-- all orders, and of 31 between the two of them nearest to the day, each is looked up by itself: that
-- bounds the day, two days wider on each side. A number whose order was deleted only widens it.
WITH RECURSIVE part (n) AS (
    SELECT 1 UNION ALL SELECT n + 1 FROM part WHERE n < 31
),
every AS (
    SELECT COALESCE(MIN(ID), 0) AS low, COALESCE(MAX(ID), 0) + 1 AS high
    FROM b_sale_order
),
near AS (
    SELECT
        COALESCE(MAX(IF(probe.DATE_INSERT < :since - INTERVAL 2 DAY, probe.ID, NULL)),
            MIN(every.low)) AS low,
        COALESCE(MIN(IF(probe.DATE_INSERT >= :until + INTERVAL 2 DAY, probe.ID, NULL)),
            MAX(every.high)) AS high
    FROM every
    STRAIGHT_JOIN part
    LEFT JOIN b_sale_order AS probe
        ON probe.ID = every.low + (every.high - every.low) * part.n DIV 32
),
span AS (
    SELECT
        COALESCE(MAX(IF(probe.DATE_INSERT < :since - INTERVAL 2 DAY, probe.ID, NULL)),
            MIN(near.low)) AS low,
        COALESCE(MIN(IF(probe.DATE_INSERT >= :until + INTERVAL 2 DAY, probe.ID, NULL)),
            MAX(near.high)) AS high
    FROM near
    STRAIGHT_JOIN part
    LEFT JOIN b_sale_order AS probe
        ON probe.ID = near.low + (near.high - near.low) * part.n DIV 32
),
dated AS (
    SELECT sale.ID
    FROM span
    STRAIGHT_JOIN b_sale_order AS sale ON sale.ID >= span.low AND sale.ID < span.high
    WHERE :window = 'numbers'
        AND sale.DATE_INSERT >= :since AND sale.DATE_INSERT < :until
    UNION ALL
    SELECT sale.ID
    FROM b_sale_order AS sale
    WHERE :window = 'time'
        AND sale.DATE_INSERT >= :since AND sale.DATE_INSERT < :until
),
placed AS (
    SELECT sale.ID, sale.PRICE, sale.COMMENTS, sale.USER_DESCRIPTION
    FROM dated
    STRAIGHT_JOIN b_sale_order AS sale ON sale.ID = dated.ID
    WHERE IF(
            :source = 'store',
            sale.EXTERNAL_ORDER = 'Y',
            sale.EXTERNAL_ORDER = 'N'
                -- a buyer who orders on the site is its creator, an unknown one has none
                AND IF(
                    :operators_count > 0,
                    sale.CREATED_BY IN :operators,
                    sale.CREATED_BY <> sale.USER_ID
                )
        )
        AND NOT EXISTS (SELECT 1 FROM b_sale_tp_order AS market WHERE market.ORDER_ID = sale.ID)
        -- a cancelled order keeps its status
        AND sale.CANCELED = 'N'
        AND (sale.STATUS_ID IN :statuses OR (:paid = 'counts' AND sale.PAYED = 'Y'))
        AND sale.CURRENCY = :currency
        AND (:sites_count = 0 OR sale.LID IN :sites)
),
sold AS (
    SELECT
        placed.PRICE,
        COALESCE(
            -- the property has one number per type of payer, and may belong to a shipment as well
            (SELECT field.VALUE
             FROM b_sale_order_props_value AS field
             WHERE field.ORDER_ID = placed.ID AND field.CODE = :client_code AND field.VALUE <> ''
             ORDER BY field.ID LIMIT 1),
            -- a comment without a digit holds no client ID
            IF(placed.COMMENTS REGEXP '[0-9０-９]', placed.COMMENTS, NULL),
            placed.USER_DESCRIPTION
        ) AS client_id,
        -- a returned payment that another one replaced took no money back
        COALESCE((
            SELECT GREATEST(0, LEAST(
                SUM(IF(payment.IS_RETURN = 'N', 0, payment.SUM)),
                placed.PRICE
                    - SUM(IF(payment.IS_RETURN = 'N' AND payment.PAID = 'Y', payment.SUM, 0))
            ))
            FROM b_sale_order_payment AS payment
            WHERE payment.ORDER_ID = placed.ID
        ), 0) AS returned,
        IF(:cost = 'current', (
            -- a sale is as known as each of its lines; a set counts by itself, not by its parts
            SELECT IF(
                COUNT(*) = COUNT(product.PURCHASING_PRICE),
                SUM(product.PURCHASING_PRICE * CAST(line.QUANTITY AS DECIMAL(18, 4))),
                NULL
            )
            FROM b_sale_basket AS line
            LEFT JOIN b_catalog_product AS product
                ON product.ID = line.PRODUCT_ID AND product.PURCHASING_CURRENCY = :currency
            WHERE line.ORDER_ID = placed.ID
                AND COALESCE(line.SET_PARENT_ID, 0) IN (0, line.ID)
        ), NULL) AS cost
    FROM placed
)
SELECT
    client_id,
    IF(booking.is_refund, -returned, PRICE) AS revenue,
    CASE
        WHEN (returned > 0 AND returned >= PRICE) OR cost IS NULL THEN NULL
        WHEN booking.is_refund THEN 0
        ELSE cost
    END AS cost,
    IF(booking.is_refund OR (returned > 0 AND returned >= PRICE), 0, 1) AS sales
FROM sold
-- money given back is a row of its own, no sale fewer; a wholly returned order has no profit either
JOIN (SELECT 0 AS is_refund UNION ALL SELECT 1) AS booking
    ON booking.is_refund = 0 OR sold.returned > 0
