"""docs/api.md: a reader who types what it says gets what it says."""

from pathlib import Path

import pytest
from django.conf import settings
from pytest_django.live_server_helper import LiveServer

from core.actor import Role, Scope
from organisations.actions import create_token
from tests.docs.documents import blocks, document
from tests.docs.session import Session, by_python, requester
from tests.factories import MembershipFactory, OrganisationFactory, UserFactory, actor_of

API = document("docs/api.md")


@pytest.fixture
def token(transactional_db: None) -> str:
    """A modeller's token in the organisation that the page names."""
    organisation = OrganisationFactory.create(name="Acme IT", slug="acme-it", time_zone="Europe/Berlin")
    person = UserFactory.create(email="you@example.org")
    member = MembershipFactory.create(organisation=organisation, user=person, role=Role.MODELLER)
    return create_token(by=actor_of(member), name="Docs", scopes=list(Scope))[1]


@pytest.mark.parametrize("way", ["as installed", "without curl"])
def test_examples(way: str, token: str, live_server: LiveServer, tmp_path: Path) -> None:
    given = {"PBR": f"{live_server.url}/api/v1", "TOKEN": token}
    request = requester() if way == "as installed" else by_python
    session = Session(tmp_path, given, "tickets.csv", request)
    session.play(API)
    assert session.compared == len(blocks(API, "json"))


def test_the_examples_name_the_address_at_which_the_product_starts() -> None:
    assert "http://127.0.0.1:8000/api/v1" in API
    assert "127.0.0.1" in settings.ALLOWED_HOSTS or "*" in settings.ALLOWED_HOSTS
