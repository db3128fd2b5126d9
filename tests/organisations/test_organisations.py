"""Organisations, members and tokens: who may come in, who stays an administrator, how far a token reaches."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.test import Client

from core.actor import Right, Role, Scope
from core.errors import UserError
from core.models import AuditEntry
from core.versions import Conflict
from organisations import actions
from organisations.models import Membership, Organisation, Token, User
from tests.factories import OrganisationFactory, actor_of, client_for, member

pytestmark = pytest.mark.django_db


class TestCreateOrganisation:
    def test_the_command_makes_an_organisation_and_prints_a_password(self, capsys: pytest.CaptureFixture[str]) -> None:
        call_command("create_organisation", "Nord Werke", "--admin", "Ada@Example.org", "--time-zone", "Europe/Oslo")
        password = capsys.readouterr().out.split("Password: ")[1].strip()
        made = Membership.objects.get()
        assert (made.organisation.slug, made.organisation.time_zone) == ("nord-werke", "Europe/Oslo")
        assert (made.user.email, made.role, made.rights) == ("ada@example.org", "admin", ["pay", "approve"])
        assert made.user.check_password(password)
        assert AuditEntry.objects.get().action == "create_organisation"

    def test_a_known_person_keeps_the_password(self, capsys: pytest.CaptureFixture[str]) -> None:
        known = User.objects.create_user("ada@example.org", "the-old-password")
        call_command("create_organisation", "Nord Werke", "--admin", "ada@example.org")
        known.refresh_from_db()
        assert "Password" not in capsys.readouterr().out
        assert known.check_password("the-old-password")

    @pytest.mark.parametrize(
        ("name", "zone", "words"),
        [("Nord", "UTC", "already an organisation"), ("!!!", "UTC", "no letter"), ("Süd", "Mars/Base", "no time zone")],
    )
    def test_refusals_leave_nothing(self, name: str, zone: str, words: str) -> None:
        OrganisationFactory.create(name="Nord", slug="nord")
        with pytest.raises(CommandError, match=words):
            call_command("create_organisation", name, "--admin", "x@example.org", "--time-zone", zone)
        assert Organisation.objects.count() == 1
        assert not User.objects.exists()


class TestMembers:
    def test_the_last_administrator_stays_one(self) -> None:
        admin = member(Role.ADMIN)
        with pytest.raises(UserError, match="last administrator"):
            actions.change_member(
                by=actor_of(admin), membership=admin, version=1, role=Role.VIEWER, rights=[], is_active=True
            )
        admin.refresh_from_db()
        assert (admin.role, admin.version) == ("admin", 1)

    def test_a_change_names_the_version_it_saw(self) -> None:
        admin = member(Role.ADMIN)
        other = member(Role.VIEWER, organisation=admin.organisation)
        change: dict[str, Any] = {
            "by": actor_of(admin),
            "membership": other,
            "version": 1,
            "rights": [Right.PAY],
            "is_active": True,
        }
        actions.change_member(role=Role.MODELLER, **change)
        with pytest.raises(Conflict):
            actions.change_member(role=Role.VIEWER, **change)
        other.refresh_from_db()
        assert (other.role, other.rights, other.version) == ("modeller", ["pay"], 2)

    def test_who_was_removed_sees_nothing_and_can_come_back(self) -> None:
        admin = member(Role.ADMIN)
        other = member(Role.VIEWER, organisation=admin.organisation)
        browser = client_for(other)
        address = f"/o/{admin.organisation.slug}/"
        assert browser.get(address).status_code == 200
        actions.change_member(
            by=actor_of(admin), membership=other, version=1, role=Role.VIEWER, rights=[], is_active=False
        )
        assert browser.get(address).status_code == 404
        actions.add_member(by=actor_of(admin), email=other.user.email, role=Role.MODELLER)
        assert browser.get(address).status_code == 200

    def test_a_person_of_several_organisations_chooses(self) -> None:
        first = member(Role.VIEWER)
        second = Membership.objects.create(organisation=OrganisationFactory.create(), user=first.user)
        answer = client_for(first).get("/")
        assert first.organisation.name in answer.text
        assert second.organisation.name in answer.text
        second.delete()
        assert client_for(first).get("/").headers["Location"] == f"/o/{first.organisation.slug}/"


class TestTokens:
    def test_a_token_reaches_no_further_than_the_one_that_makes_it(self) -> None:
        viewer = member(Role.VIEWER)
        reading = viewer.actor(frozenset({Scope.READ}))
        with pytest.raises(UserError, match="further"):
            actions.create_token(by=reading, name="wide", scopes=[Scope.READ, Scope.WRITE])
        assert not Token.objects.exists()

    def test_the_clear_text_is_kept_nowhere_and_a_revoked_token_is_no_token(self) -> None:
        owner = member()
        token, clear = actions.create_token(by=actor_of(owner), name="BI", scopes=[Scope.READ])
        stored = [str(value) for value in Token.objects.values().get().values()]
        assert clear not in stored
        headers = {"Authorization": f"Token {clear}"}
        assert Client().get("/api/v1/me/", headers=headers).json()["organisation"] == owner.organisation.slug
        actions.revoke_token(by=actor_of(owner), token=token)
        assert Client().get("/api/v1/me/", headers=headers).status_code == 401

    def test_another_members_token_is_an_administrators_business(self) -> None:
        owner = member()
        token, _ = actions.create_token(by=actor_of(owner), name="BI", scopes=[Scope.READ])
        other = member(organisation=owner.organisation)
        with pytest.raises(PermissionDenied):
            actions.revoke_token(by=actor_of(other), token=token)
        actions.revoke_token(by=actor_of(member(Role.ADMIN, organisation=owner.organisation)), token=token)
        assert not Token.objects.exists()
