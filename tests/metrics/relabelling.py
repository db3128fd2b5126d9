"""The structural replay as SQL would do it: every event gets its unit, and neighbours are compared."""

from typing import Any

from django.db import connection

from metrics.inputs.group_functions import GroupTargets

STEPS = """
    SELECT group_id AS receiver, LAG(group_id) OVER (PARTITION BY ticket_id ORDER BY at, id) AS sender
    FROM services_event
    WHERE group_id IS NOT NULL AND segment_id IN (SELECT id FROM services_logsegment WHERE log_id = %s)
"""
BETWEEN_UNITS = """
    WITH placed(group_id, unit, weight) AS (VALUES {rows}),
    step AS (
        SELECT unit, LAG(unit) OVER (PARTITION BY ticket_id ORDER BY at, id) AS before
        FROM services_event JOIN placed USING (group_id)
        WHERE segment_id IN (SELECT id FROM services_logsegment WHERE log_id = %s)
    )
    SELECT count(*) FROM step WHERE unit <> before
"""
RELABELLED = """
    WITH placed(group_id, unit, weight) AS (VALUES {rows}),
    step AS ({steps}),
    pair AS (SELECT sender, receiver, count(*) AS number FROM step WHERE sender IS NOT NULL GROUP BY sender, receiver),
    found AS (
        SELECT sender <> receiver AS is_handoff, number,
            (SELECT count(*) FROM placed WHERE group_id = sender) AS from_units,
            (SELECT count(*) FROM placed WHERE group_id = receiver) AS to_units,
            COALESCE((SELECT sum(a.weight * b.weight) FROM placed a JOIN placed b ON a.unit = b.unit
                WHERE a.group_id = sender AND b.group_id = receiver), 0) AS together
        FROM pair
    )
    SELECT
        COALESCE(sum(CASE WHEN is_handoff THEN number END), 0),
        COALESCE(sum(CASE WHEN is_handoff AND from_units = 1 AND to_units = 1 AND together = 0 THEN number END), 0),
        COALESCE(sum(CASE WHEN is_handoff AND from_units = 1 AND to_units = 1 AND together = 1 THEN number END), 0),
        COALESCE(sum(CASE WHEN is_handoff AND NOT (from_units = 1 AND to_units = 1) THEN number END), 0),
        COALESCE(sum(CASE WHEN NOT is_handoff AND from_units > 1 THEN number END), 0),
        COALESCE(sum(CASE WHEN is_handoff THEN number * (1.0 - together) END), 0)
    FROM found
"""


def relabelled(log_id: int, targets: GroupTargets) -> dict[str, Any]:
    """today, kept, removed, undetermined, created, expected."""
    found = _asked(RELABELLED.format(rows="{rows}", steps=STEPS), log_id, targets)
    return dict(zip(("today", "kept", "removed", "undetermined", "created", "expected"), found, strict=True))


def handoffs_between_units(log_id: int, targets: GroupTargets) -> int:
    """Neighbouring events in two units, each event under the name of its unit; every group must be in one."""
    (found,) = _asked(BETWEEN_UNITS, log_id, targets)
    return int(found)


def _asked(sql: str, log_id: int, targets: GroupTargets) -> tuple[Any, ...]:
    rows = [(target.group.pk, unit, share) for target in targets.groups for unit, share in sorted(target.units.items())]
    values = ", ".join(["(CAST(%s AS bigint), %s, CAST(%s AS double precision))"] * len(rows))
    with connection.cursor() as cursor:
        cursor.execute(sql.format(rows=values), [*(cell for row in rows for cell in row), log_id])
        found: tuple[Any, ...] = cursor.fetchone()
    return found
