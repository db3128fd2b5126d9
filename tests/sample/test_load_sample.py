"""The sample organisation comes in through the importers, once, with all its figures."""

import stat
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from core.models import Import, Run
from functions.models import Scenario
from organisations.models import Membership
from sample.actions import load_sample
from services.models import LogSegment
from towers.models import Baseline, Position, Tower

pytestmark = pytest.mark.django_db


@pytest.fixture
def data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(settings, "DATA_DIR", tmp_path)
    return tmp_path


def test_the_whole_story_is_there_once(data_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    began = time.monotonic()
    steps = load_sample(address="http://127.0.0.1:8000/", say=lambda line: None)
    with capsys.disabled():
        print(f"\n  sample loaded in {time.monotonic() - began:.1f} s")
    assert steps == data_dir / "first-steps.txt"
    assert stat.S_IMODE(steps.stat().st_mode) == 0o600
    assert {m.user.email.split("@")[0] for m in Membership.objects.all()} == {"admin", "lead", "analyst", "executive"}
    assert set(Import.objects.values_list("kind", "state")) == {
        ("positions", "confirmed"),
        ("effort", "confirmed"),
        ("tickets", "confirmed"),
    }
    assert dict(Baseline.objects.values_list("name", "state")) == {"Year end": "locked", "Working draft": "draft"}
    assert Position.objects.filter(baseline__name="Year end").count() == 1_004
    assert list(LogSegment.objects.values_list("tickets", "events")) == [(40_000, 257_058)]
    assert Scenario.objects.count() == 2
    assert set(Tower.objects.filter(owner="").values_list("name", flat=True)) == {"Middleware", "Database"}
    assert [tower.name for tower in Tower.objects.filter(tbm_code="")] == ["Digital"]
    ended = list(Run.objects.exclude(kind__startswith="import").values_list("kind", "state"))
    kinds = [*["duplication"] * 2, "finder", "handoffs", *["replay"] * 2, *["savings"] * 2, *["spans"] * 2]
    assert sorted(ended) == [(kind, "done") for kind in kinds]
    _again_changes_nothing()


def _again_changes_nothing() -> None:
    before = (Run.objects.count(), Import.objects.count(), Membership.objects.count())
    call_command("load_sample")
    assert (Run.objects.count(), Import.objects.count(), Membership.objects.count()) == before


def test_an_interrupted_load_is_continued(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*args: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("sample.actions._design", interrupted)
        with pytest.raises(KeyboardInterrupt):
            load_sample(address="http://127.0.0.1:8000/", say=lambda line: None)
    assert not (data_dir / "first-steps.txt").exists()
    monkeypatch.setattr("sample.actions._design", lambda *args: None)
    assert load_sample(address="http://127.0.0.1:8000/", say=lambda line: None) is not None
    assert Import.objects.filter(state="confirmed").count() == 3
    assert Position.objects.count() == 1_004
