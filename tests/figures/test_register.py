"""The register of releases: only what is public is in it, and what bears on a new table is found."""

import csv
import io
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.errors import SettingsError
from assistant.figures.counts import Count
from assistant.figures.earlier.register import Register
from assistant.figures.earlier.register_store import REGISTER
from assistant.figures.earlier.releases import as_release, overlap
from assistant.figures.policy import Policy
from assistant.figures.protect import protect
from assistant.figures.tables import TOTAL, Dimension, Subtotal, Table
from assistant.findings import Verdict

DAY = date(2026, 5, 3)


def wards(counts: Mapping[str, int | None], title: str = "Arrests by ward") -> Table:
    labels = tuple(label for label in counts if label != TOTAL)
    cells = {(label,): None if value is None else Count(label, value) for label, value in counts.items()}
    return Table(title, "wards.csv", "crosstab", "people", (Dimension("Ward", labels),), cells)


def figures(table: Table) -> dict[tuple[str, ...], int | None]:
    return {key: None if count is None else count.value for key, count in table.cells.items()}


@pytest.fixture
def register(tmp_path: Path) -> Register:
    return Register.open(tmp_path)


# --- what goes in


def test_a_protected_table_leaves_only_what_it_shows(register: Register, tmp_path: Path) -> None:
    raw = wards({"w1": 12, "w2": 9, "w3": 3, "w4": 31, TOTAL: 55})
    safe = protect(raw)
    assert register.add_protected(safe, reference="FOI 12/26", on=DAY) == 3
    (found,) = register.tables()
    assert figures(found) == {safe.key_of(cell): cell.value for cell in safe.cells}
    assert None in figures(found).values()
    assert found.source == "FOI 12/26 of 3 May 2026"
    assert {row.value for row in register.rows()} == {12, 31, 55}
    with sqlite3.connect(tmp_path / REGISTER.file) as connection:
        stored = [value for (value,) in connection.execute("SELECT value FROM figures")]
    assert stored.count(None) == 2, "a withheld cell is noted, without a figure"


def test_a_table_that_shows_nothing_is_not_noted(register: Register, tmp_path: Path) -> None:
    blocked = protect(wards({"w1": 3, TOTAL: 3}), released=[wards({"w1": 3})])
    assert blocked.verdict is Verdict.BLOCK
    assert register.add_protected(blocked, reference="FOI 1", on=DAY) == 0
    assert not (tmp_path / REGISTER.file).exists()


def test_what_a_rounded_table_shows_comes_back_as_spans(register: Register) -> None:
    safe = protect(wards({"w1": 12, "w2": 33}), Policy(round_to=5))
    register.add_protected(safe, reference="FOI 2", on=DAY)
    (found,) = register.tables()
    assert (found.round_to, found.threshold) == (5, 5)
    spans = {
        link.cells[0][0]: (link.low, link.high) for link in overlap(wards({"w1": 12, "w2": 33}), found, Policy()).links
    }
    assert spans == {"w1": (8, 12), "w2": (33, 37)}


def test_the_same_release_twice_adds_nothing(register: Register) -> None:
    table = wards({"w1": 20, "w2": None})
    assert register.add_table(table, reference="FOI 3", on=DAY, source="reply.docx") == 1
    assert register.add_table(table, reference="FOI 3", on=DAY, source="copy of reply.docx") == 0
    assert len(register.tables()) == 1
    assert register.add_table(wards({"w1": 21, "w2": None}), reference="FOI 3", on=DAY, source="corrected.docx") == 1


def test_everything_about_a_table_comes_back(register: Register) -> None:
    dimension = Dimension("Area", ("Old", "w1", "w2"), (Subtotal("Old", ("w1", "w2")),))
    cells = {("Old",): Count("", 50), ("w1",): Count("", 20), ("w2",): None}
    table = Table("Arrests, 2023", "a.csv", "long", "events", (dimension,), cells, "Arrests made")
    register.add_table(as_release(table, round_to=10, threshold=6), reference="FOI 4", on=None, source="a.csv")
    (found,) = register.tables()
    assert figures(found) == figures(table)
    assert (found.title, found.unit, found.layout, found.measure) == ("Arrests, 2023", "events", "long", "Arrests made")
    assert found.dimensions == table.dimensions
    assert (found.round_to, found.threshold, found.period, found.on) == (10, 6, "2023", None)
    assert found.source == "FOI 4"


def test_rows_tell_what_was_released_where_and_when(register: Register) -> None:
    safe = protect(wards({"w1": 20, TOTAL: 20}, "Arrests by ward, 2023"))
    register.add_protected(
        safe, reference="FOI 5", on=DAY, measure="Arrests", place="Exampleshire", population="aged under 18"
    )
    row = register.rows()[0]
    assert (row.measure, row.unit, row.population, row.place) == ("Arrests", "people", "aged under 18", "Exampleshire")
    assert (row.period, row.labels, row.value, row.rounded_to) == ("2023", {"Ward": "w1"}, 20, None)
    assert (row.reference, row.date, row.source, row.document) == ("FOI 5", "2026-05-03", "wards.csv", "")
    assert len({one.id for one in register.rows()}) == 2
    assert register.rows(reference="FOI 6") == ()


def test_the_register_as_csv_is_harmless_in_a_spreadsheet(register: Register) -> None:
    register.add_table(wards({"=HYPERLINK(1)": 20}), reference="-1+1", on=DAY, source="a.csv")
    header, row = csv.reader(io.StringIO(register.as_csv()))
    told = dict(zip(header, row, strict=True))
    assert told["labels"] == "Ward: =HYPERLINK(1)"
    assert told["reference"] == "'-1+1"
    assert told["value"] == "20"


# --- what goes out again


def test_a_reply_or_a_document_is_taken_out(register: Register) -> None:
    register.add_table(wards({"w1": 20, "w2": 30}), reference="FOI 6", on=DAY, source="a.md", document="reply-6")
    register.add_table(wards({"w1": 25}), reference="FOI 7", on=DAY, source="b.md", document="reply-7")
    assert register.documents() == {"reply-6", "reply-7"}
    assert register.remove("FOI 8") == register.remove("") == 0
    assert register.remove("reply-6") == 2
    assert register.remove("FOI 7") == 1
    assert register.tables() == ()


def test_a_document_that_changed_is_put_in_the_place_of_what_it_was(register: Register) -> None:
    told = {"reference": "FOI 9", "on": DAY, "source": "a.md"}
    signed_off = wards({"w1": 40})
    register.add_table(signed_off, reference="FOI 10", on=DAY, source="b.csv")
    assert register.put_document("d", [wards({"w1": 20}), wards({"w2": 30})], **told) == 2  # type: ignore[arg-type]
    assert register.put_document("d", [wards({"w1": 20}), wards({"w2": 31})], **told) == 1  # type: ignore[arg-type]
    assert sorted(row.value for row in register.rows(document="d")) == [20, 31]
    assert register.put_document("d", [], **told) == 0  # type: ignore[arg-type]
    assert [row.value for row in register.rows()] == [40], "what was signed off stays"


# --- what bears on a new table


def test_only_releases_of_the_same_measure_are_joined(register: Register) -> None:
    register.add_table(wards({"w1": 19, "w2": 30}), reference="FOI 11", on=DAY, source="a")
    register.add_table(wards({"w1": 19, "w2": 30}, "Complaints by ward"), reference="FOI 12", on=DAY, source="b")
    register.add_table(wards({"x1": 19, "x2": 30}), reference="FOI 13", on=DAY, source="c")
    found = register.overlapping(wards({"w1": 21, "w2": 30}, "Number of arrests"))
    assert [one.source for one in found] == ["FOI 11 of 3 May 2026"]


def test_a_new_table_is_protected_beside_what_the_register_holds(register: Register) -> None:
    """Last year's reply gave three wards and their total; now the fourth, which is low, must not follow."""
    earlier = wards({"w1": 20, "w2": 25, "w3": 9, TOTAL: 54})
    register.add_protected(protect(earlier), reference="FOI 14", on=DAY)
    new = wards({"w1": 20, "w2": 25, "w3": 9, "w4": 3, TOTAL: 57})
    alone = protect(new)
    together = protect(new, released=register.overlapping(new))
    assert {cell.value for cell in alone.cells} != {cell.value for cell in together.cells}
    assert [cell.key["Ward"] for cell in together.cells if cell.value is None] == ["w4", TOTAL]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(5, 60), min_size=1, max_size=5), st.integers(1, 4), st.integers(0, 4))
def test_the_register_finds_every_low_difference(
    tmp_path_factory: pytest.TempPathFactory, counts: list[int], more: int, at: int
) -> None:
    register = Register.open(tmp_path_factory.mktemp("data"))
    changed = at % len(counts)
    named = {f"w{n}": value for n, value in enumerate(counts)}
    register.add_protected(protect(wards(named)), reference="FOI 15", on=DAY)
    later = wards({w: value + more * (n == changed) for n, (w, value) in enumerate(named.items())})
    (found,) = register.overlapping(later)
    links = overlap(later, found, Policy()).links
    assert {link.cells[0][0]: link.difference for link in links if link.difference} == {f"w{changed}": -more}
    assert register.overlapping(wards(named, "Fines for parking")) == ()


# --- the file


def test_nothing_is_written_until_something_is_added(tmp_path: Path) -> None:
    folder = tmp_path / "not yet made"
    register = Register.open(folder)
    assert register.tables() == register.rows() == ()
    assert register.overlapping(wards({"w1": 9})) == ()
    assert register.remove("FOI 1") == 0
    assert register.as_csv().count("\n") == 1
    assert not folder.exists()
    register.add_table(wards({"w1": 9}), reference="FOI 1", on=DAY, source="a")
    assert len(Register.open(folder).rows()) == 1


def test_a_register_of_another_version_is_refused(register: Register, tmp_path: Path) -> None:
    register.add_table(wards({"w1": 9}), reference="FOI 1", on=DAY, source="a")
    with sqlite3.connect(tmp_path / REGISTER.file) as connection:
        connection.execute("PRAGMA user_version = 7")
    with pytest.raises(SettingsError, match="form 7"):
        Register.open(tmp_path)


@pytest.mark.parametrize(
    ("content", "message"), [(b"Ward,Arrests\nw1,20\n" * 99, "cannot be used"), (None, "not a register")]
)
def test_a_file_of_something_else_is_refused_and_left_alone(
    tmp_path: Path, content: bytes | None, message: str
) -> None:
    path = tmp_path / REGISTER.file
    if content is not None:
        path.write_bytes(content)
    else:
        with sqlite3.connect(path) as connection:
            connection.execute("CREATE TABLE mine (a)")
    before = path.read_bytes()
    with pytest.raises(SettingsError, match=message):
        Register.open(tmp_path)
    assert path.read_bytes() == before


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    register = Register.open(tmp_path / "file" / "data")
    with pytest.raises(SettingsError, match="cannot be made"):
        register.add_table(wards({"w1": 9}), reference="FOI 1", on=DAY, source="a")


WRITER = """
import sys
from datetime import date
from pathlib import Path
from assistant.figures.counts import Count
from assistant.figures.earlier.register import Register
from assistant.figures.tables import Dimension, Table
folder, name, number, rows = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
labels = tuple(f"w{n}" for n in range(rows))
for n in range(number):
    cells = {(label,): Count("", 10 + n) for label in labels}
    table = Table("Arrests", "t.csv", "long", "people", (Dimension("Ward", labels),), cells)
    Register.open(folder).add_table(table, reference=f"{name} {n}", on=date(2026, 1, 1), source="t.csv")
    print(n, flush=True)
"""


def test_two_processes_begin_and_fill_one_register(tmp_path: Path) -> None:
    runs = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path), name, "10", "3"], stdout=subprocess.DEVNULL)
        for name in ("A", "B")
    ]
    assert [run.wait(60) for run in runs] == [0, 0]
    assert len(Register.open(tmp_path).tables()) == 20


def test_a_killed_write_leaves_whole_tables(tmp_path: Path) -> None:
    run = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(tmp_path), "A", "1000", "900"], stdout=subprocess.PIPE, text=True
    )
    assert run.stdout is not None
    run.stdout.readline()
    time.sleep(0.05)
    run.send_signal(signal.SIGKILL)
    run.wait(60)
    run.stdout.close()
    register = Register.open(tmp_path)
    tables = register.tables()
    assert tables
    assert {len(table.cells) for table in tables} == {900}
    assert register.add_table(wards({"w1": 9}), reference="FOI 1", on=DAY, source="a") == 1


def test_an_error_half_way_leaves_the_register_as_it_was(register: Register, tmp_path: Path) -> None:
    """The second table of a document cannot be written: the first and the removal are undone with it."""
    told = {"reference": "FOI 9", "on": DAY, "source": "a.md"}
    register.put_document("d", [wards({"w1": 20})], **told)  # type: ignore[arg-type]
    with sqlite3.connect(tmp_path / REGISTER.file) as connection:
        connection.execute(
            "CREATE TRIGGER full BEFORE INSERT ON figures WHEN NEW.value = 99 BEGIN SELECT RAISE(ABORT, 'disk full'); END"
        )
    with pytest.raises(SettingsError):
        register.put_document("d", [wards({"w1": 21}), wards({"w1": 99})], **told)  # type: ignore[arg-type]
    assert [row.value for row in register.rows()] == [20]
