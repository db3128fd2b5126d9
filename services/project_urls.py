"""Addresses of projects, below an organisation."""

from django.urls import path

from services.views import projects

urlpatterns = [
    path("services/projects/", projects.ProjectList.as_view(), name="service-projects"),
    path("services/projects/add/", projects.ProjectAdd.as_view(), name="service-project-add"),
    path("services/projects/<uuid:uid>/", projects.ProjectDetail.as_view(), name="service-project"),
    path("services/projects/<uuid:uid>/edit/", projects.ProjectEdit.as_view(), name="service-project-edit"),
    path(
        "services/projects/<uuid:uid>/deliverables/",
        projects.ProjectDeliverables.as_view(),
        name="service-project-deliverables",
    ),
    path("services/projects/<uuid:uid>/remove/", projects.ProjectRemove.as_view(), name="service-project-remove"),
]
