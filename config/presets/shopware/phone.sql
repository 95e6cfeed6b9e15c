-- The orders that an employee made in the administration. Shopware keeps drafts of an order as other
-- versions of it, under the same number: only the live version is the order. No index has the time of
-- an order, but one has its date, the one in UTC.
WITH live AS (
    SELECT UNHEX('0fa91ce3e96a4bc2be4bd9ce752c3425') AS version_id
),
sold AS (
    SELECT
        sale.id,
        COALESCE(
            NULLIF(NULLIF(JSON_UNQUOTE(JSON_EXTRACT(
                sale.custom_fields, CONCAT('$."', :client_key, '"')
            )), ''), 'null'),
            sale.`{client_field}`
        ) AS client_id,
        -- an amount is a floating number
        CAST(sale.amount_total AS DECIMAL(20, 4)) AS amount,
        IF(
            money.iso_code = :currency,
            1,
            COALESCE(NULLIF(CAST(sale.currency_factor AS DECIMAL(30, 12)), 0), 1)
        ) AS rate,
        EXISTS (
            SELECT 1
            FROM order_transaction AS payment
            JOIN state_machine_state AS state ON state.id = payment.state_id
            WHERE payment.order_id = sale.id AND payment.order_version_id = sale.version_id
                AND state.technical_name IN :payment_states
        ) AS is_paid,
        EXISTS (
            SELECT 1
            FROM order_transaction AS payment
            JOIN state_machine_state AS state ON state.id = payment.state_id
            WHERE payment.order_id = sale.id AND payment.order_version_id = sale.version_id
                AND state.technical_name IN ('refunded', 'chargeback')
        ) AS is_refunded
    FROM `order` AS sale
    JOIN live ON live.version_id = sale.version_id
    JOIN state_machine_state AS state ON state.id = sale.state_id
    JOIN currency AS money ON money.id = sale.currency_id
    WHERE sale.order_date >= DATE(:since) AND sale.order_date <= DATE(:until)
        AND sale.order_date_time >= :since AND sale.order_date_time < :until
        AND sale.created_by_id IS NOT NULL
        AND state.technical_name IN :states
        -- the factor leads to the currency that Shopware was installed with, and to no other one
        AND :currency IN (
            money.iso_code,
            (SELECT main.iso_code FROM currency AS main
             WHERE main.id = UNHEX('b7d2554b0ce847cd82f3ac9bd1c0dfca'))
        )
),
refund AS (
    SELECT
        sold.id,
        -- a refund may have versions as well
        MAX(CAST(JSON_UNQUOTE(JSON_EXTRACT(back.amount, '$.totalPrice')) AS DECIMAL(20, 4))) AS amount
    FROM sold
    JOIN live
    JOIN order_transaction AS payment
        ON payment.order_id = sold.id AND payment.order_version_id = live.version_id
    JOIN order_transaction_capture AS capture
        ON capture.order_transaction_id = payment.id
        AND capture.order_transaction_version_id = live.version_id
    JOIN order_transaction_capture_refund AS back ON back.capture_id = capture.id
    JOIN state_machine_state AS state ON state.id = back.state_id
    WHERE state.technical_name = 'completed'
    GROUP BY sold.id, back.id
),
counted AS (
    SELECT
        sold.client_id,
        sold.amount,
        sold.rate,
        sold.is_paid,
        IF(
            sold.is_paid,
            COALESCE((SELECT SUM(refund.amount) FROM refund WHERE refund.id = sold.id), 0),
            sold.amount
        ) AS refunded
    FROM sold
    WHERE sold.is_paid OR sold.is_refunded
)
SELECT
    client_id,
    amount / rate AS revenue,
    IF(is_paid AND (refunded = 0 OR refunded < amount), 1, 0) AS sales
FROM counted
UNION ALL
-- money given back, no sale fewer
SELECT client_id, -refunded / rate, 0
FROM counted
WHERE refunded > 0
