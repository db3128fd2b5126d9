"""Reads about one position: who leads it up to the top, whom it leads, and where it came from."""

from django.db.models import Count, QuerySet

from core.actor import Actor
from core.models import ImportFile
from towers.models import BaselineTeam, Position


def manager_chain(actor: Actor, position: Position) -> list[Position]:
    """The managers of a position from the top down to its own; two queries. A circle ends where it closes."""
    baseline = Position.objects.visible_to(actor).filter(baseline=position.baseline)
    above = dict(baseline.exclude(manager=None).values_list("id", "manager_id"))
    chain = list[int]()
    step = position.manager_id
    while step is not None and step not in chain and step != position.pk:
        chain.append(step)
        step = above.get(step)
    found = baseline.in_bulk(chain)
    return [found[pk] for pk in reversed(chain)]


def direct_reports(actor: Actor, position: Position) -> QuerySet[Position]:
    """Whom a position leads, with the number of posts that each leads in turn (`leads`)."""
    own = Position.objects.visible_to(actor).filter(manager=position).select_related("team")
    return own.annotate(leads=Count("reports")).order_by("-leads", "key", "occurrence")


def place_of(actor: Actor, position: Position) -> BaselineTeam | None:
    """What the baseline says of the position's team."""
    rows = BaselineTeam.objects.visible_to(actor).filter(baseline=position.baseline, team=position.team_id)
    return rows.select_related("tower", "region").first()


def source_file(actor: Actor, position: Position) -> str:
    """The name of the file that the position was read from, "" where none was."""
    row = position.import_row
    if row is None:
        return ""
    files = ImportFile.objects.visible_to(actor).filter(import_of=row.import_of_id, file_no=row.file_no)
    return files.values_list("upload__name", flat=True).first() or ""
