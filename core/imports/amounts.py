"""Numbers and amounts of a column: the decimal sign, the unit, what they are multiplied by, the currency."""

from collections.abc import Sequence
from functools import cached_property

import polars as pl

from core.figures import minor_per_unit, plural
from core.imports.currencies import Conversion, conversion, currency_of_heading, known_codes, written_codes
from core.imports.numbers import (
    COMMA,
    POINT,
    decimals_of,
    own_decimals,
    sample_of_disagreement,
    to_mixed_numbers,
    to_numbers,
)
from core.imports.registry import Field
from core.imports.sources import columns_read
from core.imports.typed import Cells
from core.imports.units import unit_factor

# Columns of text beside those of the fields: by what a figure is multiplied, and in which currency amounts are.
FACTOR_OF = "_times:{}"
CURRENCY = "_currency"


class Amounts:
    """Reads fields of the kinds number and money; `home` is the organisation's currency."""

    def __init__(self, cells: Cells, fields: Sequence[Field], home: str) -> None:
        self.cells, self.fields, self.home = cells, fields, home

    def read(self, one: Field, text: pl.Series) -> pl.Series:
        """Numbers, of money minor units of the organisation's currency."""
        numbers, others = to_mixed_numbers(text, self._decimal_sign(one))
        if others:
            cells = plural(others, f"cell of “{one.label}” is", f"cells of “{one.label}” are")
            self.cells.note(f"{cells} written with another decimal sign than the rest, and read with it.")
        remedy = "This is no number. Correct the cell, or leave the column out."
        self.cells.reject(one, text, numbers, "no-number", remedy)
        numbers = self._multiplied(one, text, numbers * unit_factor(self.cells.spec.units.get(one.code, "")))
        return self._in_home_currency(one, text, numbers) if one.kind == "money" else numbers

    def _multiplied(self, one: Field, text: pl.Series, numbers: pl.Series) -> pl.Series:
        name = FACTOR_OF.format(one.code)
        if name not in self.cells.texts.columns:
            return numbers
        factors = self.cells.texts[name]
        own = own_decimals(factors)
        product = numbers * to_mixed_numbers(factors, own[0] if len(own) == 1 else self._common_decimal_sign)[0]
        known = text.to_frame("text").select(pl.when(numbers.is_not_null()).then(pl.col("text"))).to_series()
        remedy = "The column by which this is multiplied holds no number here. Correct it, or leave the row out."
        self.cells.reject(one, known, product, "no-factor", remedy)
        return product

    def _in_home_currency(self, one: Field, text: pl.Series, amounts: pl.Series) -> pl.Series:
        if CURRENCY in self.cells.texts.columns:
            amounts = amounts * self._conversion.factors
        else:
            self._note_foreign(one, text)
        return (amounts * minor_per_unit(self.home)).round(0)

    @cached_property
    def _conversion(self) -> Conversion:
        """Each row's rate; a currency without one is a question, asked once."""
        texts = self.cells.texts
        codes, strange = known_codes(texts[CURRENCY], self.cells.spec.rates)
        money = [one for one in self.fields if one.kind == "money"]
        if strange:
            held = plural(strange, "row holds", "rows hold")
            remedy = f"{held} no code such as USD where the currency should be. Choose another column (“currency”)."
            self.cells.ask(money[0], "no-currency", remedy, "")
        has_amount = texts.select(pl.any_horizontal(pl.col(one.code).is_not_null() for one in money)).to_series()
        done = conversion(codes, has_amount, self.cells.spec.rates, self.home)
        self.cells.typed.notes.extend(done.notes)
        self.cells.typed.currencies.extend(
            code for code in codes.drop_nulls().unique(maintain_order=True) if code != self.home
        )
        for code, count in done.unknown.items():
            amounts = plural(count, "row has", "rows have")
            remedy = f"{amounts} amounts in {code}. State how many {self.home} 1 {code} is (mapping: “rates”)."
            self.cells.ask(money[0], "rate-missing", remedy, code, CURRENCY)
        return done

    def _note_foreign(self, one: Field, text: pl.Series) -> None:
        """Amounts that name another currency while nobody said in which they are."""
        codes = written_codes(text)
        foreign = codes.filter((codes != self.home) & codes.is_not_null())
        if len(foreign):
            names = ", ".join(sorted(set(foreign.to_list()))[:5])
            cells = plural(len(foreign), f"amount of “{one.label}” is", f"amounts of “{one.label}” are")
            self.cells.note(f"{cells} written in {names} and count as {self.home}: state the currency and its rate.")
        elif not codes.drop_nulls().len():
            self._note_foreign_heading(one)

    def _note_foreign_heading(self, one: Field) -> None:
        for name in columns_read(self.cells.spec.columns[one.code]):
            code = currency_of_heading(name)
            if code and code != self.home:
                says = f"“{name}” is in {code} by its heading, and counts as {self.home}"
                self.cells.note(f"{says}: state the currency and its rate.")

    def _decimal_sign(self, one: Field) -> str:
        """What the column's own values say; else what is stated; else what the other columns say."""
        own = own_decimals(self.cells.texts[one.code])
        return own[0] if len(own) == 1 else self._common_decimal_sign

    @cached_property
    def _common_decimal_sign(self) -> str:
        """The sign of columns that do not show it themselves."""
        stated = self.cells.spec.decimal
        signs = (stated,) if stated else self._signs_of_open_columns()
        if len(signs) > 1:
            self._ask_decimal_sign()
        return signs[0]

    def _signs_of_open_columns(self) -> tuple[str, ...]:
        """The signs with which the columns that do not show theirs may be read, as the others of the file suggest."""
        signs = {one.code: own_decimals(self.cells.texts[one.code]) for one in self.fields}
        shown = {own[0] for own in signs.values() if len(own) == 1}
        open_columns = [self.cells.texts[code] for code, own in signs.items() if len(own) > 1]
        return tuple(shown) if len(shown) == 1 else decimals_of(open_columns)

    def _ask_decimal_sign(self) -> None:
        """Ask about the first value that could be both; an amount is not spelt out, since not everybody sees pay."""
        texts = self.cells.texts
        open_columns = [one for one in self.fields if len(own_decimals(texts[one.code])) > 1]
        samples = ((one, sample_of_disagreement(texts[one.code])) for one in open_columns)
        one, sample = next((one, sample) for one, sample in samples if sample)
        point, comma = (_reading(sample, sign) for sign in (POINT, COMMA))
        reads = f"“{sample}” reads as {point} with a decimal point and as {comma} with a decimal comma"
        if one.kind == "money":
            reads = "This amount reads differently with a decimal point and with a decimal comma"
        self.cells.ask(one, "ambiguous-number", f"{reads}. State which it is (mapping: “decimal”).", sample)


def _reading(sample: str, decimal: str) -> str:
    number = to_numbers(pl.Series([sample]), decimal)[0]
    return "no number" if number is None else f"{number:,.10g}"
