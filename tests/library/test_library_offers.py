"""Folders, archives and e-mails are opened within bounds; what is bad in them is named and the rest goes in."""

import io
import stat
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest
from compound import message
from library_corpus import LETTER, Opener

from assistant.errors import InputError
from assistant.library import Library, offers
from assistant.library.countdown import Countdown
from assistant.library.offers import Offer, offers_of

SECOND = LETTER.replace("tasers", "drones").replace("FOI/24/17", "FOI/24/18")


def archive(*members: tuple[str, bytes | str], **packing: int) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", **packing) as file:  # type: ignore[arg-type]
        for name, content in members:
            file.writestr(name, content)
    return held.getvalue()


def opened(path: Path, scratch: Path) -> tuple[list[str], list[str]]:
    """Return the names of what can be read, and the errors of the rest."""
    scratch.mkdir()
    read, refused = [], []
    for one in offers_of(path, scratch):
        if isinstance(one, Offer):
            assert one.path.is_file()
            assert one.path.resolve().is_relative_to(path.parent.resolve())
            read.append(one.where)
        else:
            refused.append(str(one))
    return read, refused


def linked() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as file:
        entry = zipfile.ZipInfo("link.txt")
        entry.external_attr = (stat.S_IFLNK | 0o777) << 16
        file.writestr(entry, "/etc/hostname")
    return held.getvalue()


def locked() -> bytes:
    data = bytearray(archive(("a.txt", "x" * 40)))
    data[6] |= 1
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


INNER = archive(("c.txt", LETTER))


@pytest.mark.parametrize(
    ("data", "read", "says", "why"),
    [
        (archive(("a.txt", LETTER), ("in/b.md", SECOND)), ["a.zip/a.txt", "a.zip/in/b.md"], "", "files in folders"),
        (archive(("b.zip", INNER)), ["a.zip/b.zip/c.txt"], "", "an archive in an archive"),
        (archive(("b.zip", archive(("c.zip", INNER)))), [], "this deep", "one archive too many"),
        (archive(("../out.txt", LETTER), ("a.txt", LETTER)), ["a.zip/a.txt"], "outside", "a path that climbs out"),
        (archive(("in/../../out.txt", LETTER)), [], "outside", "one that climbs out later"),
        (archive(("/etc/out.txt", LETTER)), [], "outside", "a path from the root"),
        (archive(("C:\\out.txt", LETTER)), [], "outside", "a path on a drive"),
        (archive(("..\\out.txt", LETTER)), [], "outside", "one that climbs as Windows writes it"),
        (linked(), [], "outside", "a link"),
        (archive(("a..txt", LETTER)), ["a.zip/a..txt"], "", "two dots in a name climb nowhere"),
        (locked(), [], "password", "a member behind a password"),
        (archive(("a.exe", b"MZ")), [], ".exe is not a kind", "a kind that is not read"),
        (archive(("__MACOSX/a.txt", "x"), (".hidden.txt", "x")), [], "", "what a Mac adds"),
        (b"no archive", [], "damaged", "no archive"),
        (archive(("a.txt", LETTER * 50))[:-300], [], "damaged", "cut off"),
    ],
)
def test_an_archive_is_opened_within_bounds(tmp_path: Path, data: bytes, read: list[str], says: str, why: str) -> None:
    (tmp_path / "a.zip").write_bytes(data)
    found, refused = opened(tmp_path / "a.zip", tmp_path / "scratch")
    assert found == read, why
    assert [says in one for one in refused] == ([True] if says else []), why
    assert not (tmp_path / "out.txt").exists(), why
    assert not [one for one in (tmp_path / "scratch").rglob("*") if one.is_file()], "nothing is left lying about"


def test_a_bomb_by_ratio_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    bomb = archive(("a.txt", b"\0" * 40_000_000), compression=zipfile.ZIP_DEFLATED)
    assert len(bomb) < 100_000
    (tmp_path / "a.zip").write_bytes(bomb)
    found, refused = opened(tmp_path / "a.zip", tmp_path / "scratch")
    assert found == []
    assert "far more" in refused[0]


@pytest.mark.parametrize(
    ("limit", "value", "data"),
    [
        ("files", 3, archive(*((f"{n}.txt", "x") for n in range(4)))),
        ("size", 1000, archive(("a.txt", "x" * 1001))),
        ("size", 1000, archive(("a.zip", archive(("b.txt", "x" * 500))))),
    ],
)  # fmt: skip
def test_a_bomb_by_size_or_number_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, value: int, data: bytes
) -> None:
    """The bounds are lowered, so that the test need not make a gigabyte; archives inside count too."""
    whole = offers._Budget
    monkeypatch.setattr(offers, "_Budget", lambda: whole(**{limit: value}))
    (tmp_path / "a.zip").write_bytes(data)
    _, refused = opened(tmp_path / "a.zip", tmp_path / "scratch")
    assert any("far more" in one for one in refused)


def email(body: str, *attached: tuple[str, bytes]) -> bytes:
    mail = EmailMessage()
    mail["Subject"], mail["From"] = "Your request", "jo.officer@example.org"
    mail.set_content(body)
    for name, content in attached:
        mail.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return mail.as_bytes()


SHORT = "Please find our reply attached."


@pytest.mark.parametrize(
    ("name", "data", "read", "why"),
    [
        ("a.eml", email(LETTER), ["a.eml"], "a reply in the e-mail itself"),
        ("a.eml", email(SHORT, ("r.txt", LETTER.encode())), ["a.eml/r.txt"], "a cover note is no reply"),
        ("a.eml", email(LETTER, ("r.md", SECOND.encode())), ["a.eml", "a.eml/r.md"], "both say something"),
        ("a.eml", email(LETTER, ("logo.png", b"x")), ["a.eml"], "a picture is no letter"),
        ("a.eml", email(SHORT), ["a.eml"], "nothing attached: the e-mail is judged"),
        ("a.eml", email(SHORT, ("../../r.txt", b"x")), ["a.eml/r.txt"], "a name that climbs out"),
        ("a.msg", message("S", SHORT, attached={"r.txt": LETTER.encode()}), ["a.msg/r.txt"], "the same from Outlook"),
    ],
)  # fmt: skip
def test_what_came_with_an_email(tmp_path: Path, name: str, data: bytes, read: list[str], why: str) -> None:
    (tmp_path / name).write_bytes(data)
    assert opened(tmp_path / name, tmp_path / "scratch") == (read, []), why


def test_a_folder_of_every_kind_goes_in_and_the_bad_are_listed(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "offered"
    folder.mkdir()
    (folder / "a.zip").write_bytes(archive(("one.txt", LETTER), ("two.exe", b"MZ")))
    (folder / "b.eml").write_bytes(email(SHORT, ("r.txt", SECOND.encode())))
    (folder / "c.zip").write_bytes(b"no archive")
    (folder / "d.pdf").write_bytes(b"no PDF")
    with (folder / "e.txt").open("wb") as large:
        large.truncate(300_000_000)
    (folder / "f.html").write_text("<nav>" + "<a>Service</a>" * 50 + "</nav>", "utf-8")
    changes = library.add([folder], progress=lambda _: None)
    assert changes.added == 2
    assert [problem.split(":")[0] for problem in changes.problems] == [
        "a.zip/two.exe", "c.zip", "d.pdf", "e.txt", "f.html",
    ]  # fmt: skip
    assert "300 MB" in changes.problems[3]


class Reads:
    """Counts the files that are read."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        from assistant.library import intake

        self.names: list[str] = []
        read_file = intake.read_file

        def counted(path: Path, where: str):
            self.names.append(where)
            return read_file(path, where)

        monkeypatch.setattr(intake, "read_file", counted)


def test_a_file_that_is_offered_again_is_not_read_again(
    open_library: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library, reads = open_library(), Reads(monkeypatch)
    (tmp_path / "a.zip").write_bytes(archive(("one.txt", LETTER)))
    (tmp_path / "two.txt").write_text(SECOND, "utf-8")
    offered = [tmp_path / "a.zip", tmp_path / "two.txt"]
    library.add(offered, progress=lambda _: None)
    assert reads.names == ["a.zip/one.txt", "two.txt"]
    again = open_library().add(offered, progress=lambda _: None)
    assert (reads.names[2:], again.done, again.problems) == ([], 0, ())


def test_a_file_that_changed_replaces_what_it_was(library: Library, tmp_path: Path) -> None:
    for words in (LETTER, SECOND):
        (tmp_path / "letter.txt").write_text(words, "utf-8")
        library.add([tmp_path / "letter.txt"], progress=lambda _: None)
    (mine,) = [entry for entry in library.documents() if entry.own]
    assert mine.title.startswith("FOI/24/18")
    assert not [one for one in library.search("how many tasers do you hold") if one.own and "tasers" in one.question]


def test_two_logs_of_one_name_stay_two(library: Library, tmp_path: Path) -> None:
    for folder, bird in (("a", "swans"), ("b", "ducks")):
        (tmp_path / folder).mkdir()
        log = f"Ref,Request\n1,How many {bird}?\n2,How fast are the {bird}?\n"
        (tmp_path / folder / "log.csv").write_text(log, "utf-8")
    assert library.add([tmp_path / "a", tmp_path / "b"], progress=lambda _: None).added == 4


def test_two_files_of_one_id_in_one_run_are_named(library: Library, tmp_path: Path) -> None:
    front = "---\nid: mine\nkind: response\ntitle: Mine\n---\n\n## Request\n\nHow many {}?\n"
    for name, bird in (("a.md", "swans"), ("b.md", "ducks")):
        (tmp_path / name).write_text(front.format(bird), "utf-8")
    changes = library.add([tmp_path / "a.md", tmp_path / "b.md"], progress=lambda _: None)
    assert changes.added == 1
    assert "b.md" in changes.problems[0]
    assert "a.md" in changes.problems[0]


def test_the_countdown_tells_how_much_and_how_long() -> None:
    said: list[str] = []
    seconds = iter([0.0, 1.0, 4.0, 4.5, 10.0])
    countdown = Countdown(said.append, 1000, "files", clock=lambda: next(seconds))
    for done in (10, 20, 25, 1000):
        countdown.at(done)
    assert said == ["  20 of 1000 files, about 3 minutes left", "  1000 of 1000 files"]


@pytest.mark.parametrize(
    ("each", "left"),
    [(0.1, "about a second"), (8.0, "about 80 seconds"), (12.0, "about 2 minutes"), (600.0, "about 2 hours")],
)
def test_the_time_left_is_told_in_round_words(each: float, left: str) -> None:
    said: list[str] = []
    seconds = iter([0.0, max(each, 2.0)])
    done = round(max(each, 2.0) / each)
    Countdown(said.append, done + 10, "files", clock=lambda: next(seconds)).at(done)
    assert said == [f"  {done} of {done + 10} files, {left} left"]


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    (error,) = offers_of(tmp_path / "none.txt", tmp_path)
    assert isinstance(error, InputError)
    assert "none.txt" in str(error)


def test_the_status_remembers_what_was_refused_until_it_is_mended(library: Library, tmp_path: Path) -> None:
    bad = tmp_path / "letter.txt"
    bad.write_text("too short", "utf-8")
    library.add([bad], progress=lambda _: None)
    (problem,) = library.status().problems
    assert "letter.txt: too few words" in problem
    bad.write_text(LETTER, "utf-8")
    library.add([bad], progress=lambda _: None)
    assert library.status().problems == ()


def test_the_status_lists_every_file_with_its_chunks(library: Library, tmp_path: Path) -> None:
    own = tmp_path / "data" / "corpus"
    own.mkdir()
    (own / "bad.csv").write_text("A,B\n1,2\n", "utf-8")
    (own / "notes.xyz").write_text("x", "utf-8")
    library.sync(lambda _: None)
    status = library.status()
    listed = {one["file"]: one for one in status.as_json()["files"]}  # type: ignore[attr-defined]
    assert (listed["packaged/responses/parking.md"]["chunks"], listed["packaged/responses/parking.md"]["problem"]) == (
        2,
        None,
    )
    assert "no column is recognised" in listed["own/bad.csv"]["problem"]
    assert "not a kind of file" in listed["own/notes.xyz"]["problem"]
    words = status.in_words()
    assert "own/bad.csv  (0 chunks; not in the index)" in words
    assert "packaged/responses/parking.md" in words


def test_the_second_file_of_an_id_goes_in_when_the_first_has_gone(library: Library, tmp_path: Path) -> None:
    own = tmp_path / "data" / "corpus"
    own.mkdir()
    text = "---\nid: mine\nkind: response\ntitle: {0}\n---\n\n## Request\n\nHow many {0}?\n"
    (own / "a.md").write_text(text.format("swans"), "utf-8")
    (own / "b.md").write_text(text.format("ducks"), "utf-8")
    assert "own/a.md" in library.sync(lambda _: None).problems[0]
    (own / "a.md").unlink()
    changes = library.sync(lambda _: None)
    assert (changes.problems, library.status().problems) == ((), ())
    assert library.search("how many ducks")[0].document_id == "mine"
