"""Imports: where the rows go, whom they name, and files that another organisation sent before."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.imports.files import upload_path
from core.imports.headless import settled
from core.imports.mapping import parse_spec
from core.imports.registry import importer
from core.imports.store import keep_mapping
from core.models import Import
from services.models import TicketLog
from tests.access.references_case import Case, posted
from tests.access.references_forms import FOREIGN_WORDING
from tests.access.world import World
from towers.models import Activity, ActivityWording, Baseline, Effort, Position, Team
from towers.names import folded

STAFF = "Position ID,Job title,Team,FTE\nX1,Keeper,Aviary,1\n"
TICKETS = (
    "Ticket,Time,Group,Status\n"
    "B1,2026-01-05T08:00:00+00:00,Aviary,Working\n"
    "B1,2026-01-05T09:00:00+00:00,Kitchen,Working\n"
)

Send = Callable[..., Any]


def import_cases(world: World) -> list[Case]:
    """The wizard and the API where they differ; what the rows name is read by the same importers."""
    return [
        *(case for send in (by_wizard, over_api) for case in _target_cases(world, send)),
        _effort_target_case(world),
        _staff_case(world),
        _effort_case(world),
        _twin_case(world),
    ]


def by_wizard(world: World, kind: str, target: str, text: str, name: str = "file.csv") -> Any:
    """Upload, read, confirm as people do; the answer to the confirmation."""
    file = SimpleUploadedFile(name, text.encode())
    posted(world, "import-upload", {"kind": kind, "target_name": target, "files": file})
    incoming = settled(own_import(world))
    form = {"version": incoming.version, "accept_rejected": "yes"}
    answer = posted(world, "import-confirm", form, uid=incoming)
    settled(own_import(world))
    return answer


def over_api(world: World, kind: str, target: str, text: str) -> Any:
    """One request that lets the rows in as soon as they are checked."""
    body = {"kind": kind, "target": target, "files": SimpleUploadedFile("file.csv", text.encode()), "dry_run": "false"}
    headers = {"Authorization": f"Token {world.tokens['modeller write']}"}
    answer = Client(raise_request_exception=False).post(reverse("api-imports"), body, headers=headers)
    settled(settled(own_import(world)))
    return answer


def own_import(world: World) -> Import:
    """The one that was started last."""
    return Import.objects.filter(organisation=world.organisation).latest("pk")


def _brought(world: World, field: str, is_right: Callable[[Any], bool], *sent: str, **more: Any) -> Case:
    send = partial(by_wizard, world, *sent)
    return Case(f"import-upload: {field}", send, 302, is_right, makes_own=True, **more)


def _target_cases(world: World, send: Send) -> list[Case]:
    """A baseline and a log called like foreign ones are one's own, and new."""
    baseline, log, own = world.theirs["baseline"].name, world.theirs["log"].name, {"organisation": world.organisation}

    def has_position(answer: Any) -> bool:
        made = Baseline.objects.filter(name=baseline, **own).first()
        return made is not None and made.positions.count() == 1

    def has_events(answer: Any) -> bool:
        made = TicketLog.objects.filter(name=log, **own).first()
        events = own_import(world).report["totals"][0]
        return made is not None and made.segments.get().events == events["after_import"] == 2

    name, status = ("import-upload", 302) if send is by_wizard else ("api-imports", 202)
    staff, tickets = partial(send, world, "positions", baseline, STAFF), partial(send, world, "tickets", log, TICKETS)
    return [
        Case(f"{name}: target baseline", staff, status, has_position, makes_own=True),
        Case(f"{name}: target log", tickets, status, has_events, makes_own=True),
    ]


def _effort_target_case(world: World) -> Case:
    """Effort of a foreign team in a foreign baseline: nobody here has such a team."""
    text = f"Team,Activity,FTE\n{world.theirs['team'].name},Keeping,0.5\n"

    def is_rejected(answer: Any) -> bool:
        incoming = own_import(world)
        return incoming.state == Import.State.CHECKED and incoming.counts["rejected"] == 1

    return _brought(world, "target of effort", is_rejected, "effort", world.theirs["baseline"].name, text)


def _staff_case(world: World) -> Case:
    """Foreign references of positions, names of a team, tower and region."""
    ours, theirs = world.ours, world.theirs
    names = ",".join(theirs[word].name for word in ("team", "tower", "region"))
    heads = "Position ID,Job title,Team,Technology tower,Region,Manager ID,FTE"
    text = f"{heads}\n{theirs['position'].key},Keeper,{names},{theirs['lead'].key},1\n"

    def is_new(answer: Any) -> bool:
        made = Position.objects.filter(baseline=ours["baseline"], key=theirs["position"].key).first()
        return made is not None and made.cost_low is None and own_import(world).counts["created"] == 1

    return _brought(world, "names in a staff list", is_new, "positions", ours["baseline"].name, text)


def _effort_case(world: World) -> Case:
    """A foreign activity and position, a wording that others corrected; they have a team of the same name."""
    ours, theirs = world.ours, world.theirs
    rows = ((theirs["activity"].name, theirs["position"].key), (FOREIGN_WORDING, ""))
    lines = [f"{ours['team'].name},{activity},0.5,{position}" for activity, position in rows]
    text = "\n".join(["Team,Activity,FTE,Position ID", *lines])
    replaced = Effort.objects.filter(baseline=ours["baseline"], team=ours["team"]).count()

    def before() -> None:
        Team.objects.filter(pk=theirs["team"].pk).update(key=ours["team"].key)
        of_theirs = {"organisation": world.foreign, "activity": theirs["activity"]}
        ActivityWording.objects.create(key=folded(FOREIGN_WORDING), **of_theirs)

    def is_new(answer: Any) -> bool:
        made = Effort.objects.filter(baseline=ours["baseline"], source_rule__startswith="new activity")
        names = set(Activity.objects.filter(effort__in=made).values_list("name", flat=True))
        return names == {name for name, _ in rows} and own_import(world).counts["removed"] == replaced

    return _brought(world, "names in an effort file", is_new, "effort", ours["baseline"].name, text, before=before)


def _twin_case(world: World) -> Case:
    """The very files of a foreign import, with its mapping, into a target of the same name."""
    theirs = world.theirs["import"]
    upload = theirs.files.get().upload
    text = upload_path(upload.path).read_text()

    def before() -> None:
        spec = parse_spec(theirs.report["spec"], importer(theirs.kind))
        mapping = keep_mapping(theirs, theirs.report["header_hash"], spec)
        state = {"state": Import.State.CONFIRMED, "confirmed_at": timezone.now()}
        Import.objects.filter(pk=theirs.pk).update(mapping=mapping, **state)

    def is_own(answer: Any) -> bool:
        incoming = own_import(world)
        is_confirmed = incoming.state == Import.State.CONFIRMED and str(incoming.uid) in answer.headers["Location"]
        is_same = incoming.content_hash == theirs.content_hash and incoming.mapping.spec == theirs.report["spec"]
        return is_confirmed and is_same and incoming.report["mapping_from"] == "guessed"

    sent = "positions", theirs.target_name, text, upload.name
    return _brought(world, "files of others", is_own, *sent, before=before)
