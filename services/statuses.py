"""The class of a status (queued, working, pending, closed), proposed from its name."""

from services.models import Status

# Looked for in this order: "closed" wins over everything, waiting for somebody over work in progress.
WORDS: tuple[tuple[Status.Kind, tuple[str, ...]], ...] = (
    (Status.Kind.CLOSED, ("closed", "completed", "resolved", "cancelled", "canceled", "solved", "done", "fulfilled")),
    (Status.Kind.PENDING, ("pending", "wait", "on hold", "hold", "suspended", "awaiting user", "awaiting vendor")),
    (Status.Kind.QUEUED, ("queued", "new", "assigned", "awaiting assignment", "open", "submitted", "unmatched")),
    (Status.Kind.WORKING, ("accepted", "in progress", "working", "work in progress", "active", "in call", "started")),
)
KIND_BY_NAME = {kind.label.casefold(): kind for kind in Status.Kind}


PAIR = " / "


def class_of(text: str) -> str:
    """The class of a status in a word; of a coarser status and a finer one (“Accepted / Wait”) that of both together.

    The coarser one says whether work waits, goes on or has ended; the finer one knows whether somebody is waited for.

    >>> [class_of(text) for text in ("Queued", "Accepted / Wait - User", "Completed / In Call", "Accepted / Assigned")]
    ['queued', 'pending', 'closed', 'working']
    >>> class_of("Chipmunk"), class_of("Chipmunk / Closed")
    ('', 'closed')
    """
    kinds = [kind for part in text.split(PAIR) if (kind := kind_of(part))]
    if not kinds:
        return ""
    is_pending = Status.Kind.PENDING in kinds and kinds[0] != Status.Kind.CLOSED
    return (Status.Kind.PENDING if is_pending else kinds[0]).label.casefold()


def kind_of(name: str) -> Status.Kind:
    """The class that a status most likely means; unknown where no word of it is known.

    >>> [kind_of(name).label for name in ("Completed", "Wait - User", "Queued", "Accepted", "Chipmunk")]
    ['Closed', 'Pending', 'Queued', 'Working', 'Unknown']
    """
    folded = name.casefold().strip()
    for kind, words in WORDS:
        if any(folded == word or folded.startswith(f"{word} ") for word in words):
            return kind
    return Status.Kind.UNKNOWN
