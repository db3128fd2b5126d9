"""The twenty defects of staff lists as people have them; each changes a book and says what the report must name.

They are made in this order, so that a later one meets what an earlier one did: rows, columns, then how it is written.
"""

from dataclasses import dataclass

from tests.imports.messy.book import Book, Deform

XLSX, CSV = "xlsx", "csv"
LANGUAGES = {
    "id": "Personalnummer",
    "title": "Intitulé du poste",
    "team": "Afdeling",
    "region": "Standort",
    "manager": "Responsable hiérarchique",
    "grade": "Tarifgruppe",
    "fte": "ETP",
    "cost": "Jahreskosten",
    "cost_low": "Salario mínimo",
    "cost_high": "Höchstgehalt",
    "hourly": "Stundenlohn",
    "status": "Statut",
}


@dataclass(frozen=True)
class Defect:
    """What it does to a book, and in which formats it exists."""

    deform: Deform
    formats: tuple[str, ...] = (XLSX, CSV)


def duplicated_ids(book: Book) -> None:
    book.rows[7]["id"] = book.rows[3]["id"]
    book.codes.add("repeated-key")


def cyclic_managers(book: Book) -> None:
    book.rows[13]["manager"], book.rows[14]["manager"] = book.rows[14]["id"], book.rows[13]["id"]
    book.cut_links.add(13)
    book.codes.add("manager-cycle")


def pay_bands(book: Book) -> None:
    for row in book.rows:
        cost = row.pop("cost")
        row["cost_low"], row["cost_high"] = cost - 5_000, cost + 5_000
    _replace(book, "cost", {"cost_low": "Pay low", "cost_high": "Pay high"})


def hourly_pay(book: Book) -> None:
    for row in book.rows:
        row["hourly"] = round(row.pop("cost") / 1_720, 2)
    _replace(book, "cost", {"hourly": "Hourly rate"})
    book.words.add("30 of 30 rows have no known pay")


def dates_as_text(book: Book) -> None:
    for number, row in enumerate(book.rows):
        row["start"] = f"{number % 28 + 1}/{number % 12 + 1}/2019" if number % 2 else f"0{number % 9 + 1}.03.2018"
    book.headings["start"] = "Start date"


def line_breaks(book: Book) -> None:
    book.headings["title"] = "Job\ntitle"
    book.rows[4]["region"], book.rows[5]["title"] = "Europe\n", "Head of\nservice"


def mixed_languages(book: Book) -> None:
    for code in book.headings:
        book.headings[code] = LANGUAGES.get(code, book.headings[code])
    for row in book.rows[::2]:
        row["status"] = {"Filled": "besetzt", "Vacant": "vakant"}[row["status"]]


def blank_headers(book: Book) -> None:
    book.headings["grade"] = ""
    book.headings["remark"] = ""
    book.rows[3]["remark"] = "see file"


def header_offset(book: Book) -> None:
    book.above = [["Staff list of the IT division"], ["As of", "31 March"], []]


def trailing_totals(book: Book) -> None:
    book.totals = True
    book.codes.add("total-row")


def merged_cells(book: Book) -> None:
    book.merged_teams = True


def two_sheets(book: Book) -> None:
    book.second_sheet = True
    book.words.add("The sheet “Legend” (2 rows) is left out")


def formulas(book: Book) -> None:
    book.formulas = True


def hidden_rows(book: Book) -> None:
    book.hidden_rows = 4
    book.words.add("4 hidden rows")


def comma_and_dot(book: Book) -> None:
    book.decimal_comma = True


def thousands(book: Book) -> None:
    book.grouped = True


def currency_signs(book: Book) -> None:
    book.currency = "€ {}"


def cp1252(book: Book) -> None:
    book.charset = "cp1252"


def utf16(book: Book) -> None:
    book.charset = "utf-16"


def wrong_dimension(book: Book) -> None:
    book.wrong_dimension = True


def _replace(book: Book, code: str, by: dict[str, str]) -> None:
    headings = list(book.headings.items())
    place = [name for name, _ in headings].index(code)
    book.headings = dict([*headings[:place], *by.items(), *headings[place + 1 :]])


DEFECTS = {
    "duplicated ids": Defect(duplicated_ids),
    "cyclic managers": Defect(cyclic_managers),
    "pay bands": Defect(pay_bands),
    "hourly pay": Defect(hourly_pay),
    "dates as text": Defect(dates_as_text),
    "line breaks in cells": Defect(line_breaks),
    "mixed languages": Defect(mixed_languages),
    "blank headers": Defect(blank_headers),
    "header offset": Defect(header_offset),
    "trailing totals": Defect(trailing_totals),
    "merged cells": Defect(merged_cells),
    "two sheets": Defect(two_sheets, (XLSX,)),
    "formulas": Defect(formulas, (XLSX,)),
    "hidden rows": Defect(hidden_rows, (XLSX,)),
    "comma and dot decimals": Defect(comma_and_dot),
    "thousands separators": Defect(thousands),
    "currency signs": Defect(currency_signs),
    "cp1252": Defect(cp1252, (CSV,)),
    "UTF-16": Defect(utf16, (CSV,)),
    "wrong stated dimension": Defect(wrong_dimension, (XLSX,)),
}
# Two that would overwrite each other; two without a common format are not combinable either.
EXCLUSIVE = ({"pay bands", "hourly pay"}, {"cp1252", "UTF-16"})
