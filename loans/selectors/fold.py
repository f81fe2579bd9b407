"""The fold: one SQL that says where investments stand, from movements, shares and instalments.

The question about a day (`positions`), the cache (`loans.services.positions`) and the list of a past day read the same
text, so that they cannot disagree; tests hold it against the engine's `standing`.

Parameters: `day` (None: everything), `known_at` (None: all that is booked), `ids` (None: every investment).
"""

# The columns of the cache `Position`, in its order.
COLUMNS = (
    *("paid_out", "principal_repaid", "interest_paid", "fees_paid", "overpaid", "written_off", "recovered"),
    *("outstanding", "oldest_unpaid_on", "last_movement_on"),
)
# Movements count by their value day and, when asked, only those that were already booked at `known_at`.
FOLD = """
WITH known AS (
    SELECT id, investment_id, kind, amount, value_on FROM loans_movement
    WHERE (%(day)s::date IS NULL OR value_on <= %(day)s)
      AND (%(known_at)s::timestamptz IS NULL OR booked_at <= %(known_at)s)
      AND (%(ids)s::bigint[] IS NULL OR investment_id = ANY(%(ids)s))
), money AS (
    SELECT investment_id,
           SUM(amount) FILTER (WHERE kind = 'payout') AS paid_out,
           SUM(amount) FILTER (WHERE kind = 'write_off') AS written_off,
           SUM(amount) FILTER (WHERE kind = 'recovery') AS recovered,
           MAX(value_on) AS last_movement_on
    FROM known GROUP BY investment_id
), shared AS (
    SELECT k.investment_id, s.instalment_number,
           SUM(s.amount) FILTER (WHERE s.component = 'principal') AS principal,
           SUM(s.amount) FILTER (WHERE s.component = 'interest') AS interest,
           SUM(s.amount) FILTER (WHERE s.component = 'fee') AS fee,
           SUM(s.amount) FILTER (WHERE s.component = 'overpayment') AS overpayment
    FROM known k JOIN loans_share s ON s.movement_id = k.id
    WHERE k.kind = 'repayment' GROUP BY k.investment_id, s.instalment_number
), repaid AS (
    SELECT investment_id, SUM(principal) AS principal, SUM(interest) AS interest, SUM(fee) AS fee,
           SUM(overpayment) AS overpayment
    FROM shared GROUP BY investment_id
), current_schedule AS (
    SELECT DISTINCT ON (c.investment_id) c.id, c.investment_id
    FROM loans_schedule c JOIN money m ON m.investment_id = c.investment_id
    WHERE %(day)s::date IS NULL OR c.from_on <= %(day)s
    ORDER BY c.investment_id, c.version DESC
), unpaid AS (
    SELECT c.investment_id, MIN(i.due_on) AS oldest_unpaid_on,
           SUM(i.principal + i.interest - COALESCE(s.principal, 0) - COALESCE(s.interest, 0))
               FILTER (WHERE i.due_on < %(day)s::date) AS overdue,
           SUM(i.principal - COALESCE(s.principal, 0))
               FILTER (WHERE i.due_on < %(day)s::date) AS overdue_principal
    FROM current_schedule c
    JOIN loans_instalment i ON i.schedule_id = c.id
    LEFT JOIN shared s ON s.investment_id = c.investment_id AND s.instalment_number = i.number
    WHERE i.principal + i.interest > COALESCE(s.principal, 0) + COALESCE(s.interest, 0)
    GROUP BY c.investment_id
), folded AS (
    SELECT m.investment_id,
           COALESCE(m.paid_out, 0) AS paid_out,
           COALESCE(r.principal, 0) AS principal_repaid,
           COALESCE(r.interest, 0) AS interest_paid,
           COALESCE(r.fee, 0) AS fees_paid,
           COALESCE(r.overpayment, 0) AS overpaid,
           COALESCE(m.written_off, 0) AS written_off,
           COALESCE(m.recovered, 0) AS recovered,
           COALESCE(m.paid_out, 0) - COALESCE(r.principal, 0) - COALESCE(m.written_off, 0) AS outstanding,
           u.oldest_unpaid_on,
           COALESCE(u.overdue, 0) AS overdue,
           COALESCE(u.overdue_principal, 0) AS overdue_principal,
           CASE WHEN COALESCE(m.paid_out, 0) = 0 THEN 'contracted'
                WHEN COALESCE(m.written_off, 0) > 0 THEN 'written_off'
                WHEN m.paid_out = COALESCE(r.principal, 0) AND u.oldest_unpaid_on IS NULL THEN 'repaid'
                ELSE 'active' END AS state,
           m.last_movement_on
    FROM money m
    LEFT JOIN repaid r ON r.investment_id = m.investment_id
    -- Nothing is due before the payout, and after a write-off the claim is no longer followed as arrears.
    LEFT JOIN unpaid u ON u.investment_id = m.investment_id
                      AND m.paid_out > 0 AND COALESCE(m.written_off, 0) = 0
)
"""
