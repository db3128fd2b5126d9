"""The way of each ticket through the groups, drawn slot by slot from the habits of a tower organisation."""

import numpy as np
import numpy.typing as npt

from sample.generator.clock import Ints
from sample.generator.demand import PLACES, Demand
from sample.generator.groups import BRIDGE, VENDOR, Groups

Flags = npt.NDArray[np.bool_]
_SERVER, _END_USER = PLACES.index("Server"), PLACES.index("End user")

# Probabilities of what happens on the way. Users call the desk or straight the tower they know; a desk solves little
# of what belongs to a tower; level 2 of the wrong tower is tried first, work is thrown back, other towers are asked.
_AT_DESK = 0.66
_DESK_SOLVES = 0.45
_LEVEL_1_AFTER_DESK = 0.5
_LEVEL_1_ASKS_DESK = 0.16
_WRONG_TOWER = 0.17
_BACK_AFTER_WRONG_TOWER, _BACK = 0.25, 0.05
_OTHER_TOWER = (0.12, 0.04, 0.08, 0.30)  # by kind of ticket
_RETURN_FROM_OTHER = 0.45
_BRIDGE_AT_P1, _VENDOR_AT_LEVEL_3 = 0.25, 0.12
_LEVEL_3_RETURNS, _LEVEL_3_AGAIN = 0.18, 0.3


def routes(tickets: Demand, groups: Groups, rng: np.random.Generator) -> Ints:
    """Return group indices, one row per ticket, -1 after its last step; neighbours differ."""
    return _collapsed(np.stack(_Habits(tickets, groups, rng).slots(), axis=1))


class _Habits:
    """Draws the slots; each is a column of group indices, -1 where the ticket skips it."""

    def __init__(self, tickets: Demand, groups: Groups, rng: np.random.Generator) -> None:
        self._tickets, self._groups, self._rng = tickets, groups, rng
        self._count = len(tickets.tower)
        self._second_line = groups.lookup(("support", "field", "digital operations"))
        self._desk = groups.lookup(("desk",))[_END_USER, tickets.region]
        self._first = self._first_line()
        self._second = self._second_line[tickets.tower, tickets.region]
        self._third = groups.lookup(("engineering", "digital engineering"))[tickets.tower, tickets.region]

    def slots(self) -> list[Ints]:
        """Return the slots in the order in which a ticket meets them."""
        return [*self._entry_slots(), *self._level_2_slots(), *self._level_3_slots(), self._hands()]

    def _first_line(self) -> Ints:
        """Return level 1 of the ticket's tower; digital products lean on the servers', workplaces on the desk."""
        table = self._groups.lookup(("operations", "desk"))
        table[PLACES.index("Digital")] = table[_SERVER]
        return table[self._tickets.tower, self._tickets.region]

    def _chance(self, probability: float | npt.NDArray[np.float64]) -> Flags:
        return np.asarray(self._rng.random(self._count) < probability)

    def _entry_slots(self) -> list[Ints]:
        at_desk = (self._tickets.origin == 0) & self._chance(_AT_DESK)
        rises = np.where(self._tickets.level == 1, 1 - _DESK_SOLVES, _LEVEL_1_AFTER_DESK)
        to_tower = at_desk & self._chance(rises) & (self._first != self._desk)
        asks = to_tower & self._chance(_LEVEL_1_ASKS_DESK)
        return [
            np.where(at_desk, self._desk, self._first),
            _where(to_tower, self._first),
            _where(asks, self._desk),
            _where(asks, self._first),
        ]

    def _level_2_slots(self) -> list[Ints]:
        rises = self._tickets.level >= 2
        wrong = rises & self._chance(_WRONG_TOWER)
        wrong_group = self._second_of_another_tower()
        back = rises & self._chance(np.where(wrong, _BACK_AFTER_WRONG_TOWER, _BACK))
        returned_to = np.where(wrong, wrong_group, self._first)
        asked = rises & self._chance(np.array(_OTHER_TOWER)[self._tickets.kind])
        bridge = rises & (self._tickets.priority == 1) & self._chance(_BRIDGE_AT_P1)
        return [
            _where(wrong, wrong_group),
            _where(rises, self._second),
            _where(back, returned_to),
            _where(back, self._second),
            _where(bridge, self._groups.names.index(BRIDGE)),
            _where(asked, self._second_of_another_tower()),
            _where(bridge | (asked & self._chance(_RETURN_FROM_OTHER)), self._second),
        ]

    def _level_3_slots(self) -> list[Ints]:
        rises = self._tickets.level == 3
        returned = rises & self._chance(_LEVEL_3_RETURNS)
        return [
            _where(rises, self._third),
            _where(rises & self._chance(_VENDOR_AT_LEVEL_3), self._groups.names.index(VENDOR)),
            _where(returned, self._second),
            _where(returned & self._chance(_LEVEL_3_AGAIN), self._third),
        ]

    def _hands(self) -> Ints:
        at_office = self._second_line[_END_USER, self._tickets.region]
        in_data_centre = self._groups.lookup(("data centre",))[_SERVER, self._tickets.region]
        return np.select([self._tickets.touch == 1, self._tickets.touch == 2], [at_office, in_data_centre], default=-1)

    def _second_of_another_tower(self) -> Ints:
        step = self._rng.integers(1, len(PLACES), self._count)
        return np.asarray(self._second_line[(self._tickets.tower + step) % len(PLACES), self._tickets.region])


def _where(flags: Flags, group: Ints | int) -> Ints:
    return np.where(flags, group, -1)


def _collapsed(slots: Ints) -> Ints:
    """Close the gaps and merge equal neighbours.

    >>> _collapsed(np.array([[3, -1, 3, 5, -1, 3]])).tolist()
    [[3, 5, 3, -1, -1, -1]]
    """
    closed = _closed_up(slots)
    closed[:, 1:][closed[:, 1:] == closed[:, :-1]] = -1
    return _closed_up(closed)


def _closed_up(slots: Ints) -> Ints:
    order = np.argsort(slots < 0, axis=1, kind="stable")
    return np.take_along_axis(slots, order, axis=1)
