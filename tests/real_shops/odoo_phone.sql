-- Orders that a salesperson entered: website_id is empty, the site's own orders have one.
-- The client ID is in the shop's own field, else in the note, which is HTML.
-- Amounts are in the order's currency; divided by its rate they are in the company's.
-- A credit note (account_move) is not booked: this shop cancels the order instead.
SELECT
    COALESCE(NULLIF(x_client_id, ''), regexp_replace(note, '<[^>]*>', ' ', 'g')) AS client_id,
    amount_total / currency_rate AS revenue,
    (amount_total - margin) / currency_rate AS cost
FROM sale_order
WHERE state IN ('sale', 'done')
    AND website_id IS NULL
    AND date_order >= :since AND date_order < :until
