"""Classes of spans are read with a dash between the figures; the key of a stored figure keeps its hyphen."""

import csv

import pytest
from django.urls import reverse

from core.models import Run
from core.runs.worker import execute_here
from metrics.kinds import spans
from metrics.models import Result
from tests.factories import client_for
from tests.metrics.golden_database import Golden

pytestmark = pytest.mark.django_db
CLASSES = ["1", "2–3", "4–7", "8–12", "13–16", "17+"]


def test_the_page_and_its_download_write_a_dash(golden: Golden) -> None:
    browser, address = client_for(golden.member), reverse("spans", args=[golden.organisation.slug])
    page = browser.get(address).text
    assert [name for name in CLASSES if f'<th scope="row">{name}</th>' not in page] == []
    assert '<th scope="row">2-3' not in page
    download = browser.get(address, {"format": "csv"}).getvalue().decode("utf-8-sig").splitlines()
    assert {row["Class"] for row in csv.DictReader(download)} == {"8–12", "17+"}


def test_a_stored_figure_is_labelled_with_a_dash_and_keyed_with_a_hyphen(golden: Golden) -> None:
    assert execute_here(spans.request(golden.actor, golden.baseline)).state == Run.State.DONE
    stored = Result.objects.filter(metric="managers_by_span").order_by("id")
    assert [figure.d1_label for figure in stored] == CLASSES
    assert [figure.d1_key for figure in stored] == [name.replace("–", "-") for name in CLASSES]
    (pair,) = [figure for figure in stored if figure.d1_key == "2-3"]
    how = client_for(golden.member).get(reverse("how", args=[golden.organisation.slug, pair.run.uid, pair.pk])).text
    assert "Managers by number of direct reports: 2–3" in how
