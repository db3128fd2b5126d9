"""Pseudonyms: the same reference gives the same one, and nobody without the secret finds the way back."""

import re
from collections.abc import Callable
from uuid import UUID

from django.utils.crypto import salted_hmac

MARK = "p-"
DIGITS = 20  # 80 bits: two references of one organisation do not meet
KNOWN = re.compile(rf"{MARK}[0-9a-f]{{{DIGITS}}}")


def pseudonym(organisation: UUID, reference: str) -> str:
    """HMAC-SHA256 of the reference under a key of the organisation, derived from SECRET_KEY.

    Spaces around do not count; an empty reference and a pseudonym stay as they are.

    >>> from uuid import UUID
    >>> one, other = UUID(int=1), UUID(int=2)
    >>> pseudonym(one, "E-4711") == pseudonym(one, " E-4711 "), pseudonym(one, "E-4711") == pseudonym(other, "E-4711")
    (True, False)
    >>> pseudonym(one, pseudonym(one, "E-4711")) == pseudonym(one, "E-4711"), pseudonym(one, "")
    (True, '')
    """
    bare = reference.strip()
    if not bare or KNOWN.fullmatch(bare):
        return bare
    keyed = salted_hmac(f"core.pseudonyms.{organisation}", bare, algorithm="sha256")
    return f"{MARK}{keyed.hexdigest()[:DIGITS]}"


# Rewrites the references that are stored for an organisation (id, uid); returns how many rows.
Rewrite = Callable[[int, UUID], int]
_REWRITES: list[Rewrite] = []


def register_rewrite(rewrite: Rewrite) -> None:
    """Make known where references are stored (from `AppConfig.ready()`)."""
    _REWRITES.append(rewrite)


def rewrite_all(organisation_id: int, uid: UUID) -> int:
    """Pseudonyms in place of every stored reference; inside the caller's transaction."""
    return sum(rewrite(organisation_id, uid) for rewrite in _REWRITES)
