"""Person-free mode: what names somebody comes in as a pseudonym."""

import polars as pl

from core.imports.registry import Importer
from core.models import Import
from core.pseudonyms import pseudonym


def without_persons(incoming: Import, importer: Importer, frame: pl.DataFrame) -> pl.DataFrame:
    """The typed rows with pseudonyms for people and references, where the organisation is person-free."""
    if not incoming.organisation.is_person_free:
        return frame
    named = [one.code for one in importer.fields if one.is_personal or one.is_reference]
    uid = incoming.organisation.uid
    return frame.with_columns(
        pl.col(code)
        .cast(pl.String)
        .replace_strict(
            {text: pseudonym(uid, text) for text in frame[code].drop_nulls().unique().to_list()} or {"": ""},
            default=None,
            return_dtype=pl.String,
        )
        for code in named
        if code in frame.columns
    )
