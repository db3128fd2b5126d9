"""What there is to do for the service management office, found in services, agreements and offerings."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db.models import F

from core.actor import Actor
from core.figures import day as day_text
from core.figures import plural
from functions.models import Brief, Scenario
from services.agreement_register import Register, register_of
from services.agreement_selectors import ALL_SERVICES, DRAFT, IN_FORCE, agreements_of, kept_by, state_of
from services.agreement_template import TO_BE_NAMED
from services.models import Agreement, Project, Service
from services.offering_selectors import priced_rows
from services.office.work import NEAR_DAYS, Item, Urgency, WorkList, by_urgency, urgency_of_end
from services.portfolio.stage_doubts import stage_doubts
from services.portfolio_selectors import services_of
from services.project_gate import days_words, gate_words
from services.project_selectors import projects_counted
from services.promise_doubts import comparisons_of
from towers.names import folded

Kind = Agreement.Kind
PROJECT_FACTS: tuple[str, ...] = ("uid", "name", "stage", "sponsor", "live_on", "missing_count", "service_count")


@dataclass(frozen=True, slots=True)
class _Known:
    """Services with their owners by key, agreements and a day; read once for all kinds of work."""

    services: list[Service]
    owners: dict[str, list[str]]
    agreements: list[Agreement]
    register: Register
    today: date

    def in_force(self, *kinds: str) -> list[Agreement]:
        """The agreements of these kinds that hold today; all without a kind."""
        held = [one for one in self.agreements if state_of(one, self.today) == IN_FORCE]
        return [one for one in held if not kinds or one.kind in kinds]


def work_list(actor: Actor, today: date) -> WorkList:
    """All things to do on a day; money of offerings as the actor gets to see it."""
    services, owners = _services(actor)
    agreements = agreements_of(actor)
    known = _Known(services, owners, agreements, register_of(agreements, filter(_is_live, services), today), today)
    items = [*_of_promises(known), *_of_ends(known), *_of_drafts(known), *_of_services(known), *_of_prices(actor)]
    owned = [replace(one, who=", ".join(owners.get(folded(one.service), []))) for one in items]
    return by_urgency([*owned, *_of_projects(actor, today)])


def office_places(actor: Actor) -> list[Scenario]:
    """The scenarios that are not archived, newest first, each with a brief that says where the office lies."""
    wanted = Scenario.objects.visible_to(actor).exclude(state=Scenario.State.ARCHIVED).select_related("brief")
    return list(wanted.exclude(brief=None).exclude(brief__management_office=Brief.ManagementOffice.NONE))


def _services(actor: Actor) -> tuple[list[Service], dict[str, list[str]]]:
    """All services, and by key the names of those who say to own each; one query."""
    services: dict[str, Service] = {}
    owners: dict[str, list[str]] = {}
    for one in services_of(actor).annotate(owner_name=F("owners__name")).order_by("name", "owners__name"):
        services.setdefault(one.key, one)
        owners.setdefault(one.key, []).extend([one.owner_name] if one.owner_name else [])
    return list(services.values()), owners


def _is_live(service: Service) -> bool:
    return service.stage != Service.Stage.RETIRED


def _of_promises(known: _Known) -> Iterator[Item]:
    """SLAs in force that cannot be kept, that nobody stands behind, or that give less than is wanted."""
    alone = {one.pk for one in known.register.alone}
    for sla in known.in_force(Kind.SLA):
        breakers = [row.agreement for row in known.register.rows if any(one.pk == sla.pk for one in row.breaks)]
        if breakers:
            words = f"broken by {_named(breakers)}"
            yield _about(sla, "broken", Urgency.NOW, words)
        if sla.pk in alone and sla.service_key != ALL_SERVICES:
            yield _about(sla, "alone", Urgency.NOW, "no operational agreement and no contract behind it")
        short = [one for one in comparisons_of(sla, known.agreements, known.today) if one.is_short]
        if short:
            wanted = _named(list({one.slr.pk: one.slr for one in short}.values()))
            yield _about(sla, "looser", Urgency.SOON, f"{plural(len(short), 'time')} below what {wanted} wants")


def _of_ends(known: _Known) -> Iterator[Item]:
    """Agreements in force whose end is near, and none takes over on the day after."""
    for one in known.in_force():
        urgency = urgency_of_end(one.valid_to, known.today) if one.valid_to else None
        if one.valid_to and urgency is not None and not _is_followed(one, one.valid_to, known.agreements):
            left = plural((one.valid_to - known.today).days, "day")
            words = f"ends on {day_text(one.valid_to)}, in {left}, and none follows"
            yield replace(_about(one, "ending", urgency, words), day=one.valid_to)


def _of_drafts(known: _Known) -> Iterator[Item]:
    """Drafts, by their age."""
    for one in known.agreements:
        if state_of(one, known.today) == DRAFT:
            drafted = one.created.date()
            age = max((known.today - drafted).days, 0)
            urgency = Urgency.SOON if age >= NEAR_DAYS else Urgency.LATER
            since = f"a draft for {plural(age, 'day')}" if age else "drafted today"
            other = kept_by(one)
            words = f"{since}, {'nobody named' if other in ('', TO_BE_NAMED) else f'with {other}'}"
            yield replace(_about(one, "drafts", urgency, words), day=drafted)


def _of_services(known: _Known) -> Iterator[Item]:
    """Services with no owner or several, without an SLA, or in a stage that its days contradict."""
    promised = {one.service_key for one in known.in_force(Kind.SLA)}
    for one in filter(_is_live, known.services):
        owners = known.owners[one.key]
        if not owners:
            yield _of(one, "unowned", Urgency.SOON, "nobody owns it from end to end")
        if len(owners) > 1:
            yield _of(one, "claimed", Urgency.SOON, f"{plural(len(owners), 'owner')} claim it")
        if one.stage == Service.Stage.CATALOGUE and not promised & {one.key, ALL_SERVICES}:
            yield _of(one, "unpromised", Urgency.SOON, "no SLA in force")
    for one in known.services:
        for doubt in stage_doubts(one.stage, one.pipeline_from, one.catalogue_from, one.retired_from, known.today):
            yield _of(one, "stages", Urgency.LATER, doubt)


def _of_prices(actor: Actor) -> Iterator[Item]:
    """Offerings whose unit costs more than its price."""
    for row in priced_rows(actor):
        if row.is_below_cost and row.cost.unit and row.offering.price is not None:
            service, short = row.offering.service, 1 - row.offering.price / row.cost.unit
            keys = service.uid, row.offering.uid
            words = f"its price covers {1 - short:.0%} of the cost of a unit"
            yield Item("below-cost", Urgency.LATER, row.offering.name, "service-offering", keys, words, service.name)


def _of_projects(actor: Actor, today: date) -> Iterator[Item]:
    """Projects whose gate is red, before go-live or after, and projects without a service."""
    wanted = projects_counted(actor).exclude(stage=Project.Stage.STOPPED)
    for one in wanted.values(*PROJECT_FACTS):
        day, gate, keys = one["live_on"], gate_words(one["missing_count"]), (one["uid"],)
        item = Item("", Urgency.SOON, one["name"], "service-project", keys, "", who=one["sponsor"], day=day)
        if one["missing_count"] and one["stage"] == Project.Stage.LIVE:
            yield replace(item, kind="live-red", words=f"live, and its gate is {gate}")
        elif one["missing_count"]:
            urgency = urgency_of_end(day, today) if day else None
            when = f"go-live {days_words((day - today).days)}" if day else "no day of go-live"
            kept = Urgency.LATER if urgency is None else urgency
            yield replace(item, kind="gates", urgency=kept, words=f"{gate}, {when}")
        if not one["service_count"]:
            yield replace(item, kind="unserviced", words="no service that it makes or changes")


def _about(agreement: Agreement, kind: str, urgency: Urgency, words: str) -> Item:
    return Item(kind, urgency, agreement.name, "agreement", (agreement.uid,), words, agreement.service)


def _of(service: Service, kind: str, urgency: Urgency, words: str) -> Item:
    return Item(kind, urgency, service.name, "service", (service.uid,), words, service.name)


def _named(agreements: Sequence[Agreement]) -> str:
    return ", ".join(f"“{one.name}”" for one in agreements)


def _is_followed(agreement: Agreement, last: date, others: Iterable[Agreement]) -> bool:
    """Whether another of its kind for the same service with the same other side holds on the day after its last."""
    next_day = last + timedelta(days=1)
    return any(
        state_of(one, next_day) == IN_FORCE
        for one in others
        if one.kind == agreement.kind and one.service_key == agreement.service_key
        if folded(kept_by(one)) == folded(kept_by(agreement))
    )
