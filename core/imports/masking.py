"""What of a file nobody is shown (people's names) and what only some are (pay)."""

import re
from typing import Any

from core.actor import Actor
from core.imports.registry import Field, Importer, importer, is_known
from core.imports.sources import columns_read
from core.imports.words import heading, listed
from core.models import Import

MASKED = "masked"
# What a column of a joined table is called where the rows have one of that name: “Name (costs.csv)”.
WITH_TABLE = re.compile(r" \([^()]*\)$")
# What lies inside something about somebody, as “caller.city” in JSON, is about them too.
PATH = re.compile(r"\.(?=\S)")
# Headings that are about one human being, in the spelling of `heading`: one of the words, or a “name” of one of these.
ABOUT_SOMEBODY = frozenset(
    listed(
        "address, assignee, birth, birthday, caller, email, forename, gender, mail, mobile, nationality, phone, "
        "requester, requestor, surname, telephone, "
        "vorname, nachname, geburtsdatum, geschlecht, telefon, prenom, naissance, sexe, courriel, apellido, apellidos, "
        "nacimiento, sexo, correo, voornaam, achternaam, geboortedatum, geslacht"
    )
)
NAMED = frozenset(
    listed(
        "assigned, caller, contact, customer, employee, family, first, full, given, incumbent, last, manager, "
        "middle, owner, person, preferred, staff, supervisor, user, worker"
    )
)
SOMEBODY = frozenset(
    listed("contact, employee, incumbent, name, person, worker, mitarbeiter, nom, salarie, nombre, empleado, naam")
)


def hidden_columns(actor: Actor, incoming: Import) -> frozenset[str]:
    """Columns and fields whose cells this actor is not shown; a defect names either."""
    kind = importer(incoming.kind) if is_known(incoming.kind) else None
    if kind is None or "columns" not in incoming.report:
        return frozenset()
    personal = _personal_columns(incoming, kind)
    return personal if actor.has_pay else personal | _pay_columns(incoming, kind)


def names_somebody(incoming: Import, one: Field) -> bool:
    """True for a field whose cells nobody is shown: of people, and in person-free mode of their references."""
    return one.is_personal or (one.is_reference and incoming.organisation.is_person_free)


def shown_value(hidden: frozenset[str], column: str, value: str) -> str:
    """The value, or the word "masked" for a hidden cell. A defect may name several columns; one of them hides it."""
    return MASKED if value and hidden.intersection({column, *column.split(", ")}) else value


def is_about_somebody(name: str) -> bool:
    """True for a heading that names people or says something personal of them.

    >>> [is_about_somebody(name) for name in ("Opened by", "Employee name", "E-mail", "Group name", "Service")]
    [True, True, True, False, False]
    >>> is_about_somebody("opened_by.link"), is_about_somebody("service.link")
    (True, False)
    """
    return any(_is_about_somebody(part) for part in {name, *PATH.split(name)})


def _is_about_somebody(name: str) -> bool:
    words = heading(name).split()
    is_name = "name" in words and bool(NAMED & set(words))
    return (
        bool(ABOUT_SOMEBODY & set(words))
        or is_name
        or words[-1:] == ["by"]
        or (len(words) == 1 and words[0] in SOMEBODY)
    )


def _personal_columns(incoming: Import, kind: Importer) -> frozenset[str]:
    """What is mapped or guessed as a person, and left-out columns that are about somebody."""
    fields = [one for one in kind.fields if names_somebody(incoming, one)]
    mapped = _mapped_columns(incoming)
    left_out = {one["name"] for one in incoming.report["columns"] if one["name"] not in mapped}
    named = {name for name in left_out if is_about_somebody(name) or is_about_somebody(WITH_TABLE.sub("", name))}
    hidden = _columns_of(incoming, fields) | named
    joins = incoming.report["spec"].get("joins", [])
    return frozenset(
        hidden | {one["right"] for one in joins if one["left"] in hidden or is_about_somebody(one["right"])}
    )


def _pay_columns(incoming: Import, kind: Importer) -> frozenset[str]:
    """What holds pay, or may: columns mapped or guessed as money, figures left out, and the fields of money."""
    fields = [one for one in kind.fields if one.kind == "money"]
    mapped = _mapped_columns(incoming)
    left_out = {one["name"] for one in incoming.report["columns"] if one["name"] not in mapped and one["number_share"]}
    return frozenset(_columns_of(incoming, fields) | (left_out if fields else set()))


def _mapped_columns(incoming: Import) -> set[str]:
    return {name for source in incoming.report["spec"]["columns"].values() for name in columns_read(source)}


def _columns_of(incoming: Import, fields: list[Any]) -> set[str]:
    """The columns that are mapped or guessed as one of the fields, with the fields' own codes and labels."""
    codes = {one.code for one in fields}
    sources = incoming.report["spec"]["columns"]
    mapped = {name for code, source in sources.items() if code in codes for name in columns_read(source)}
    guessed = {name for guess in incoming.report["guesses"] if guess["field"] in codes for name in guess["columns"]}
    return codes | {one.label for one in fields} | mapped | guessed
