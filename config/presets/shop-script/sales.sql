-- Shop-Script has no index on create_datetime, yet order numbers grow with it. Of 31 numbers spread over
-- all orders, and of 31 between the two of them nearest to the day, each is looked up by itself: that
-- bounds the day, two days wider on each side. A number whose order was deleted only widens it.
WITH RECURSIVE part (n) AS (
    SELECT 1 UNION ALL SELECT n + 1 FROM part WHERE n < 31
),
every AS (
    SELECT COALESCE(MIN(id), 0) AS low, COALESCE(MAX(id), 0) + 1 AS high
    FROM shop_order
),
near AS (
    SELECT
        COALESCE(MAX(IF(probe.create_datetime < :since - INTERVAL 2 DAY, probe.id, NULL)),
            MIN(every.low)) AS low,
        COALESCE(MIN(IF(probe.create_datetime >= :until + INTERVAL 2 DAY, probe.id, NULL)),
            MAX(every.high)) AS high
    FROM every
    STRAIGHT_JOIN part
    LEFT JOIN shop_order AS probe
        ON probe.id = every.low + (every.high - every.low) * part.n DIV 32
),
span AS (
    SELECT
        COALESCE(MAX(IF(probe.create_datetime < :since - INTERVAL 2 DAY, probe.id, NULL)),
            MIN(near.low)) AS low,
        COALESCE(MIN(IF(probe.create_datetime >= :until + INTERVAL 2 DAY, probe.id, NULL)),
            MAX(near.high)) AS high
    FROM near
    STRAIGHT_JOIN part
    LEFT JOIN shop_order AS probe
        ON probe.id = near.low + (near.high - near.low) * part.n DIV 32
),
dated AS (
    SELECT sale.id
    FROM span
    STRAIGHT_JOIN shop_order AS sale ON sale.id >= span.low AND sale.id < span.high
    WHERE :window = 'numbers'
        AND sale.create_datetime >= :since AND sale.create_datetime < :until
    UNION ALL
    SELECT sale.id
    FROM shop_order AS sale
    WHERE :window = 'none'
        AND sale.create_datetime >= :since AND sale.create_datetime < :until
)
SELECT
    COALESCE(
        (SELECT param.value
         FROM shop_order_params AS param
         WHERE param.order_id = sale.id AND param.name = :client_param AND param.value <> ''),
        sale.comment
    ) AS client_id,
    sale.total * sale.rate AS revenue,
    -- a product without a price leaves the cost of the whole order unknown; a service has none
    (SELECT IF(
        SUM(item.purchase_price = 0) = 0,
        SUM(item.purchase_price * item.quantity) * sale.rate,
        NULL
     )
     FROM shop_order_items AS item
     WHERE item.order_id = sale.id AND item.type = 'product') AS cost
FROM dated
STRAIGHT_JOIN shop_order AS sale ON sale.id = dated.id
STRAIGHT_JOIN shop_order_params AS channel
    ON channel.order_id = sale.id AND channel.name = 'sales_channel'
WHERE
    -- a refund of the whole order takes its payment away
    sale.paid_date IS NOT NULL
    AND (:states_left_out_count = 0 OR sale.state_id NOT IN :states_left_out)
    -- such as "backend:" or "pos:3"
    AND IF(
        :source = 'phone',
        SUBSTRING_INDEX(channel.value, ':', 1) IN :phone_channels,
        SUBSTRING_INDEX(channel.value, ':', 1) IN :store_channels
    )
