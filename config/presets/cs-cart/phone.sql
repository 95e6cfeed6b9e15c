-- The orders of the day; the index on timestamp bounds them. An order of several vendors is a row of
-- its own for each of them, and a parent that repeats their sum.
SELECT
    COALESCE(
        -- a custom field of the profile, if one was named
        (SELECT NULLIF(field.value, '')
         FROM `{prefix}profile_fields_data` AS field
         WHERE field.object_id = sale.order_id AND field.object_type = 'O'
            AND field.field_id = :profile_field AND field.value <> ''
         LIMIT 1),
        -- the staff's note, else the customer's; only a text with a digit can hold a client ID
        IF(sale.details REGEXP '[0-9０-９]', sale.details, NULL),
        sale.notes
    ) AS client_id,
    sale.total AS revenue
FROM `{prefix}orders` AS sale
WHERE sale.timestamp >= :since AND sale.timestamp < :until
    AND sale.status IN :statuses
    AND sale.is_parent_order <> 'Y'
    AND sale.issuer_id > 0
    AND (:companies_count = 0 OR sale.company_id IN :companies)
