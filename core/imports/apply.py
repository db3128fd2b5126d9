"""From text to types: a mapping applied to the columns of a file, and the cells that do not fit it."""

import polars as pl

from core.figures import plural
from core.imports.amounts import CURRENCY, FACTOR_OF, Amounts
from core.imports.currencies import codes_of
from core.imports.mapping import Spec
from core.imports.moments import Moments
from core.imports.reading.tables import PLACE
from core.imports.registry import Field, Importer
from core.imports.sources import FIGURES, columns_read
from core.imports.texts import text_of, text_or_nothing, without_nothing
from core.imports.typed import Cells, Typed
from core.imports.words import folded

UNKNOWN_WORDS_SHOWN = 50
ROWS_AT_ONCE = 1_000_000
TYPES: dict[str, pl.DataType] = {
    "text": pl.String(),
    "choice": pl.String(),
    "number": pl.Float64(),
    "money": pl.Int64(),
    "instant": pl.Int64(),
    "date": pl.Date(),
}


def applied(raw: pl.DataFrame | pl.LazyFrame, importer: Importer, spec: Spec, currency: str) -> Typed:
    """Apply the mapping to the staged rows; amounts come out in the organisation's currency.

    The rows of a log stay on disk, and its texts are read field by field and kept as codes.
    """
    rows = raw.lazy().filter(pl.col("_sheet").is_in([*spec.sheets, ""])) if spec.sheets else raw.lazy()
    rows = rows.with_columns(pl.col("_sheet").cast(pl.Categorical)) if importer.is_log else rows.collect().lazy()
    fields = [one for one in importer.fields if one.code in spec.columns]
    figures = [one for one in fields if one.kind in FIGURES]
    cells = Cells(_figures(rows, figures, spec), spec)
    amounts, moments = Amounts(cells, figures, currency), Moments(cells)
    columns: dict[str, pl.Series] = {}
    for one in fields:
        if one.kind in FIGURES:
            columns[one.code] = amounts.read(one, cells.texts[one.code]).cast(TYPES[one.kind])
        elif one.kind == "text":
            dtype = pl.Categorical(pl.Categories.random()) if importer.is_log else pl.String()
            columns[one.code] = _text(rows, cells.texts.height, one, spec, dtype)
        else:
            is_coded = one.kind == "choice" and importer.is_log
            dtype = pl.Categorical(pl.Categories.random()) if is_coded else pl.String()
            text = _text(rows, cells.texts.height, one, spec, dtype)
            with cells.reading(one, text):
                read = _choice(cells, one, text) if one.kind == "choice" else moments.read(one, text)
                columns[one.code] = read if is_coded else read.cast(TYPES[one.kind])
    return cells.result(columns)


def _text(rows: pl.LazyFrame, height: int, one: Field, spec: Spec, dtype: pl.DataType) -> pl.Series:
    """A field's text, made in parts: of a long column no more than a part is in memory several times."""
    parts = (columns_of(rows.slice(start, ROWS_AT_ONCE), one, spec) for start in range(0, height, ROWS_AT_ONCE))
    return pl.concat([pl.Series([], dtype=dtype), *(text_or_nothing(part, one, spec).cast(dtype) for part in parts)])


def columns_of(rows: pl.LazyFrame, one: Field, spec: Spec) -> pl.DataFrame:
    """The columns that a field reads, in memory, and the line."""
    present = rows.collect_schema().names()
    wanted = {"_line", *columns_read(spec.columns[one.code])}
    return rows.select(name for name in present if name in wanted).collect()


def _figures(rows: pl.LazyFrame, figures: list[Field], spec: Spec) -> pl.DataFrame:
    """The place, the text of each figure, and what figures are multiplied by and counted in."""
    texts = rows.select(*PLACE).collect()
    for one in figures:
        own = columns_of(rows, one, spec)
        texts = texts.with_columns(text_or_nothing(own, one, spec).alias(one.code))
        if factor := spec.columns[one.code].get("times"):
            texts = texts.with_columns(_stripped(own, {"column": factor}, spec).alias(FACTOR_OF.format(one.code)))
    if spec.currency and any(one.kind == "money" for one in figures):
        texts = texts.with_columns(codes_of(_stripped(rows.collect(), spec.currency, spec)).alias(CURRENCY))
    return texts


def _stripped(rows: pl.DataFrame, source: dict[str, str], spec: Spec) -> pl.Series:
    return without_nothing(text_of(rows, source).str.strip_chars(), spec.missing)


def _choice(cells: Cells, one: Field, text: pl.Series) -> pl.Series:
    distinct = text.drop_nulls().unique(maintain_order=True)
    known = value_map(one, cells.spec.value_maps.get(one.code, {}), distinct)
    unknown = [value for value in distinct if value not in known]
    rows = dict(text.value_counts().iter_rows()) if unknown else {}
    for value in unknown[:UNKNOWN_WORDS_SHOWN]:
        held = plural(rows[value], "row holds it", "rows hold it")
        remedy = f"{held}; the cell stays empty. Say which it is: {', '.join(one.choices)}."
        cells.warn(one, "unknown-value", remedy, value)
    if isinstance(text.dtype, pl.Categorical):
        return _recoded(text, distinct, known)
    ours = {raw: choice or None for raw, choice in known.items()} or {"": None}
    return text.replace_strict(ours, default=None, return_dtype=pl.String)


def _recoded(text: pl.Series, distinct: pl.Series, known: dict[str, str]) -> pl.Series:
    """The choices of a column of codes, again as codes."""
    places = distinct.to_physical().to_list()
    choices: list[str | None] = [None] * (max(places, default=0) + 1)
    for place, raw in zip(places, distinct.cast(pl.String), strict=True):
        choices[place] = known.get(raw) or None
    return pl.Series(choices, dtype=pl.Categorical(pl.Categories.random())).gather(text.to_physical())


def value_map(one: Field, stated: dict[str, str], text: pl.Series) -> dict[str, str]:
    """Our choice for each distinct value of the file: as stated ("" leaves it empty), else where the words agree."""
    words = {folded(choice): choice for choice in one.choices}
    words |= {folded(word): choice for choice, known in one.choice_words.items() for word in known}
    words |= {folded(raw): choice for raw, choice in stated.items()}
    distinct = text.drop_nulls().unique(maintain_order=True).to_list()
    guessed = one.choice_of or (lambda raw: "")
    found = {raw: words[folded(raw)] if folded(raw) in words else guessed(raw) or None for raw in distinct}
    return {raw: choice for raw, choice in found.items() if choice is not None}
