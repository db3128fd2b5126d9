"""A test that needs what the machine lacks is skipped with a clear line, and fails where `--require` names it."""

from pathlib import Path

import pytest

from tests import conftest, environment


@pytest.fixture
def needy(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> pytest.Item:
    """A test marked `redis` on a machine without Redis."""
    monkeypatch.setitem(environment.LACKS, "redis", lambda: "needs Redis: set REDIS_URL")
    monkeypatch.setattr(request.config.option, "require", "")
    item: pytest.Item = request.node
    item.add_marker("redis")
    return item


def test_it_is_skipped(needy: pytest.Item) -> None:
    with pytest.raises(pytest.skip.Exception, match=r"^needs Redis: set REDIS_URL$"):
        conftest.pytest_runtest_setup(needy)


def test_it_fails_when_required(needy: pytest.Item) -> None:
    needy.config.option.require = "browser,redis"
    with pytest.raises(pytest.fail.Exception, match=r"^needs Redis: set REDIS_URL \(--require redis\)$"):
        conftest.pytest_runtest_setup(needy)


def test_it_runs_where_nothing_is_lacking(needy: pytest.Item, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(environment.LACKS, "redis", lambda: "")
    conftest.pytest_runtest_setup(needy)


def test_an_unknown_requirement_is_refused(needy: pytest.Item) -> None:
    needy.config.option.require = "oracle"
    with pytest.raises(pytest.UsageError, match="--require does not know oracle: choose from browser, postgres"):
        conftest.pytest_configure(needy.config)


@pytest.mark.parametrize("marker", ["browser", "postgres", "redis", "data"])
def test_every_requirement_is_a_marker(marker: str, pytestconfig: pytest.Config) -> None:
    assert marker in environment.LACKS
    assert any(line.startswith(f"{marker}:") for line in pytestconfig.getini("markers"))


def test_the_real_files_lie_beside_the_project_or_where_the_environment_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PBR_REAL_DATA", raising=False)
    assert environment.real_data() == environment.ROOT.parent / "shared" / "data"

    monkeypatch.setenv("PBR_REAL_DATA", str(tmp_path / "none"))
    assert environment.lack_of_real_data() == (
        f"needs the real files: put them in {tmp_path / 'none'} or set PBR_REAL_DATA"
    )


@pytest.mark.parametrize("url", ["", "sqlite:///x.sqlite3"])
def test_another_database_is_not_postgresql(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    environment.lack_of_postgres.cache_clear()
    monkeypatch.setenv("DATABASE_URL", url)
    assert environment.lack_of_postgres() == "needs PostgreSQL: set DATABASE_URL to run the suite on it"
    environment.lack_of_postgres.cache_clear()


def test_a_redis_that_does_not_answer_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    environment.lack_of_redis.cache_clear()
    monkeypatch.setenv("REDIS_URL", "redis://127.0.0.1:1/0")
    assert environment.lack_of_redis().startswith("needs Redis: REDIS_URL does not answer (")
    environment.lack_of_redis.cache_clear()
