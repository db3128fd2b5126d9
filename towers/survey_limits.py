"""How often links may be tried and answers written; counted per process, which is enough to stop a flood."""

from django.core.cache import cache

FORGED_PER_WINDOW = 30
WRITES_PER_WINDOW = 240
WINDOW_SECONDS = 300


def is_above(kind: str, who: str, most: int) -> bool:
    """Count one more of this kind by `who`; True from the one after `most` within five minutes."""
    key = f"survey:{kind}:{who}"
    cache.add(key, 0, WINDOW_SECONDS)
    try:
        return cache.incr(key) > most
    except ValueError:  # it ran out between the two
        return False
