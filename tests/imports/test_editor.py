"""The mapping's editor: every field can be changed on the page, and ten rows show at once what a change would do."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from core.actor import Right, Role
from core.imports.headless import settled
from core.models import Import
from organisations.models import Membership
from tests.factories import client_for, member

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.usefixtures("parts")]

STOCK = b"Part no,Name,Rate,Hours,Band,Crcy,Kind\n" + b"".join(
    b'%04d,EU-Bolt %d,1%d.50,10,"1,000 - 2,500",USD,heavy\n' % (n, n, n) for n in range(12)
)
PRICES = b"Code,Unit price\n" + b"".join(b"%d,%d.00\n" % (n, n + 1) for n in range(12))
COLUMNS = {"column-0": "key", "column-1": "name"}


@pytest.fixture
def person() -> Membership:
    return member(Role.MODELLER, Right.PAY)


@pytest.fixture
def client(person: Membership) -> Client:
    return client_for(person)


def upload(client: Client, person: Membership, *contents: bytes) -> str:
    files = [SimpleUploadedFile(f"file{number}.csv", content) for number, content in enumerate(contents, 1)]
    address = f"/o/{person.organisation.slug}/imports/upload/"
    page = str(client.post(address, {"kind": "parts", "target_name": "", "files": files})["Location"])
    settled(Import.objects.get())
    return page


def press(client: Client, page: str, **fields: Any) -> dict[str, Any]:
    """Check again with this form; the mapping that it made."""
    answer = client.post(f"{page}mapping/", {"version": Import.objects.get().version, **fields})
    assert answer.status_code == 302
    return dict(settled(Import.objects.get()).report["spec"])


def tried(client: Client, page: str, code: str, **fields: Any) -> list[str]:
    """The words of the trial's cells and questions."""
    text = client.post(f"{page}trial/{code}/", {"version": Import.objects.get().version, **fields}).content.decode()
    found = re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>|field-error\">(?:.*?</svg>)?(.*?)</p>", text, re.DOTALL)
    return [re.sub(r"<[^>]*>", "", cell or question).strip() for cell, question in found]


def test_each_field_is_a_row_with_its_source_in_words(client: Client, person: Membership) -> None:
    page = upload(client, person, STOCK)
    press(client, page, **COLUMNS, **{"column-2": "price", "times-price": "Hours", "unit-price": "monthly"})
    text = client.get(page).content.decode()
    assert "“Rate” × “Hours”, a month (× 12)" in text
    assert "not in this file" in text
    assert "Read as multiplies “Price”" in text


def test_a_pattern_a_product_a_range_and_a_unit_are_stated_in_the_form(client: Client, person: Membership) -> None:
    page = upload(client, person, STOCK)
    spec = press(
        client, page, **COLUMNS,
        **{"regex-name": "^EU-(.*)", "match-name": "take", "replace-name": "ignored"},
        **{"column-2": "price", "times-price": "Hours", "unit-price": "times", "unit-number-price": "1 720,5"},
        **{"column-4": "weight", "part-weight": "high"},
    )  # fmt: skip
    assert spec["columns"]["name"] == {"column": "Name", "regex": "^EU-(.*)"}
    assert spec["columns"]["price"] == {"column": "Rate", "times": "Hours"}
    assert spec["columns"]["weight"] == {"column": "Band", "part": "high"}
    assert spec["units"] == {"price": {"times": 1720.5}}
    again = press(
        client, page, **COLUMNS,
        **{"regex-name": "EU-", "match-name": "replace", "replace-name": "", "column-2": "price", "times-price": ""},
    )  # fmt: skip
    assert again["columns"]["name"] == {"column": "Name", "regex": "EU-", "replace": ""}
    assert again["columns"]["price"] == {"column": "Rate"}
    assert press(client, page, **COLUMNS, **{"regex-name": ""})["columns"]["name"] == {"column": "Name"}


def test_both_ends_of_a_range_come_from_one_column(client: Client, person: Membership) -> None:
    page = upload(client, person, STOCK)
    low = {"column-4": "weight", "part-weight": "low"}
    spec = press(client, page, **COLUMNS, **low, **{"field-price": "Band", "part-price": "high"})
    assert (spec["columns"]["weight"]["part"], spec["columns"]["price"]) == ("low", {"column": "Band", "part": "high"})


def test_a_column_of_currencies_is_proposed_and_its_rate_asked_for(client: Client, person: Membership) -> None:
    page = upload(client, person, STOCK)
    spec = press(client, page, **COLUMNS, **{"column-2": "price"})
    assert (spec["currency"], Import.objects.get().state) == ({"column": "Crcy"}, "read")
    text = client.get(page).content.decode()
    assert 'name="rate-USD"' in text
    assert "1 USD in EUR" in text
    price = {"column-2": "price", "currency-column": "Crcy"}
    spec = press(client, page, **COLUMNS, **price, **{"rate-USD": "0,5"})
    assert (spec["rates"], Import.objects.get().state) == ({"USD": 0.5}, "checked")
    assert "The amounts of 12 rows in USD were converted: 1 USD is 0.5 EUR." in client.get(page).content.decode()
    assert press(client, page, **COLUMNS, **{**price, "currency-column": "", "rate-USD": ""})["rates"] == {}


def test_words_of_a_text_and_of_a_number_are_given_a_meaning(client: Client, person: Membership) -> None:
    page = upload(client, person, STOCK)
    press(client, page, **COLUMNS, **{"column-6": "weight"})
    assert Import.objects.get().counts["rejected"] == 12
    spec = press(client, page, **COLUMNS, **{"column-6": "weight", "value-weight-0": "80"})
    assert (spec["value_maps"], Import.objects.get().counts["rejected"]) == ({"weight": {"heavy": "80"}}, 0)


def test_words_that_mean_nothing_in_one_field_are_stated_between_commas(client: Client, person: Membership) -> None:
    page = upload(client, person, STOCK)
    spec = press(client, page, **COLUMNS, **{"column-6": "weight", "missing-weight": " heavy, light ,"})
    assert (spec["missing_in"], Import.objects.get().counts["rejected"]) == ({"weight": ["heavy", "light"]}, 0)
    assert 'name="missing-weight" value="heavy, light"' in client.get(page).content.decode()
    assert press(client, page, **COLUMNS, **{"column-6": "weight", "missing-weight": ""})["missing_in"] == {}


def test_a_date_says_how_it_is_written_and_is_asked_about_where_it_may_be_two(
    client: Client, person: Membership
) -> None:
    page = upload(client, person, b"Part no,Name,Due on,Made at\nA1,Bolt,5/3/2016,2016-03-25T10:00:00Z\n")
    text = client.get(page).content.decode()
    assert '<option value="%d/%m/%Y">day/month/year (31/12/2026)</option>' in text
    assert "“Made at”, year-month-day hour:minute:second with offset (2026-12-31T15:04:05+01:00)" in text
    assert 'name="format-made"' not in text
    press(client, page, **{"column-0": "key", "column-1": "name", "column-2": "due", "format-due": "%d/%m/%Y"})
    assert "“Due on”, day/month/year (31/12/2026)" in client.get(page).content.decode()


def test_tables_are_joined_in_the_form(client: Client, person: Membership) -> None:
    unlike = PRICES.replace(b"\n3,", b"\n63,").replace(b"\n4,", b"\n64,")
    page = upload(client, person, STOCK, unlike)
    assert "file2.csv" in client.get(page).content.decode()
    spec = press(client, page, **COLUMNS, **{"join-0-left": "Part no", "join-0-right": "1|Code"})
    assert spec["joins"] == [{"table": "file2.csv", "left": "Part no", "right": "Code"}]
    assert Import.objects.get().counts["rows"] == 12
    assert "completes the rows of the others" in client.get(page).content.decode()
    spec = press(client, page, **COLUMNS, **{"join-0-left": "", "join-0-right": ""})
    assert (spec["joins"], Import.objects.get().counts["rows"]) == ([], 24)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"unit-weight": "per", "unit-number-weight": "much"}, "“much” is no number for the unit of “Weight”"),
        ({"rate-USD": "x"}, "“x” is no number for the rate of USD"),
        ({"join-0-left": "Part no", "join-0-right": ""}, "A join needs both columns"),
        ({"regex-name": "("}, "no regular expression"),
    ],
)
def test_what_cannot_be_is_said_and_changes_nothing(
    client: Client, person: Membership, fields: dict[str, str], words: str
) -> None:
    page = upload(client, person, STOCK)
    before = Import.objects.get().report["spec"]
    form = {"version": Import.objects.get().version, **COLUMNS, "column-2": "weight", **fields}
    answer = client.post(f"{page}mapping/", form, follow=True, headers={"Referer": ""})
    assert words in answer.content.decode()
    assert Import.objects.get().report["spec"] == before


def test_ten_rows_show_what_a_change_would_do_and_nothing_is_kept(client: Client, person: Membership) -> None:
    page = upload(client, person, STOCK)
    before = Import.objects.get()
    cells = tried(client, page, "name", **COLUMNS, **{"regex-name": "(Bolt .*)"})
    assert cells[:6] == ["Row", "In the file", "Read as", "2", "EU-Bolt 0", "Bolt 0"]
    assert len(cells) == 3 + 10 * 3
    product = {"column-2": "price", "times-price": "Hours", "currency-column": "", "currency-constant": ""}
    assert tried(client, page, "price", **COLUMNS, **product)[3:6] == ["2", "10.50 × 10", "EUR 105"]
    assert tried(client, page, "weight", **COLUMNS, **{"column-6": "weight"})[3:6] == ["2", "heavy", "cannot be read"]
    (problem,) = tried(client, page, "name", **COLUMNS, **{"regex-name": "("})
    assert "no regular expression" in problem
    after = Import.objects.get()
    assert (after.version, after.report) == (before.version, before.report)


def test_a_trial_masks_what_the_page_masks(client: Client, person: Membership) -> None:
    page = upload(client, person, STOCK)
    unpaid = client_for(member(Role.MODELLER, organisation=person.organisation))
    cells = tried(unpaid, page, "price", **COLUMNS, **{"column-2": "price", "currency-column": ""})
    assert cells[3:6] == ["2", "masked", "masked"]
    # A column that is left out may hold pay; reading it as a text or a number does not show it.
    for code in ("name", "weight"):
        assert "10.50" not in " ".join(tried(unpaid, page, code, **{"column-0": "key", "column-2": code}))


def test_a_viewer_tries_nothing(client: Client, person: Membership) -> None:
    page = upload(client, person, STOCK)
    viewer = client_for(member(Role.VIEWER, organisation=person.organisation))
    assert viewer.post(f"{page}trial/name/", COLUMNS).status_code == 403
