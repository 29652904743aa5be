"""The officer's figures beside what will be published."""

from pathlib import Path

import pytest

from assistant import sample
from assistant.figures.officer import officers_cells
from assistant.figures.policy import Policy
from assistant.figures.protect import protect
from assistant.figures.tables import read_table
from assistant.screen import grids


@pytest.fixture
def sample_table():
    return read_table(sample.TABLE)


def test_both_tables_stand_with_captions_and_labels(sample_table):
    shown = grids.side_by_side(sample_table, protect(sample_table, Policy()), Policy())
    assert "<caption>Your figures (not for release)</caption>" in shown
    assert "<caption>As it will be published</caption>" in shown
    assert shown.count('<th scope="row">2023</th>') == 2
    assert '3 <span class="foi-tag">low</span>' in shown
    assert '[c] <span class="foi-tag">hidden: low</span>' in shown
    assert '[c] <span class="foi-tag">hidden: protects another</span>' in shown


def test_the_published_side_holds_no_hidden_figure(sample_table):
    shown = grids.side_by_side(sample_table, protect(sample_table, Policy()), Policy())
    published = shown.split("As it will be published</caption>")[1].split("</table>")[0]
    assert "<td>3" not in published
    assert "<td>57" not in published or "<td>54" not in published


def test_a_table_of_things_has_no_low_figure(sample_table):
    table = sample_table.with_unit("items")
    shown = grids.side_by_side(table, protect(table, Policy()), Policy())
    assert "foi-low" not in shown
    assert "hidden:" not in shown


def test_labels_are_escaped(tmp_path: Path):
    path = tmp_path / "t.csv"
    path.write_text("Area,<b>A</b>,B\n<i>North</i>,12,30\nSouth,9,41\n", "utf-8")
    table = read_table(path)
    shown = grids.side_by_side(table, protect(table, Policy()), Policy())
    assert "<i>" not in shown
    assert "&lt;i&gt;North" in shown


def test_what_the_page_is_given_has_no_text_form_of_a_count(sample_table):
    cells = officers_cells(sample_table, Policy())
    assert "3" not in repr(cells[("2023", "De-arrested")])
    assert cells[("2023", "De-arrested")].low
    assert not cells[("2024", "De-arrested")].low
