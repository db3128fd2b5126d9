"""Deployments: whether what was asked for is a standard or a custom offering, by quarter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from metrics.computations.columns import Ints

KINDS = ("standard", "custom")
# A kind of ticket is one of deployments if it has one of these words and none of those.
WORDS = ("request", "order", "build", "deploy", "install", "provision", "implementation")
OTHER_WORDS = ("change", "information", "incident", "problem")
# How the kind of an offering is found, or why it is not.
WAYS = ("product", "kind", "service", "both kinds", "no offering", "not in the catalogue")
FOUND = 3  # the first three ways find it
UNDETERMINED = len(KINDS)


@dataclass(frozen=True, slots=True)
class Mix:
    """Deployments by the kind of what was deployed."""

    standard: int
    custom: int
    undetermined: int

    @property
    def known(self) -> int:
        """Those whose kind is known."""
        return self.standard + self.custom

    @property
    def share(self) -> float | None:
        """Custom, of those whose kind is known.

        >>> Mix(standard=30, custom=10, undetermined=5).share, Mix(0, 0, 5).share
        (0.25, None)
        """
        return self.custom / self.known if self.known else None


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The kinds of offerings by folded names: of one of a service, of all with a name, and of all of a service."""

    exact: Mapping[tuple[str, str], str]
    by_name: Mapping[str, frozenset[str]]
    by_service: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, rows: Iterable[tuple[str, str | None, str | None]]) -> Catalogue:
        """From service, offering and kind; a service without offerings has a row without the two."""
        exact: dict[tuple[str, str], str] = {}
        names: dict[str, set[str]] = {}
        services: dict[str, set[str]] = {}
        for service, offering, kind in rows:
            kinds = services.setdefault(service, set())
            if offering is not None and kind is not None:
                exact[service, offering] = kind
                names.setdefault(offering, set()).add(kind)
                kinds.add(kind)
        return cls(exact, *({key: frozenset(of) for key, of in one.items()} for one in (names, services)))

    def kind_of(self, product: str, kind: str, service: str) -> tuple[str, str]:
        """The kind of what a ticket asks for and how it is found, or "" and why not; texts are folded.

        An offering by the ticket's product goes before one by its kind, and both before the service; one of the named
        service before all of that name. Source: the method, Deployments.

        >>> mail, web = ("mail", "mailbox", "standard"), ("web", "portal", "custom")
        >>> known = Catalogue.of([mail, web, ("web", "page", "standard")])
        >>> known.kind_of("mailbox", "", ""), known.kind_of("", "request", "mail"), known.kind_of("", "", "web")
        (('standard', 'product'), ('standard', 'service'), ('', 'both kinds'))
        """
        for way, text in (("product", product), ("kind", kind)):
            found = {self.exact[service, text]} if (service, text) in self.exact else self.by_name.get(text, set())
            if len(found) == 1:
                return next(iter(found)), way
        kinds = self.by_service.get(service)
        if kinds is None:
            return "", "not in the catalogue"
        if len(kinds) == 1:
            return next(iter(kinds)), "service"
        return "", "both kinds" if kinds else "no offering"


def is_deployment(kind: str) -> bool:
    """Whether the word for the kind of a ticket says that something is asked for, folded.

    >>> [is_deployment(kind) for kind in ("service request", "change request", "incident", "build order")]
    [True, False, False, True]
    """
    return any(word in kind for word in WORDS) and not any(word in kind for word in OTHER_WORDS)


def quarter_of(month: Ints) -> Ints:
    """The quarter (yyyyq) of months (yyyymm).

    >>> quarter_of(np.array([202501, 202503, 202504, 202512])).tolist()
    [20251, 20251, 20252, 20254]
    """
    quarter: Ints = month // 100 * 10 + (month % 100 + 2) // 3
    return quarter


def mixes(quarter: Ints, line: Ints, kind: Ints) -> dict[tuple[int, int], Mix]:
    """Count deployments by quarter and line; `kind` is a place in `KINDS`, or `UNDETERMINED`. Source: the method.

    >>> mixes(np.array([20251, 20251, 20252]), np.array([0, 0, 4]), np.array([0, 1, 2]))
    {(20251, 0): Mix(standard=1, custom=1, undetermined=0), (20252, 4): Mix(standard=0, custom=0, undetermined=1)}
    """
    span = 1 + int(line.max(initial=0))
    cells, place = np.unique(quarter * span + line, return_inverse=True)
    size = UNDETERMINED + 1
    counts = np.bincount(place * size + kind, minlength=len(cells) * size).reshape(-1, size).tolist()
    return {divmod(cell, span): Mix(*own) for cell, own in zip(cells.tolist(), counts, strict=True)}


def total(found: Iterable[Mix]) -> Mix:
    """All of them together.

    >>> total([Mix(1, 2, 3), Mix(1, 0, 0)])
    Mix(standard=2, custom=2, undetermined=3)
    """
    rows = list(found)
    return Mix(
        sum(one.standard for one in rows), sum(one.custom for one in rows), sum(one.undetermined for one in rows)
    )
