-- Sylius has no index on checkout_completed_at, and carts are among the orders, so that ids do not grow
-- with it. Order numbers do: an order gets the next one, filled up with zeros, when it is completed,
-- and they are indexed. Of 31 numbers spread over all orders, and of 31 between the two of them nearest
-- to the day, each is looked up by itself: that bounds the day, two days wider on each side. They are
-- written in ASCII, which any character set of the column can be compared with by its index.
WITH RECURSIVE part (n) AS (
    SELECT 1 UNION ALL SELECT n + 1 FROM part WHERE n < 31
),
every AS (
    SELECT MIN(number) AS low, MAX(number) AS high
    FROM sylius_order
),
near AS (
    SELECT
        COALESCE(
            MAX(IF(probe.checkout_completed_at < :since - INTERVAL 2 DAY, probe.number, NULL)),
            MIN(every.low)
        ) AS low,
        COALESCE(
            MIN(IF(probe.checkout_completed_at >= :until + INTERVAL 2 DAY, probe.number, NULL)),
            MAX(every.high)
        ) AS high
    FROM every
    STRAIGHT_JOIN part
    LEFT JOIN sylius_order AS probe
        ON probe.number = CONVERT(LPAD(
            CAST(every.low AS SIGNED)
                + (CAST(every.high AS SIGNED) - CAST(every.low AS SIGNED)) * part.n DIV 32,
            :number_length,
            '0'
        ) USING ascii)
),
span AS (
    SELECT
        COALESCE(
            MAX(IF(probe.checkout_completed_at < :since - INTERVAL 2 DAY, probe.number, NULL)),
            MIN(near.low)
        ) AS low,
        COALESCE(
            MIN(IF(probe.checkout_completed_at >= :until + INTERVAL 2 DAY, probe.number, NULL)),
            MAX(near.high)
        ) AS high
    FROM near
    STRAIGHT_JOIN part
    LEFT JOIN sylius_order AS probe
        ON probe.number = CONVERT(LPAD(
            CAST(near.low AS SIGNED)
                + (CAST(near.high AS SIGNED) - CAST(near.low AS SIGNED)) * part.n DIV 32,
            :number_length,
            '0'
        ) USING ascii)
),
dated AS (
    SELECT sale.id
    FROM span
    STRAIGHT_JOIN sylius_order AS sale ON sale.number >= span.low AND sale.number <= span.high
    WHERE :window = 'numbers'
        AND sale.checkout_completed_at >= :since AND sale.checkout_completed_at < :until
    UNION ALL
    -- an order is updated after it is completed, but for the hour that a clock is turned back
    SELECT sale.id
    FROM sylius_order AS sale
    WHERE :window = 'updated'
        AND sale.state IN :states AND sale.updated_at >= :since - INTERVAL 1 DAY
        AND sale.checkout_completed_at >= :since AND sale.checkout_completed_at < :until
)
SELECT
    sale.`{client_field}` AS client_id,
    sale.total / :minor_units AS revenue
FROM dated
STRAIGHT_JOIN sylius_order AS sale ON sale.id = dated.id
LEFT JOIN sylius_channel AS channel ON channel.id = sale.channel_id
WHERE sale.state IN :states
    AND sale.payment_state IN :payment_states
    AND sale.currency_code = :currency
    -- nothing in an order tells who made it
    AND IF(
        :channels_count > 0 OR :office_ips_count > 0,
        channel.code IN :channels OR sale.customer_ip IN :office_ips,
        sale.`{client_field}` REGEXP '[0-9０-９]'
    )
