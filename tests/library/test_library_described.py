"""What a reply's file does not say is asked for, and what the officer says of it is kept for as long as the reply is."""

from pathlib import Path

import pytest
from library_corpus import Opener

from assistant.errors import InputError, LibraryError

BARE = (
    "You asked for the following information\nHow many drones does the council own, and what did each of them cost?\n\n"
    "We confirm that the council owns some drones, which our parks service flies over the meadows and the lake.\n"
)


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    file = tmp_path / "drones.txt"
    file.write_text(BARE, "utf-8")
    return file


def test_what_a_letter_does_not_say_is_asked_for(open_library: Opener, letter: Path) -> None:
    library = open_library()
    (asked,) = library.add([letter]).asked
    assert "does not say its authority or date or outcome" in asked
    assert "foi corpus describe own-drones-" in asked
    assert library.add([letter]).asked == (), "a file that is offered again is not read again"


def test_a_letter_that_says_all_is_not_asked_about(open_library: Opener, tmp_path: Path) -> None:
    file = tmp_path / "whole.txt"
    file.write_text(f"Ashford Council\n\n12 March 2025\n\n{BARE}\nPlease find the list attached.\n", "utf-8")
    assert open_library().add([file]).asked == ()


def test_what_the_officer_says_is_kept(open_library: Opener, letter: Path) -> None:
    library = open_library()
    library.add([letter])
    (name,) = (entry.id for entry in library.documents() if entry.own)
    library.describe(name, {"authority": "Ashford Council", "date": "2025-03-12"})
    library.describe(name, {"outcome": "partial", "sections": "40(2), 31(1)(a)", "status": "superseded"})
    (found,) = (one for one in library.search("drones over the meadows", kind="responses", k=1))
    assert (found.authority, found.date, found.outcome, found.status) == (
        "Ashford Council",
        "2025-03-12",
        "partial",
        "superseded",
    )
    assert set(found.sections) == {"40(2)", "31(1)(a)"}
    assert "parks service flies over the meadows" in found.text, "its words stay as they are"
    library.add([letter])
    assert library.search("drones over the meadows", kind="responses", k=1)[0].date == "2025-03-12"


def test_it_holds_of_the_reply_s_next_form(open_library: Opener, letter: Path) -> None:
    library = open_library()
    library.add([letter])
    (name,) = (entry.id for entry in library.documents() if entry.own)
    library.describe(name, {"date": "2025-03-12"})
    letter.write_text(BARE + "They are flown by two wardens of the parks service in the summer months only.\n", "utf-8")
    (asked,) = library.add([letter]).asked
    assert "does not say its authority or outcome" in asked
    (entry,) = (entry for entry in library.documents() if entry.own)
    assert (entry.id != name, entry.date) == (True, "2025-03-12")


REFUSED = [
    ("a day that is none", {"date": "12/03/2025"}, "is no date"),
    ("an outcome that is none", {"outcome": "refused"}, "is no outcome"),
    ("an Act that is none", {"regime": "gdpr"}, "is no regime"),
    ("a section that does not exist", {"sections": "40(2), 99(1)"}, "has no 99(1)"),
    ("words for a section", {"sections": "the police one"}, "has no the police one"),
    ("a section of the other Act", {"regime": "foisa", "sections": "40(2)"}, "has no 40(2)"),
]  # fmt: skip


@pytest.mark.parametrize(("why", "said", "told"), REFUSED, ids=[row[0] for row in REFUSED])
def test_what_cannot_be_is_refused_and_changes_nothing(
    why: str, said: dict[str, str], told: str, open_library: Opener, letter: Path
) -> None:
    library = open_library()
    library.add([letter])
    (before,) = (entry for entry in library.documents() if entry.own)
    with pytest.raises(InputError, match=told.replace("(", r"\(").replace(")", r"\)")):
        library.describe(before.id, said)
    assert [entry for entry in library.documents() if entry.own] == [before], why


def test_only_replies_that_were_added_are_described(open_library: Opener) -> None:
    with pytest.raises(LibraryError, match="is no reply that you added"):
        open_library().describe("own-nothing", {"date": "2025-03-12"})
