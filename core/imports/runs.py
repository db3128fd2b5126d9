"""The kinds of run of an import: read (and check at once), check again with another mapping, confirm."""

import dataclasses
from pathlib import Path
from typing import Any

from django.db import IntegrityError
from django.db.models import F
from django.utils import timezone

from core import audit
from core.actor import Actor
from core.errors import UserError
from core.imports import guess as guessing
from core.imports.actions import CHECK, CONFIRM, READ, confirm_import
from core.imports.found import Found
from core.imports.mapping import Spec, parse_spec
from core.imports.proposal import as_joined, completed, proposed
from core.imports.registry import Importer, importer
from core.imports.rereading import Reading, is_refused, read_as_remembered
from core.imports.staging import (
    accepted_rows,
    fresh_folder,
    keep_accepted,
    remove_staging,
    settle_folder,
    staged_rows,
    staging_folder,
)
from core.imports.store import keep_mapping, twin_of
from core.imports.understanding import Understanding, defect_groups, understood
from core.models import Defect, Import, Run
from core.runs.registry import Finish, Progress, RunKind

REPEATED = "The same files are in this target already, with the same mapping. Take that import back first."
NOTHING_SHOWN: dict[str, Any] = {"preview": {}, "totals": [], "notes": [], "examples": []}
SUPERSEDED = "Another step of this import was started in the meantime. Open the import again."


def execute_read(run_id: int, progress: Progress) -> Finish:
    """Read the files in the child, guess the columns, check what can be checked."""
    incoming = _incoming(run_id)
    kind = importer(incoming.kind)
    folder = fresh_folder(incoming)
    progress(0, 3, "Reading the file")
    reading = read_as_remembered(incoming, kind, folder, progress)
    read = reading.outcome
    if is_refused(read):
        return lambda: _finish_refused(incoming, run_id, read)
    progress(1, 3, "Guessing the columns")
    report = _guessed(incoming, kind, folder, reading)
    progress(2, 3, "Checking the rows")
    known = understood(incoming, kind, staged_rows(folder), parse_spec(report["spec"], kind), read)
    accepted = keep_accepted(folder, known.accepted) if known.accepted is not None else ""
    progress(3, 3, "Checking the rows")

    def finish() -> dict[str, Any]:
        settle_folder(incoming, folder)
        outcome = _finish_understood(incoming, run_id, known, {**report, "accepted": accepted})
        _confirm_as_asked(incoming, run_id)
        return outcome

    return finish


def execute_check(run_id: int, progress: Progress) -> Finish:
    """Check the staged rows with the import's present mapping."""
    incoming = _incoming(run_id)
    kind = importer(incoming.kind)
    folder = staging_folder(incoming)
    raw = staged_rows(folder)
    progress(0, 1, "Checking the rows")
    report = {**incoming.report, **as_joined(incoming.report, kind, raw)}
    if report.get("is_attended"):
        report["spec"] = completed(kind, parse_spec(report["spec"], kind)).as_json()
    known = understood(incoming, kind, raw, parse_spec(report["spec"], kind), report["read"])
    accepted = keep_accepted(folder, known.accepted) if known.accepted is not None else ""
    progress(1, 1, "Checking the rows")
    return lambda: _finish_understood(incoming, run_id, known, {**report, "accepted": accepted})


def execute_confirm(run_id: int, progress: Progress) -> Finish:
    """Write the accepted rows invisibly; the end makes them visible at once."""
    incoming = _incoming(run_id)
    kind = importer(incoming.kind)
    rows = accepted_rows(incoming)
    loaded = kind.load(incoming, rows if kind.is_log else rows.collect(), progress)
    return lambda: _finish_confirmed(incoming, kind, run_id, loaded)


KINDS = (
    RunKind(READ, "Reading of files", execute_read, page="imports"),
    RunKind(CHECK, "Check of an import", execute_check, page="imports"),
    RunKind(CONFIRM, "Import of rows", execute_confirm, page="imports"),
)


def _incoming(run_id: int) -> Import:
    params = Run.objects.values_list("params", flat=True).get(pk=run_id)
    return Import.objects.select_related("organisation", "mapping").get(pk=params["import"])


def _guessed(incoming: Import, kind: Importer, folder: Path, reading: Reading) -> dict[str, Any]:
    """Columns, guesses, and the mapping to start from: stated, else remembered, else guessed."""
    stated = incoming.report.get("stated")
    known = parse_spec(stated, kind) if stated else reading.remembered
    least = guessing.WORTH_SHOWING if incoming.report.get("is_attended") else guessing.CERTAIN
    proposal = proposed(kind, reading.outcome["tables"], staged_rows(folder), known, least)
    spec = known or dataclasses.replace(proposal.spec, header_lines=reading.header_lines)
    zone = incoming.report.get("time_zone", "")
    return {
        **incoming.report,
        "read": reading.outcome,
        "header_hash": reading.fingerprint,
        "columns": proposal.columns,
        "guesses": [one.as_json() for one in proposal.guesses],
        "join_guesses": [one.as_json() for one in proposal.joins],
        "mapping_from": "stated" if stated else "remembered" if known else "guessed",
        "spec": spec.with_time_zone(zone).as_json(),
    }


def _save(incoming: Import, run_id: int, **values: Any) -> None:
    """Every change of state names the run that makes it; a run that another one replaced changes nothing."""
    mine = Import.objects.filter(pk=incoming.pk, run_id=run_id)
    if not mine.update(version=F("version") + 1, **values):
        raise UserError(SUPERSEDED)


def _finish_refused(incoming: Import, run_id: int, read: dict[str, Any]) -> dict[str, Any]:
    known = Understanding(Spec())
    known.add([Found(**one) for one in read["found"]])
    report = {**incoming.report, "read": read, "defects": defect_groups(known)}
    _save(incoming, run_id, state=Import.State.REFUSED, report=report)
    _replace_defects(incoming, known)
    return {"import": str(incoming.uid), "state": Import.State.REFUSED}


def _finish_understood(incoming: Import, run_id: int, known: Understanding, report: dict[str, Any]) -> dict[str, Any]:
    state = Import.State.READ if known.is_fatal else Import.State.CHECKED
    report = {**report, **NOTHING_SHOWN, **known.parts, "defects": defect_groups(known)}
    mapping = incoming.mapping
    if report["mapping_from"] == "stated" and not known.is_fatal:
        mapping = keep_mapping(incoming, report["header_hash"], known.spec)
    _save(incoming, run_id, state=state, report=report, counts=known.counts, mapping=mapping)
    _replace_defects(incoming, known)
    return {"import": str(incoming.uid), "state": state}


def _confirm_as_asked(incoming: Import, run_id: int) -> None:
    """Go on to confirming where that was asked for at the start; what keeps it from that is kept in the report."""
    incoming.refresh_from_db()
    wish = incoming.report.get("then_confirm")
    if not wish or incoming.state != Import.State.CHECKED:
        return
    by = _actor_behind(incoming, run_id)
    try:
        confirm_import(by=by, incoming=incoming, version=incoming.version, **wish)
    except UserError as error:
        report = {**incoming.report, "not_confirmed": str(error)}
        Import.objects.filter(pk=incoming.pk).update(report=report)


def _replace_defects(incoming: Import, known: Understanding) -> None:
    incoming.defects.all().delete()
    Defect.objects.bulk_create(
        [_defect(incoming, found) for found in known.found],
        batch_size=500,
    )


def _defect(incoming: Import, found: Found) -> Defect:
    return Defect(
        import_of=incoming,
        severity=found.severity,
        code=found.code,
        file_no=found.file_no,
        sheet=found.sheet[:100],
        line=found.line,
        column=found.column[:120],
        value=found.value[:200],
        remedy=found.remedy[:300],
    )


def _finish_confirmed(incoming: Import, kind: Importer, run_id: int, loaded: dict[str, Any]) -> dict[str, Any]:
    if twin_of(incoming):
        raise UserError(REPEATED)
    published = kind.publish(incoming, loaded)
    counts = {**incoming.counts, **published}
    try:
        _save(incoming, run_id, state=Import.State.CONFIRMED, counts=counts, confirmed_at=timezone.now())
    except IntegrityError:  # the constraint also knows the target that an empty name stood for
        raise UserError(REPEATED) from None
    audit.record(_actor_behind(incoming, run_id), "confirm_import", "import", incoming.uid, after=counts)
    remove_staging(incoming)
    return {"import": str(incoming.uid), "counts": counts}


def _actor_behind(incoming: Import, run_id: int) -> Actor:
    """The one who asked for the run, as far as the audit trail needs to know."""
    asked_by = Run.objects.values_list("requested_by_id", flat=True).get(pk=run_id)
    system = Actor.system(incoming.organisation_id, incoming.organisation.slug)
    return dataclasses.replace(system, user_id=asked_by)
