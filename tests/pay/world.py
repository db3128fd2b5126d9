"""One of everything in an organisation whose pay is a canary: a number that must turn up nowhere without the right."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from core.actor import Actor
from core.imports.actions import start_import, upload_files
from core.imports.files import LocalFile
from core.imports.headless import settled
from core.models import Import
from core.runs.worker import execute_here
from metrics.kinds import savings
from organisations.models import Organisation
from services.models import TicketLog
from tests.access.contents import contents
from tests.factories import PositionFactory, actor_of, member
from towers.actions.rates import make_rate_card
from towers.models import Position

CANARY = 123_457_00  # minor units; eight persons have it, and nothing is a thousand of it
# As a page, a download, a chart or the API would write it.
SPELLINGS = ("12345700", "123457", "123,457", "123.457", "123 457", "123\u00a0457", "123\u202f457", "123’457")


def canary_world(organisation: Organisation) -> dict[str, Any]:
    """The objects by the word that the table of addresses uses, with a saving on both bases and an import with pay."""
    found = contents(organisation, "")
    by: Actor = actor_of(member(organisation=organisation))
    baseline, team = found["baseline"], found["team"]
    Position.objects.filter(baseline__organisation=organisation).update(cost_low=CANARY, cost_high=CANARY, grade="G5")
    for _ in range(6):
        PositionFactory.create(
            baseline=baseline, team=team, manager=found["position"], grade="G5", cost_low=CANARY, cost_high=CANARY
        )
    make_rate_card(by=by, baseline=baseline)
    run = savings.request(by, found["scenario"], TicketLog.objects.get(pk=found["log"].pk))
    return found | {"saving": execute_here(run), "import": _import(by)}


def _import(by: Actor) -> Import:
    """A staff list with pay, read and checked, with a row that is refused."""
    head = "Position ID,Job title,Team,FTE,Yearly cost\n"
    rows = "".join(f"P{n},Engineer,Team,1,{CANARY // 100}\n" for n in range(6))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "staff.csv"
        path.write_text(f"{head}{rows}X1,Engineer,Team,-1,{CANARY // 100}\n")
        uploads = upload_files(by=by, files=[LocalFile(path)])
    return settled(start_import(by=by, kind="positions", uploads=uploads, target_name="Draft"))
