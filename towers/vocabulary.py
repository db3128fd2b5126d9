"""The activities that words may mean: the defaults under the names they have here, and the organisation's own."""

from collections.abc import Iterable
from dataclasses import dataclass

from towers.default_activities import DEFAULT_ACTIVITIES, DefaultActivity, Phrase, phrases_of
from towers.models import Activity
from towers.names import folded

DEFAULTS_BY_KEY = {folded(default.name): default for default in DEFAULT_ACTIVITIES}


@dataclass(frozen=True, slots=True)
class KnownActivity:
    """An activity and its words; `names` are all that it goes by, folded, `own_phrases` those of the organisation."""

    name: str
    function_code: int
    is_management: bool
    names: tuple[str, ...]
    phrases: tuple[Phrase, ...]
    own_phrases: tuple[Phrase, ...] = ()


def known_default(default: DefaultActivity) -> KnownActivity:
    """A default activity as it comes."""
    return KnownActivity(
        default.name, default.function_code, default.is_management, (folded(default.name),), default.phrases
    )


def known_activities(rows: Iterable[Activity]) -> list[KnownActivity]:
    """All that an organisation with these rows knows: the defaults in the order of their table, then its own.

    A default that was renamed is known by both names and has the organisation's function.
    """
    own = list(rows)
    by_default = rows_by_default(own)
    of_defaults = {row.pk for row in by_default.values()}
    defaults = [
        _known(by_default[key], default) if key in by_default else known_default(default)
        for key, default in DEFAULTS_BY_KEY.items()
    ]
    return defaults + [_known(row, None) for row in own if row.pk not in of_defaults]


def rows_by_default(rows: Iterable[Activity]) -> dict[str, Activity]:
    """The rows that are default activities, by the default's key: what has its name, else what had it once."""
    own = list(rows)
    found = {row.default_key: row for row in own if row.default_key} | {row.key: row for row in own}
    return {key: row for key, row in found.items() if key in DEFAULTS_BY_KEY}


def default_of(row: Activity) -> DefaultActivity | None:
    """The default that an activity is, under whatever name."""
    return DEFAULTS_BY_KEY.get(row.key) or DEFAULTS_BY_KEY.get(row.default_key)


def _known(row: Activity, default: DefaultActivity | None) -> KnownActivity:
    names = (row.key, folded(default.name)) if default else (row.key,)
    phrases = default.phrases if default else ()
    return KnownActivity(row.name, row.function_code, row.is_management, names, phrases, phrases_of(row.keywords))
