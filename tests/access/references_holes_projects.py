"""Holes in projects: each must be noticed by the case or the cell that it names."""

from services import project_selectors, project_statements
from services.actions import projects
from services.models import Project, Service
from tests.access.references_plants import any_row, forgetting, hole

OF_PROJECTS = (
    hole(
        "projects",
        any_row(project_selectors, Project),
        *("service-project", "service-project-edit", "service-project-deliverables", "service-project-remove"),
        "api-project",
    ),
    hole(
        "projects of a name",
        forgetting(projects, Project, "organisation_id"),
        *("service-project-add: name", "service-project-edit: name", "api-projects: name", "api-project: name"),
    ),
    hole(
        "services of projects",
        forgetting(project_statements, Service, "organisation_id"),
        *("service-project-add: new", "service-project-edit: improves"),
        *("api-projects: replaces", "api-project: replaces"),
    ),
)
