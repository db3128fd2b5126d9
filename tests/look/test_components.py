"""Components write what they are given, escape it, and leave out what is not there."""

from collections.abc import Callable

import pytest

Render = Callable[..., str]


def test_pages_carry_no_inline_script_style_or_handler(page_of: Callable[[str], str]) -> None:
    for name in ("dashboard", "today", "handoffs", "import", "drawer"):
        markup = page_of(name)
        assert "<style" not in markup
        assert " onclick" not in markup
        assert "hx-on" not in markup
        assert markup.count("<script") == markup.count("<script src") + markup.count(
            '<script type="module"'
        ) + markup.count('type="application/json"')


def test_a_range_stands_on_its_axis(page_of: Callable[[str], str]) -> None:
    markup = page_of("dashboard")
    assert 'class="range-mark" style="--at:56.67%"' in markup
    assert "Range 4.1% to 9.7%, likely 6.8%; Benchmark 5–10%" in markup


def test_a_name_from_an_import_is_never_markup(render: Render) -> None:
    hostile = "</script><b>x"
    markup = render("components/chart.html", kind="bars", id="c", data={"unit": hostile}, caption=hostile)
    assert hostile not in markup
    assert "\\u003C/script\\u003E" in markup


def test_a_heat_map_cell_is_a_dot_for_nothing_and_keeps_a_mask(render: Render) -> None:
    row = {
        "label": "Reporting",
        "cells": [{"text": "", "step": 0}, {"text": "<5", "step": 1}, {"text": "4.5", "step": 7}],
    }
    markup = render("components/heat_table.html", heat={"caption": "FTE", "columns": ["a", "b", "c"], "rows": [row]})
    assert '<td class="h0"><span><span aria-hidden="true">·</span>' in markup
    assert '<td class="h1"><span>&lt;5</span>' in markup
    assert '<td class="h7"><span>4.5</span>' in markup


def test_a_matrix_hatches_its_diagonal_and_links_its_cells(render: Render) -> None:
    cells = [{"is_self": True}, {"step": 9, "text": "42", "url": "/pair", "title": "A to B: 42 handoffs"}]
    matrix = {"columns": [{"label": "A"}, {"label": "B"}], "rows": [{"label": "A", "cells": cells, "total": "42"}]}
    markup = render("components/matrix.html", matrix=matrix)
    assert '<td class="self"></td>' in markup
    assert '<td class="m9"><a href="/pair" title="A to B: 42 handoffs"' in markup


def test_phases_are_named_for_those_who_do_not_see_colours(render: Render) -> None:
    phases = {"plan": 9, "build": 26, "run": 59, "support": 6}
    markup = render("components/phase_bar.html", phases=phases, whole=100, label="Effort")
    assert 'aria-label="Effort: plan 9.00%, build 26.00%, run 59.00%, support 6.00%"' in markup


@pytest.mark.parametrize(("level", "bars"), [("measured", 4), ("surveyed", 3), ("benchmark", 2), ("assumed", 1)])
def test_evidence_has_bars_and_a_word(render: Render, level: str, bars: int) -> None:
    markup = render("components/evidence.html", level=level)
    assert f"evidence-{bars}" in markup
    assert level.capitalize() in markup


def test_an_error_box_gives_place_remedy_and_request(render: Render) -> None:
    parts = {"title": "Row 14 cannot be read.", "text": "Write 2019-04-03.", "where": "row 14", "request_id": "7f3a"}
    markup = render("components/notice.html", tone="bad", **parts)
    assert 'role="alert"' in markup
    assert all(part in markup for part in (*list(parts.values())[:3], "Request 7f3a"))


def test_progress_polls_until_it_ended(render: Render) -> None:
    run = {"name": "Replay", "share": 0.62, "text": "62%, about 40 s left", "poll_url": "/run"}
    going, ended = (render("components/progress.html", run=run | {"is_ended": end}) for end in (False, True))
    assert 'hx-get="/run"' in going
    assert 'aria-valuenow="62"' in going
    assert "hx-get" not in ended


def test_a_conflict_shows_both_values(render: Render) -> None:
    conflict = {"field": "Reach", "yours": "Global", "theirs": "Regional"}
    markup = render("errors/409.html", conflicts=[conflict], changed_by="M. Okafor")
    assert all(words in markup for words in ("Reach", "Global", "Regional", "M. Okafor saved a newer version"))


@pytest.mark.parametrize("code", ["403", "404", "500"])
def test_an_error_page_renders_with_nothing_but_a_request_id(render: Render, code: str) -> None:
    assert "Request 7f3a91c2" in render(f"errors/{code}.html", request_id="7f3a91c2")


def test_totals_that_come_out_even_are_not_said_to_differ(render: Render) -> None:
    because = [{"label": "in the log already", "value": 1}, {"label": "of the files among them", "value": -1}]
    events = {"label": "Events", "unit": "events", "in_file": 2, "after_import": 2, "difference": 0, "because": because}
    assert "differ by" not in render("core/_import_totals.html", totals=[events])
    events = events | {"after_import": 3, "difference": 1, "because": because[:1]}
    markup = " ".join(render("core/_import_totals.html", totals=[events]).split())
    assert "Events differ by 1 in the log already." in markup
