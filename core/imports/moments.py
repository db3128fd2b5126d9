"""Dates and instants of a column: the form that is stated or certain, and the time zone that somebody stated."""

import polars as pl

from core.figures import plural
from core.imports.date_words import form_in_words
from core.imports.dates import dates_of, has_offset, in_utc, parsed
from core.imports.registry import Field
from core.imports.typed import Cells


class Moments:
    """Reads fields of the kinds date and instant."""

    def __init__(self, cells: Cells) -> None:
        self.cells, self.zone = cells, cells.spec.time_zone

    def read(self, one: Field, text: pl.Series) -> pl.Series:
        """Days, or epoch microseconds UTC; null where the form or the zone is still to be said."""
        form = self.cells.spec.formats.get(one.code) or self._certain_format(one, text)
        if not form:
            return pl.repeat(None, text.len(), dtype=pl.Int64, eager=True)
        moments = parsed(text, form)
        remedy = f"This is no date of the form {form_in_words(form)}. Correct the cell."
        self.cells.reject(one, text, moments, "no-date", remedy)
        if one.kind == "date":
            return moments.dt.date()
        if has_offset(form):
            return moments.dt.epoch("us")
        return self._in_stated_zone(one, text, moments)

    def _certain_format(self, one: Field, text: pl.Series) -> str:
        dates = dates_of(text)
        self.cells.typed.dates[one.code] = dates
        if dates.is_ambiguous:
            first, second = map(form_in_words, dates.formats[:2])
            remedy = (
                f"“{dates.sample}” reads as {dates.readings[0]} and as {dates.readings[1]}. State which it is: "
                f"{first} or {second} (mapping: “formats”, “{one.code}”)."
            )
            self.cells.ask(one, "ambiguous-date", remedy, dates.sample)
            if one.kind == "instant" and not any(map(has_offset, dates.formats)):
                self._require_zone(one, text)
        elif not dates.chosen and text.null_count() < text.len():
            sample = str(text.drop_nulls()[0])
            remedy = f"No date format fits this column. State one (mapping: “formats”, “{one.code}”)."
            self.cells.ask(one, "unknown-date-format", remedy, sample)
        return dates.chosen

    def _require_zone(self, one: Field, text: pl.Series) -> bool:
        """True if the zone is stated; else ask for it."""
        if not self.zone:
            sample = str(text.drop_nulls()[0]) if text.null_count() < text.len() else ""
            remedy = "The times carry no offset. State their time zone (mapping: “time_zone”, command: --time-zone)."
            self.cells.ask(one, "time-zone-missing", remedy, sample)
        return bool(self.zone)

    def _in_stated_zone(self, one: Field, text: pl.Series, moments: pl.Series) -> pl.Series:
        if not self._require_zone(one, text):
            return pl.repeat(None, text.len(), dtype=pl.Int64, eager=True)
        instants, doubled = in_utc(moments, self.zone)
        if instants.null_count() > moments.null_count():
            remedy = f"This time is skipped by summer time in {self.zone}. Is the time zone right?"
            self.cells.reject(one, moments.dt.to_string("%Y-%m-%d %H:%M:%S"), instants, "no-such-time", remedy)
        if doubled:
            occur = plural(doubled, f"time of “{one.label}” occurs", f"times of “{one.label}” occur")
            self.cells.note(f"{occur} twice when summer time ends; the first is taken.")
        return instants
