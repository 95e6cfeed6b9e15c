-- One call is several rows: each queue member that rings, each transfer. They share the linkedid of
-- the first channel. Rows of a day around are read too, or a call over midnight would fall apart.
WITH leg AS (
    SELECT
        COALESCE(NULLIF(`{call_column}`, ''), uniqueid) AS call_id,
        `{time_column}` AS began,
        uniqueid,
        NULLIF(`{client_column}`, '') AS written,
        disposition = 'ANSWERED' AND billsec >= :talk_seconds AS is_answered,
        IF(
            :numbers_count > 0,
            `{incoming_column}` IN :numbers,
            `{incoming_column}` <> ''
        ) AS is_incoming
    FROM `{table}`
    WHERE `{time_column}` >= :since - INTERVAL 1 DAY
        AND `{time_column}` < :until + INTERVAL 1 DAY
),
-- the dial plan writes the client ID on some rows of a call: the first that holds anything counts
placed AS (
    SELECT
        leg.*,
        ROW_NUMBER() OVER (
            PARTITION BY call_id ORDER BY written IS NULL, began, uniqueid
        ) AS place
    FROM leg
)
SELECT MAX(IF(place = 1, written, NULL)) AS client_id
FROM placed
GROUP BY call_id
HAVING MIN(began) >= :since AND MIN(began) < :until
    AND MAX(is_answered) = 1 AND MAX(is_incoming) = 1
