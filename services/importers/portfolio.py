"""The importer `services`: a catalogue as service tools export it, a row for each service or offering."""

from collections import Counter

import polars as pl

from core.figures import integer, plural
from core.imports.registry import CheckReport, Importer
from core.models import Import
from services.importers.portfolio_fields import FIELDS
from services.importers.portfolio_load import VERDICTS, load_portfolio, publish_portfolio, undo_portfolio
from services.importers.portfolio_plan import PortfolioPlan, known_of, planned_portfolio
from towers.importers.position_rows import PLACE


def check_portfolio(import_of: Import, frame: pl.DataFrame) -> CheckReport:
    """What each row would make or change; empty cells leave things as they are."""
    known = known_of(import_of.organisation_id, import_of.organisation.is_person_free)
    plan = planned_portfolio(known, frame)
    counts = Counter(row.verdict for row in plan.rows)
    places = pl.DataFrame(
        [row.place for row in plan.rows], schema={name: frame.schema[name] for name in PLACE}, orient="row"
    )
    in_file = len({row.service_key for row in plan.rows})
    made = _count(plan, "service", "created")
    return CheckReport(
        accepted=frame.join(places, on=PLACE, how="semi", nulls_equal=True),
        counts={verdict: counts[verdict] for verdict in VERDICTS} | {"rejected": len(frame) - len(plan.rows)},
        totals=[
            {
                "label": "Services",
                "unit": "services",
                "in_file": in_file,
                "after_import": len(known.services) + made,
            }
        ],
        defects=plan.defects,
        notes=_notes(plan),
    )


def _count(plan: PortfolioPlan, kind: str, verdict: str) -> int:
    return sum(step.kind == kind and step.verdict == verdict for row in plan.rows for step in row.steps)


def _notes(plan: PortfolioPlan) -> list[str]:
    return [
        f"{plural(_count(plan, kind, 'created'), kind)} new, {integer(_count(plan, kind, 'changed'))} changed, "
        f"{integer(_count(plan, kind, 'unchanged'))} as before."
        for kind in ("service", "offering")
    ]


IMPORTER = Importer(
    "services",
    "Services",
    "catalogue",
    FIELDS,
    check_portfolio,
    load_portfolio,
    publish_portfolio,
    undo_portfolio,
)
