"""The projects of the sample: one that no service comes of, one whose gate is red, one that is live all the same."""

from typing import Any

from django.db import transaction

from core.actor import Actor
from sample.generator.service_parts import SALES
from services.actions.projects import add_project
from services.models import Project
from services.project_gate import DELIVERABLES

_READY = {"status": "ready"}
_PROJECTS: tuple[dict[str, Any], ...] = (
    {
        "name": "Container platform build",
        "stage": "building",
        "begins_on": "2025-11-03",
        "live_on": "2027-03-01",
        "budget": 118_000_000,
        "sponsor": "Head of Digital",
        "new": ["Container platform"],
        "deliverables": {
            "training": {"status": "in_work", "budget": 3_500_000, "due_on": "2027-01-29"},
            "documentation": _READY | {"budget": 1_800_000},
            "knowledge": {"status": "in_work", "budget": 900_000, "due_on": "2027-02-12"},
            "support": {"status": "not_needed", "reason": "Used by engineers only, who have the documentation."},
            "ola": {"due_on": "2027-02-01"},
            "uc": {"due_on": "2027-02-01"},
        },
    },
    {
        "name": "Zero trust",
        "begins_on": "2026-04-01",
        "live_on": "2027-09-30",
        "budget": 64_000_000,
        "sponsor": "Head of Network",
        "new": ["Zero trust access"],
        "replaces": ["Remote access"],
        "deliverables": {"training": {"budget": 4_000_000}},
    },
    {
        "name": "Windows 11 at the plants",
        "stage": "building",
        "begins_on": "2026-02-02",
        "live_on": "2027-01-18",
        "budget": 41_500_000,
        "sponsor": "Head of End user",
        "improves": ["Workplace", "Printing"],
        "deliverables": {
            **{kind: _READY | {"budget": 600_000} for kind in ("training", "documentation", "knowledge", "support")},
            "ola": _READY,
            "uc": {"status": "not_needed", "reason": "The contract for spare devices covers the new ones."},
        },
    },
    {
        "name": "Server renewal",
        "stage": "live",
        "begins_on": "2025-02-03",
        "live_on": "2025-11-28",
        "budget": 73_000_000,
        "sponsor": "Head of Server",
        "improves": ["Server hosting", "Private cloud"],
        "live_reason": "The old machines were out of support at the end of November.",
        "deliverables": dict.fromkeys(DELIVERABLES, _READY) | {"knowledge": {"status": "in_work"}},
    },
    {
        "name": "Dealer portal",
        "stage": "live",
        "begins_on": "2021-11-01",
        "live_on": "2023-05-01",
        "budget": 52_000_000,
        "sponsor": SALES,
        "new": ["Customer portal"],
        "deliverables": dict.fromkeys(DELIVERABLES, _READY),
    },
    {
        "name": "Monitoring tools, one for all",
        "stage": "building",
        "begins_on": "2026-06-01",
        "live_on": "2027-06-30",
        "budget": 28_000_000,
    },
    {"name": "Fax over IP", "stage": "stopped", "begins_on": "2022-03-01", "replaces": ["Fax gateway"]},
)


def state_projects(by: Actor) -> None:
    """All of them, once."""
    if Project.objects.visible_to(by).exists():
        return
    with transaction.atomic():
        for stated in _PROJECTS:
            add_project(by=by, **stated)
