"""Comparing names as people write them."""

import re
import unicodedata

NOT_A_WORD = re.compile(r"[^0-9a-z]+")


def folded(text: str) -> str:
    """Case, accents and punctuation do not count.

    >>> folded("  Réf. du_poste (N°) "), folded("Straße")
    ('ref du poste n', 'strasse')
    """
    split = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)
    plain = unicodedata.normalize("NFKD", split.casefold()).encode("ascii", "ignore").decode()
    return NOT_A_WORD.sub(" ", plain).strip()
