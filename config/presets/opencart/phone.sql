-- OpenCart has no index on date_added, yet order numbers grow with it. Of 31 numbers spread over all
-- orders, and of 31 between the two of them nearest to the day, each is looked up by itself: that
-- bounds the day, two days wider on each side. A number whose order was deleted only widens it.
WITH RECURSIVE part (n) AS (
    SELECT 1 UNION ALL SELECT n + 1 FROM part WHERE n < 31
),
every AS (
    SELECT COALESCE(MIN(order_id), 0) AS low, COALESCE(MAX(order_id), 0) + 1 AS high
    FROM `{prefix}order`
),
near AS (
    SELECT
        COALESCE(MAX(IF(probe.date_added < :since - INTERVAL 2 DAY, probe.order_id, NULL)),
            MIN(every.low)) AS low,
        COALESCE(MIN(IF(probe.date_added >= :until + INTERVAL 2 DAY, probe.order_id, NULL)),
            MAX(every.high)) AS high
    FROM every
    STRAIGHT_JOIN part
    LEFT JOIN `{prefix}order` AS probe
        ON probe.order_id = every.low + (every.high - every.low) * part.n DIV 32
),
span AS (
    SELECT
        IF(:window = 'none', 0, COALESCE(
            MAX(IF(probe.date_added < :since - INTERVAL 2 DAY, probe.order_id, NULL)),
            MIN(near.low))) AS low,
        IF(:window = 'none', 9223372036854775807, COALESCE(
            MIN(IF(probe.date_added >= :until + INTERVAL 2 DAY, probe.order_id, NULL)),
            MAX(near.high))) AS high
    FROM near
    STRAIGHT_JOIN part
    LEFT JOIN `{prefix}order` AS probe
        ON probe.order_id = near.low + (near.high - near.low) * part.n DIV 32
),
sold AS (
    SELECT
        sale.order_id,
        COALESCE(
            IF(
                :custom_field > 0 AND JSON_VALID(sale.custom_field),
                NULLIF(JSON_UNQUOTE(JSON_EXTRACT(
                    sale.custom_field, CONCAT('$."', :custom_field, '"')
                )), ''),
                NULL
            ),
            sale.comment
        ) AS client_id,
        sale.total AS revenue,
        sale.ip
    FROM span
    STRAIGHT_JOIN `{prefix}order` AS sale
        ON sale.order_id >= span.low AND sale.order_id < span.high
    WHERE sale.date_added >= :since AND sale.date_added < :until
        AND sale.order_status_id IN :statuses
        AND (:stores_count = 0 OR sale.store_id IN :stores)
)
SELECT client_id, revenue
FROM sold
WHERE IF(:office_ips_count > 0, ip IN :office_ips, client_id REGEXP '[0-9０-９]')
