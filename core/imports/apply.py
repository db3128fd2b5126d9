"""From text to types: a mapping applied to the columns of a file, and the cells that do not fit it."""

import polars as pl

from core.figures import plural
from core.imports.amounts import CURRENCY, FACTOR_OF, Amounts
from core.imports.currencies import codes_of
from core.imports.mapping import Spec
from core.imports.moments import Moments
from core.imports.reading.tables import PLACE
from core.imports.registry import Field, Importer
from core.imports.sources import FIGURES
from core.imports.texts import text_of, text_or_nothing, without_nothing
from core.imports.typed import ROW, Cells, Typed
from core.imports.words import folded

UNKNOWN_WORDS_SHOWN = 50
TYPES: dict[str, pl.DataType] = {
    "text": pl.String(),
    "choice": pl.String(),
    "number": pl.Float64(),
    "money": pl.Int64(),
    "instant": pl.Int64(),
    "date": pl.Date(),
}


def applied(raw: pl.DataFrame, importer: Importer, spec: Spec, currency: str) -> Typed:
    """Apply the mapping to the staged rows; amounts come out in the organisation's currency."""
    rows = raw.filter(pl.col("_sheet").is_in([*spec.sheets, ""])) if spec.sheets else raw
    fields = [one for one in importer.fields if one.code in spec.columns]
    cells = Cells(_texts(rows, fields, spec), spec)
    amounts = Amounts(cells, [one for one in fields if one.kind in FIGURES], currency)
    moments = Moments(cells)
    columns: dict[str, pl.Series] = {}
    for one in fields:
        text = cells.texts[one.code]
        if one.kind in FIGURES:
            values = amounts.read(one, text)
        elif one.kind in ("instant", "date"):
            values = moments.read(one, text)
        else:
            values = _choice(cells, one, text) if one.kind == "choice" else text
        columns[one.code] = values.cast(TYPES[one.kind])
    return cells.result(columns)


def _texts(rows: pl.DataFrame, fields: list[Field], spec: Spec) -> pl.DataFrame:
    """The place, the text of each field, and what its figures are multiplied by and counted in."""
    texts = rows.select(*PLACE).with_row_index(ROW)
    texts = texts.with_columns(text_or_nothing(rows, one, spec).alias(one.code) for one in fields)
    factors = {one.code: spec.columns[one.code]["times"] for one in fields if "times" in spec.columns[one.code]}
    texts = texts.with_columns(
        _stripped(rows, {"column": name}, spec).alias(FACTOR_OF.format(code)) for code, name in factors.items()
    )
    if spec.currency and any(one.kind == "money" for one in fields):
        texts = texts.with_columns(codes_of(_stripped(rows, spec.currency, spec)).alias(CURRENCY))
    return texts


def _stripped(rows: pl.DataFrame, source: dict[str, str], spec: Spec) -> pl.Series:
    return without_nothing(text_of(rows, source).str.strip_chars(), spec.missing)


def _choice(cells: Cells, one: Field, text: pl.Series) -> pl.Series:
    known = value_map(one, cells.spec.value_maps.get(one.code, {}), text)
    unknown = [value for value in text.drop_nulls().unique(maintain_order=True) if value not in known]
    for value in unknown[:UNKNOWN_WORDS_SHOWN]:
        held = plural(int((text == value).sum()), "row holds it", "rows hold it")
        remedy = f"{held}; the cell stays empty. Say which it is: {', '.join(one.choices)}."
        cells.warn(one, "unknown-value", remedy, value)
    ours = {raw: choice or None for raw, choice in known.items()} or {"": None}
    return text.replace_strict(ours, default=None, return_dtype=pl.String)


def value_map(one: Field, stated: dict[str, str], text: pl.Series) -> dict[str, str]:
    """Our choice for each distinct value of the file: as stated ("" leaves it empty), else where the words agree."""
    words = {folded(choice): choice for choice in one.choices}
    words |= {folded(word): choice for choice, known in one.choice_words.items() for word in known}
    words |= {folded(raw): choice for raw, choice in stated.items()}
    distinct = text.drop_nulls().unique(maintain_order=True).to_list()
    return {raw: words[folded(raw)] for raw in distinct if folded(raw) in words}
