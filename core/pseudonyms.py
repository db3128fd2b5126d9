"""Pseudonyms: the same reference gives the same one, and nobody without the secret finds the way back."""

import re
from uuid import UUID

from django.utils.crypto import salted_hmac

MARK = "p-"
DIGITS = 20  # 80 bits: two references of one organisation do not meet
KNOWN = re.compile(rf"{MARK}[0-9a-f]{{{DIGITS}}}")


def pseudonym(organisation: UUID, reference: str) -> str:
    """HMAC-SHA256 of the reference under a key of the organisation, derived from SECRET_KEY.

    Case and spaces around do not count; an empty reference and a pseudonym stay as they are.

    >>> from uuid import UUID
    >>> one, other = UUID(int=1), UUID(int=2)
    >>> pseudonym(one, "E-4711") == pseudonym(one, " e-4711 "), pseudonym(one, "E-4711") == pseudonym(other, "E-4711")
    (True, False)
    >>> pseudonym(one, pseudonym(one, "E-4711")) == pseudonym(one, "E-4711"), pseudonym(one, "")
    (True, '')
    """
    bare = reference.strip().casefold()
    if not bare or KNOWN.fullmatch(bare):
        return bare
    keyed = salted_hmac(f"core.pseudonyms.{organisation}", bare, algorithm="sha256")
    return f"{MARK}{keyed.hexdigest()[:DIGITS]}"
