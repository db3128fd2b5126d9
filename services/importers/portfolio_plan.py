"""What a catalogue of services would make and change; the same plan for the check and for the import.

Each row is about a service and, where it names one, an offering of it. What the rows of a service say of it is taken
together: the first that says a thing counts, owners, customer groups, towers and technologies of all rows add up.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import polars as pl
from django.db.models import Prefetch, QuerySet

from core.errors import UserError
from core.figures import plain
from core.imports.registry import Found
from services.importers.portfolio_cells import (
    LISTS,
    SAID_ONCE,
    as_fact,
    broken_cell,
    rows_of,
    said_once,
    stray_column,
)
from services.importers.portfolio_offerings import OfferingsSaid, forecast_of
from services.models import Offering, Service
from services.offering_selectors import PARTS as OFFERING_PARTS
from services.portfolio.cell_lists import names_in
from services.portfolio.offering_statements import offering_facts
from services.portfolio.statements import checked_facts, service_facts
from services.portfolio_selectors import PARTS
from towers.importers.frames import LONGEST_VALUE
from towers.models import Team, Tower
from towers.names import folded, known_names

Facts = dict[str, Any]
Row = dict[str, Any]

COLUMN_OF = {"owners": "owner"}


@dataclass(frozen=True, slots=True)
class Step:
    """One service or offering: its key, the facts to store, those before, and its id (0: a new one)."""

    kind: str
    key: str
    facts: Facts
    before: Facts
    id: int

    @property
    def verdict(self) -> str:
        """What becomes of it."""
        return "created" if not self.id else "changed" if self.facts else "unchanged"


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """A row with its place and its steps: the first row of a service has the service's own.

    `of_others` is what becomes of the service, and of an offering that an earlier row is about: what a row says of them
    counts, whichever row it is.
    """

    place: tuple[int, str | None, int]
    service_key: str
    steps: tuple[Step, ...]
    of_others: frozenset[str]

    @property
    def verdict(self) -> str:
        """That of the step that does most; of a row without any, that of what it adds to."""
        verdicts = {step.verdict for step in self.steps} or self.of_others
        return next((one for one in ("created", "changed") if one in verdicts), "unchanged")


@dataclass(slots=True)
class PortfolioPlan:
    """The rows that can come in, and what is wrong with the others."""

    rows: list[PlannedRow] = field(default_factory=list)
    defects: list[Found] = field(default_factory=list)

    def tell(self, severity: str, code: str, row: Row, column: str, remedy: str) -> None:
        """Something is wrong with a cell."""
        file_no, sheet, line = _place(row)
        cell = row[column]
        value = "" if cell is None else plain(cell) if isinstance(cell, float) else str(cell)[:LONGEST_VALUE]
        self.defects.append(Found(severity, code, remedy, file_no, sheet or "", line, column, value))


@dataclass(frozen=True, slots=True)
class Known:
    """What the organisation has: services and towers by key, the keys of its teams, whether it is person-free."""

    organisation_id: int
    services: dict[str, Service]
    towers: dict[str, Tower]
    teams: set[str]
    is_person_free: bool


def known_of(organisation_id: int, is_person_free: bool) -> Known:
    """Read once for all rows."""
    services = {row.key: row for row in services_with_parts(organisation_id)}
    teams = set(known_names(Team, organisation_id))
    return Known(organisation_id, services, known_names(Tower, organisation_id), teams, is_person_free)


def services_with_parts(organisation_id: int) -> QuerySet[Service]:
    """The organisation's services with all that is stated of them."""
    offerings = Offering.objects.filter(service__organisation_id=organisation_id).prefetch_related(*OFFERING_PARTS)
    services = Service.objects.filter(organisation_id=organisation_id)
    return services.prefetch_related(*PARTS, Prefetch("offerings", offerings))


def planned_portfolio(known: Known, frame: pl.DataFrame) -> PortfolioPlan:
    """The rows of each service against what is there."""
    plan, by_service = PortfolioPlan(), dict[str, list[Row]]()
    for row in rows_of(frame):
        if broken := broken_cell(row):
            code, column, remedy = broken
            plan.tell("error", code, row, column, remedy)
        elif _has_clear_forecast(plan, row):
            if column := stray_column(row):
                plan.tell("warning", "no-offering", row, column, "Left out: name the offering that this is about.")
            by_service.setdefault(folded(row["name"]), []).append(row)
    for key, rows in by_service.items():
        _plan_service(plan, known, key, rows)
    return plan


def _has_clear_forecast(plan: PortfolioPlan, row: Row) -> bool:
    """Read the forecast of the row, whose text then becomes units by year."""
    try:
        row["forecast"] = forecast_of(row)
    except UserError as error:
        plan.tell("error", "forecast-unclear", row, "forecast", str(error))
        return False
    return True


def _plan_service(plan: PortfolioPlan, known: Known, key: str, rows: list[Row]) -> None:
    present = known.services.get(key)
    before = service_facts(present) if present else {}
    try:
        stated = checked_facts(known.organisation_id, _stated(plan, known, rows), before)
    except UserError as error:
        for row in rows:
            plan.tell("error", "service-refused", row, _column(error, "name"), str(error))
        return
    own = Step("service", key, _differing(stated, before), before, present.pk if present else 0)
    offerings = {one.key: one for one in present.offerings.all()} if present else {}
    said = OfferingsSaid(known.organisation_id, offerings)
    taken = [row for row in rows if _is_taken(plan, said, row)]
    made = {one: _offering_step(one, facts, offerings.get(one)) for one, facts in said.facts.items()}
    coming = dict(made)
    steps: tuple[Step, ...] = (own,)
    for row in taken:
        offering = folded(row["offering"] or "")
        others = {own.verdict, *(step.verdict for step in (made.get(offering),) if step)}
        if step := coming.pop(offering, None):
            steps += (step,)
        plan.rows.append(PlannedRow(_place(row), key, steps, frozenset(others)))
        steps = ()


def _is_taken(plan: PortfolioPlan, said: OfferingsSaid, row: Row) -> bool:
    """Whether what the row says of an offering can come in."""
    try:
        said.add(row)
    except UserError as error:
        plan.tell("error", "offering-refused", row, _column(error, "offering"), str(error))
        return False
    return True


def _column(error: UserError, otherwise: str) -> str:
    """The column that the error is about."""
    about = str(error.details[0]["field"]) if error.details else otherwise
    return COLUMN_OF.get(about, about)


def _offering_step(key: str, facts: Facts, present: Offering | None) -> Step:
    """What becomes of an offering; years that no row is about stay."""
    before = offering_facts(present) if present else {}
    if present and "forecast" in facts:
        facts = facts | {"forecast": before["forecast"] | facts["forecast"]}
    return Step("offering", key, _differing(facts, before), before, present.pk if present else 0)


def _stated(plan: PortfolioPlan, known: Known, rows: list[Row]) -> Facts:
    """What the rows of one service say of it; empty cells say nothing."""
    facts: Facts = {} if folded(rows[0]["name"]) in known.services else {"name": rows[0]["name"]}
    for name in SAID_ONCE:
        said = [(row, words) for row in rows if (words := said_once(row, name))]
        if said:
            facts[name] = as_fact(name, said[0][1])
        for row, words in said[1:]:
            if folded(words) != folded(said[0][1]):
                remedy = f"An earlier row of the service says “{said[0][1][:80]}”, which counts."
                plan.tell("warning", "said-otherwise", row, name, remedy)
    for column, name in LISTS.items():
        names = [one for row in rows for one in _known_in(plan, known, row, column)]
        if names:
            facts[name] = names
    return facts


def _known_in(plan: PortfolioPlan, known: Known, row: Row, column: str) -> Iterator[str]:
    """The names of a cell that can be taken."""
    for name in names_in(row[column] or ""):
        if column == "towers" and folded(name) not in known.towers:
            plan.tell("warning", "unknown-tower", row, column, "Left out: add the tower under Towers first.")
        elif column == "owner" and known.is_person_free and folded(name) not in known.teams:
            plan.tell("warning", "owner-left-out", row, column, "Left out: without persons, a team owns a service.")
        else:
            yield name


def _differing(stated: Facts, before: Facts) -> Facts:
    """What is stated and not so yet; lists of names are the same in any order."""
    return {name: value for name, value in stated.items() if not before or not _is_same(value, before[name])}


def _is_same(value: Any, other: Any) -> bool:
    return {*map(folded, value)} == {*map(folded, other)} if isinstance(value, list) else bool(value == other)


def _place(row: Row) -> tuple[int, str | None, int]:
    return int(row["_file"]), row["_sheet"], int(row["_line"])
