"""Comparing names as people write them."""

import re
import unicodedata
from functools import lru_cache

NOT_A_WORD = re.compile(r"[^0-9a-z]+")
SIGNS = str.maketrans({"#": " number ", "%": " percent "})
# One spelling for what headings abbreviate or spell in two ways.
SPELLINGS = {
    **dict.fromkeys(("no", "nr", "nbr", "num"), "number"),
    **dict.fromkeys(("emp", "empl"), "employee"),
    **dict.fromkeys(("eid", "eeid", "emplid"), "employee id"),
    **dict.fromkeys(("org", "organization"), "organisation"),
    **dict.fromkeys(("orgunit", "orgeh"), "organisational unit"),
    **dict.fromkeys(("pos", "posn"), "position"),
    **dict.fromkeys(("pct", "percentage"), "percent"),
    **dict.fromkeys(("yearly", "annualized", "annualised"), "annual"),
    "center": "centre",
    "dept": "department",
    "deptid": "department id",
    "deptname": "department name",
    "hrs": "hours",
    "identifier": "id",
    "kostl": "cost centre",
    "labor": "labour",
    "loc": "location",
    "mgr": "manager",
    "organizational": "organisational",
    "pernr": "personnel number",
    "pers": "personnel",
    "ref": "reference",
    "rt": "rate",
    "utilization": "utilisation",
}


def listed(text: str) -> tuple[str, ...]:
    """The names between the commas.

    >>> listed("pay grade, level")
    ('pay grade', 'level')
    """
    return tuple(" ".join(name.split()) for name in text.split(","))


CURRENCIES = frozenset(
    listed("aed, aud, brl, cad, chf, cny, czk, dkk, eur, gbp, hkd, huf, inr, jpy, nok, nzd, pln, sek, sgd, usd, zar")
)


def folded(text: str) -> str:
    """Case, accents and punctuation do not count.

    >>> folded("  Réf. du_poste (N°) "), folded("Straße")
    ('ref du poste n', 'strasse')
    """
    split = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)
    plain = unicodedata.normalize("NFKD", split.casefold()).encode("ascii", "ignore").decode()
    return NOT_A_WORD.sub(" ", plain).strip()


@lru_cache(maxsize=4_096)
def heading(text: str) -> str:
    """A column's heading with abbreviations written out; the currency in it does not count.

    >>> heading("Pers. no."), heading("Emp #"), heading("Dept"), heading("Annual salary (EUR)"), heading("FTE %")
    ('personnel number', 'employee number', 'department', 'annual salary', 'fte percent')
    """
    words = folded(text.translate(SIGNS)).split()
    kept = [word for word in words if word not in CURRENCIES] or words
    return " ".join(SPELLINGS.get(word, word) for word in kept)
