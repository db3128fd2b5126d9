"""What the agreements of a project's services say, beside what the project says of its OLAs and contracts."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from core.actor import Actor
from core.figures import integer
from services.agreement_register import broken_promises
from services.agreement_selectors import DRAFT, IN_FORCE, NOT_YET, PROMISED, state_of
from services.models import Agreement, Service
from services.project_gate import READY
from services.project_selectors import ProjectRow

COUNTED = (IN_FORCE, DRAFT, NOT_YET)
BEHIND = {"ola": Agreement.Kind.OLA, "uc": Agreement.Kind.UC}


@dataclass(frozen=True, slots=True)
class AgreementNote:
    """What the agreements of one kind say about one service; `in_force` of them hold today."""

    service: Service
    in_force: int
    words: str
    breaks: list[str]


def agreement_notes(actor: Actor, row: ProjectRow, today: date) -> dict[str, list[AgreementNote]]:
    """By deliverable (`ola`, `uc`) a note for each service of the project."""
    services = [link.service for link in row.links]
    wanted = Agreement.objects.visible_to(actor).filter(service_key__in=[one.key for one in services])
    known = list(wanted.select_related("calendar", "team").prefetch_related("targets"))
    promises = [one for one in known if one.kind in PROMISED and state_of(one, today) in (DRAFT, IN_FORCE)]
    breaks = broken_promises(promises, known, today)
    return {
        deliverable: [_note(service, kind, known, breaks, today) for service in services]
        for deliverable, kind in BEHIND.items()
    }


def agreement_doubts(row: ProjectRow, notes: dict[str, list[AgreementNote]]) -> list[str]:
    """Where a deliverable is said to be ready and a service has no such agreement that holds."""
    ready = [one for one in row.deliverables if one.status == READY]
    return [
        f"{one.get_kind_display()} are said to be ready, and none holds for {note.service.name}."
        for one in ready
        for note in notes.get(one.kind, [])
        if not note.in_force
    ]


def _note(
    service: Service, kind: str, known: list[Agreement], breaks: dict[str, list[Agreement]], today: date
) -> AgreementNote:
    own = [one for one in known if one.service_key == service.key and one.kind == kind]
    states = Counter(state_of(one, today) for one in own)
    words = [f"{integer(states[state])} {state}" for state in COUNTED if states[state]]
    broken = [f"“{one.name}” breaks “{promise.name}”" for one in own for promise in breaks.get(str(one.uid), [])]
    return AgreementNote(service, states[IN_FORCE], ", ".join(words) or "none", broken)
