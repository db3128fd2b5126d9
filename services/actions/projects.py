"""What the organisation says of its projects."""

from typing import Any

from django.db import transaction

from core import audit
from core.access import require_edit
from core.actor import Actor
from core.errors import UserError
from core.versions import claim_version
from services.models import Project
from services.project_statements import checked_project, nothing_stated, project_facts, store_project
from towers.names import folded


def add_project(*, by: Actor, **stated: Any) -> Project:
    """A new project; it needs a name, and a service sooner or later."""
    require_edit(by)
    project = Project(organisation_id=by.organisation_id)
    with transaction.atomic():
        facts = checked_project(by.organisation_id, {"name": ""} | stated, nothing_stated())
        _require_free_name(project, facts["name"])
        store_project(project, facts)
        audit.record(by, "add_project", "project", project.uid, after=project_facts(project))
    return project


def edit_project(*, by: Actor, project: Project, version: int, **stated: Any) -> Project:
    """Change what is stated; what is left out stays. Live behind a red gate only for a stated reason."""
    require_edit(by)
    before = project_facts(project)
    with transaction.atomic():
        facts = checked_project(by.organisation_id, stated, before)
        claim_version(project, version, kind="project", yours=facts, theirs=before)
        if "name" in facts:
            _require_free_name(project, facts["name"])
        store_project(project, facts)
        audit.record(by, "edit_project", "project", project.uid, before=before, after=project_facts(project))
    return project


def remove_project(*, by: Actor, project: Project, version: int) -> None:
    """Take out a project that was never one; one that ended before it was live is stopped instead."""
    require_edit(by)
    before = project_facts(project)
    with transaction.atomic():
        claim_version(project, version, kind="project", yours="removed", theirs=before)
        audit.record(by, "remove_project", "project", project.uid, before=before)
        project.delete()


def _require_free_name(project: Project, name: str) -> None:
    others = Project.objects.filter(organisation_id=project.organisation_id, key=folded(name)).exclude(pk=project.pk)
    if others.exists():
        raise UserError(f"There is already a project “{name}”. Choose another name.")
