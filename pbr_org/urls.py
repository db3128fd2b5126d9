"""All addresses."""

from django.contrib.auth import views as auth
from django.urls import URLPattern, URLResolver, include, path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from core.views import health
from organisations.views import home
from towers.views.survey_link import SurveyLink

accounts = [
    path("login/", auth.LoginView.as_view(redirect_authenticated_user=True), name="login"),
    path("logout/", auth.LogoutView.as_view(), name="logout"),
    path("password/", auth.PasswordChangeView.as_view(), name="password_change"),
    path("password/done/", auth.PasswordChangeDoneView.as_view(), name="password_change_done"),
]
pages: list[URLPattern | URLResolver] = [
    path("", include("core.urls")),
    path("", include("organisations.urls")),
    path("", include("towers.urls")),
    path("", include("functions.urls")),
    path("", include("services.urls")),
    path("", include("metrics.urls")),
]
api: list[URLPattern | URLResolver] = [
    path("v1/", include("pbr_org.api_urls")),
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    path("docs/", SpectacularSwaggerSplitView.as_view(url_name="schema", template_name="api_docs.html"), name="docs"),
]
urlpatterns = [
    path("", home, name="home"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("accounts/", include(accounts)),
    path("api/", include(api)),
    path("o/<slug:organisation>/", include(pages)),
    path("s/<str:token>/", SurveyLink.as_view(), name="survey-link"),
]
handler403 = "core.views.errors.forbidden"
handler404 = "core.views.errors.not_found"
handler500 = "core.views.errors.server_error"
