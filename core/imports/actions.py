"""Every write of an import: upload, start, change the mapping, confirm, undo."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction

from core import audit
from core.access import require_edit
from core.actor import Actor
from core.errors import UserError
from core.figures import plural
from core.imports import files as storage
from core.imports.header_lines import is_rereadable
from core.imports.join_names import columns_after
from core.imports.mapping import parse_spec
from core.imports.registry import importer, importers, is_known
from core.imports.staging import remove_staging
from core.imports.store import keep_mapping, twin_of
from core.models import Import, ImportFile, Run, Upload
from core.runs.actions import Input, request_run
from core.versions import claim_version

LONGEST_TARGET = 120
READ, CHECK, CONFIRM = "import-read", "import-check", "import-confirm"


def upload_files(*, by: Actor, files: Iterable[storage.Incoming]) -> list[Upload]:
    """Keep the files, each once per content; the same content under the same name is the same upload."""
    require_edit(by)
    given = list(files)
    if not 0 < len(given) <= storage.MAX_FILES:
        raise UserError(f"Choose one to {storage.MAX_FILES} files.", status=400)
    return [_upload(by, file) for file in given]


def _upload(by: Actor, file: storage.Incoming) -> Upload:
    upload = Upload(organisation_id=by.organisation_id, name=storage.display_name(file.name))
    folder = str(upload.organisation.uid)
    upload.sha256, upload.size = storage.store(file, folder)
    upload.path = f"{folder}/{upload.sha256}"
    known = Upload.objects.visible_to(by).filter(sha256=upload.sha256, name=upload.name).first()
    if known:
        return known
    with transaction.atomic():
        upload.save()
        audit.record(by, "upload_file", "upload", upload.uid, after={"name": upload.name, "sha256": upload.sha256})
    return upload


def start_import(
    *,
    by: Actor,
    kind: str,
    uploads: Sequence[Upload],
    target_name: str = "",
    mapping: dict[str, Any] | None = None,
    time_zone: str = "",
    is_attended: bool = False,
    then_confirm: dict[str, bool] | None = None,
) -> Import:
    """A new import whose files are read, guessed and checked by a run.

    Attended (the wizard), doubtful guesses are proposed too; else only certain ones count, unless `mapping` says all.
    `then_confirm` ({"accept_rejected": …}) lets the rows in as soon as the check allows it.
    """
    require_edit(by)
    if not is_known(kind):
        known = ", ".join(one.code for one in importers())
        raise UserError(f"“{kind}” cannot be imported. Known kinds are {known}.", status=400)
    for stated in ({"time_zone": time_zone}, {} if mapping is None else mapping):
        parse_spec(stated, importer(kind))
    if len(target_name) > LONGEST_TARGET:
        raise UserError(f"The name is longer than {LONGEST_TARGET} letters.", status=400)
    with transaction.atomic():
        incoming = Import.objects.create(
            organisation_id=by.organisation_id,
            kind=kind,
            target_name=target_name.strip(),
            target_kind=importer(kind).target_kind,
            content_hash=storage.content_hash(upload.sha256 for upload in uploads),
            report={
                "stated": mapping,
                "time_zone": time_zone,
                "is_attended": is_attended,
                "then_confirm": then_confirm,
            },
            requested_by_id=by.user_id,
        )
        ImportFile.objects.bulk_create(
            ImportFile(import_of=incoming, file_no=number, upload=upload) for number, upload in enumerate(uploads, 1)
        )
        names = [upload.name for upload in uploads]
        audit.record(by, "start_import", "import", incoming.uid, after={"kind": kind, "files": names})
        _request(by, incoming, READ)
    return incoming


def change_mapping(*, by: Actor, incoming: Import, version: int, mapping: dict[str, Any]) -> Import:
    """Read the same files another way: check again with this mapping, which is remembered for such files.

    Where it names other lines of headers, the files are read again with it.
    """
    require_edit(by)
    _require_state(incoming, Import.State.READ, Import.State.CHECKED)
    spec = parse_spec(mapping, importer(incoming.kind))
    if spec.header_lines != (incoming.report["spec"].get("header_lines") or {}):
        return read_again(
            by=by, incoming=incoming, version=version, header_lines=spec.header_lines, mapping=spec.as_json()
        )
    columns = columns_after(incoming.report["read"]["tables"], spec.joins)
    parse_spec(mapping, importer(incoming.kind), columns)
    before = incoming.report["spec"]
    with transaction.atomic():
        claim_version(incoming, version, kind="import", yours=mapping, theirs=before)
        incoming.mapping = keep_mapping(incoming, incoming.report["header_hash"], spec)
        incoming.report |= {"spec": spec.as_json(), "mapping_from": "stated"}
        incoming.save(update_fields=["mapping", "report"])
        audit.record(by, "change_mapping", "import", incoming.uid, before=before, after=spec.as_json())
        _request(by, incoming, CHECK)
    return incoming


def read_again(
    *,
    by: Actor,
    incoming: Import,
    version: int,
    header_lines: dict[str, int],
    mapping: dict[str, Any] | None = None,
) -> Import:
    """Read the files once more with the headers on these lines, by sheet or file; with the mapping, else guess anew."""
    require_edit(by)
    if (incoming.run and incoming.run.is_active) or not is_rereadable(incoming):
        raise UserError(f"The import is {incoming.state} or still at work: it cannot be read again now.")
    parse_spec({"header_lines": header_lines}, importer(incoming.kind))
    before = incoming.report.get("header_lines") or {}
    with transaction.atomic():
        claim_version(incoming, version, kind="import", yours=header_lines, theirs=before)
        incoming.state = Import.State.UPLOADED
        incoming.report |= {"header_lines": header_lines, "stated": mapping}
        incoming.save(update_fields=["state", "report"])
        audit.record(by, "read_again", "import", incoming.uid, before=before, after=header_lines)
        _request(by, incoming, READ)
    return incoming


def confirm_import(*, by: Actor, incoming: Import, version: int, accept_rejected: bool = False) -> Import:
    """Let the accepted rows in, all at once; the same import made before is the answer instead, if it is in force."""
    require_edit(by)
    if not _is_confirmable(incoming):
        raise UserError(_why_not(incoming))
    rejected = incoming.counts.get("rejected", 0)
    if rejected and not accept_rejected:
        them, rows = "it" if rejected == 1 else "them", plural(rejected, "row is", "rows are")
        raise UserError(f"{rows} rejected. Correct {them}, or import without {them} (accept_rejected).")
    if not incoming.counts["rows"] - rejected:
        raise UserError("No row would come in. Look at the rows to fix.")
    with transaction.atomic():
        claim_version(incoming, version, kind="import", yours="confirm", theirs=incoming.state)
        spec = parse_spec(incoming.report["spec"], importer(incoming.kind))
        incoming.mapping = keep_mapping(incoming, incoming.report["header_hash"], spec)
        twin = twin_of(incoming)
        incoming.state = Import.State.REFUSED if twin else Import.State.LOADING
        incoming.report |= {"same_as": str(twin.uid)} if twin else {}
        incoming.save(update_fields=["mapping", "state", "report"])
        audit.record(by, "request_confirm", "import", incoming.uid, after={"accept_rejected": accept_rejected})
        if not twin:
            _request(by, incoming, CONFIRM)
    return twin or incoming


def undo_import(*, by: Actor, incoming: Import, version: int) -> Import:
    """Take exactly those rows out again that came in; refused while something rests on them."""
    require_edit(by)
    _require_state(incoming, Import.State.CONFIRMED)
    with transaction.atomic():
        claim_version(incoming, version, kind="import", yours="undo", theirs=incoming.state)
        importer(incoming.kind).undo(incoming, by)
        Import.objects.filter(pk=incoming.pk).update(state=Import.State.UNDONE)
        audit.record(by, "undo_import", "import", incoming.uid, before=incoming.counts)
    incoming.refresh_from_db()
    return incoming


def discard_import(*, by: Actor, incoming: Import, version: int) -> Import:
    """Leave an import that is not confirmed; its files stay, nothing of it was ever visible."""
    require_edit(by)
    _require_state(incoming, Import.State.UPLOADED, Import.State.READ, Import.State.CHECKED)
    with transaction.atomic():
        claim_version(incoming, version, kind="import", yours="discard", theirs=incoming.state)
        Import.objects.filter(pk=incoming.pk).update(state=Import.State.REFUSED, run=None)
        audit.record(by, "discard_import", "import", incoming.uid)
        transaction.on_commit(lambda: remove_staging(incoming))
    incoming.refresh_from_db()
    return incoming


def _request(by: Actor, incoming: Import, kind: str) -> None:
    """Queue the step; the import names the run, and only that run may change it."""
    source = Input("import", incoming.pk, incoming.version, incoming.content_hash)
    incoming.run = request_run(by=by, kind=kind, params={"import": incoming.pk}, inputs=[source])
    Import.objects.filter(pk=incoming.pk).update(run=incoming.run)


def _is_confirmable(incoming: Import) -> bool:
    if incoming.run and incoming.run.is_active:
        return False
    is_stuck = incoming.state == Import.State.LOADING and incoming.run and incoming.run.state != Run.State.DONE
    return incoming.state == Import.State.CHECKED or bool(is_stuck)


def _why_not(incoming: Import) -> str:
    if incoming.run and incoming.run.is_active:
        return "The import is still at work. Wait until its run has ended."
    fatal = [group for group in incoming.report.get("defects", []) if group["severity"] == "fatal"]
    if fatal:
        return f"The import cannot be confirmed: {fatal[0]['remedy']}"
    return f"The import is {incoming.state} and cannot be confirmed. Start a new one with the same files."


def _require_state(incoming: Import, *states: str) -> None:
    if incoming.run and incoming.run.is_active:
        raise UserError("The import is still at work. Wait until its run has ended.")
    if incoming.state not in states:
        raise UserError(f"The import is {incoming.state}; this is possible while it is {' or '.join(states)}.")
