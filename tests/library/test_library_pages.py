"""Web pages lose what surrounds their words, and nothing else."""

from pathlib import Path

import pytest
from library_corpus import Opener

from assistant.errors import InputError
from assistant.library.pages import is_furniture, page_text, without_furniture
from assistant.library.readers import read_file

SURROUNDINGS = ("cookie", "beta", "Leave this site", "technical problem", "Customise")
REPLY = (
    "You asked how many swans live on the boating lake. We hold this information. There were forty swans when they "
    "were last counted by the warden."
)


def page(body: str) -> str:
    return f"<html><head><title>Swans</title></head><body class='js has-cookie-banner'>{body}</body></html>"


@pytest.mark.parametrize(
    ("extra", "lost", "why"),
    [
        (
            "<div id='cookie-banner'><p>We set crumbs on your device.</p></div>",
            "crumbs",
            "an element named for cookies",
        ),
        ("<nav><ul><li>Bins</li><li>Schools</li></ul></nav>", "Bins", "a menu by its element"),
        ("<div role='navigation'>Bins</div>", "Bins", "a menu by its role"),
        ("<div class='govuk-phase-banner'>This is new</div>", "This is new", "a beta banner by its class"),
        ("<header><nav>Bins</nav>Town crest</header>", "Town crest", "a header that holds a menu is the site's"),
        ("<footer>Town Hall, open nine to five</footer>", "Town Hall", "a footer"),
        ("<div hidden>Saved</div>", "Saved", "what no reader sees until a script shows it"),
        ("<p>Skip to main content</p>", "Skip", "a notice by its words, at the top"),
        ("<ol class='breadcrumbs'><li>Home of swans</li></ol>", "Home of swans", "where the page lies"),
    ],
)
def test_what_surrounds_a_page_goes(extra: str, lost: str, why: str) -> None:
    text = page_text(page(f"{extra}<h1>FOI 7</h1><p>{REPLY}</p>"), "page.html")
    assert lost not in text, why
    assert REPLY in text, why
    assert "FOI 7" in text, why


@pytest.mark.parametrize(
    ("body", "kept", "why"),
    [
        ("<header><h1>FOI 7: swans</h1></header><p>{}</p>", "FOI 7: swans", "the header of an article is its title"),
        ("<div class='menu-layout'><main><p>{}</p></main></div>", "forty", "a wrapper named for a menu holds the page"),
        ("<main><p>{}</p><p>The lunch menu cost £4.</p></main>", "lunch menu", "a word is not an element's name"),
        ("<main><p>{}</p><p class='menus-total'>9</p></main>", "9", "a longer name that only begins alike"),
        ("<p>{}<nav>Bins</nav> and more</p>", "and more", "words that follow what was taken out"),
        ("<main><p>Short</p></main><div>{}</div>", "forty", "a main element without words is not the page"),
    ],
)
def test_near_misses_stay(body: str, kept: str, why: str) -> None:
    assert kept in page_text(page(body.format(REPLY)), "page.html"), why


@pytest.mark.parametrize(
    ("line", "is_one", "why"),
    [
        ("We use some essential cookies to make our website work.", True, "a cookie notice"),
        ("We’d like to set additional cookies so we can remember you.", True, "its second sentence"),
        ("Your cookie preferences have been saved.", True, "its answer"),
        ("This site is a beta, which means it's a work in progress.", True, "a beta banner"),
        ("Quick exit", True, "a button to leave"),
        ("Was this page helpful? Yes No", True, "a question to the reader"),
        ("How many cookies did the canteen sell in 2023?", False, "a question about biscuits"),
        ("You asked which cookies our website sets.", False, "a request about cookies"),
        ("Home Office figures for 2023", False, "begins like an entry of a menu"),
        ("Leave this question unanswered", False, "begins like a button"),
        ("", False, "an empty line"),
    ],
)
def test_a_line_is_furniture_or_not(line: str, is_one: bool, why: str) -> None:
    assert is_furniture(line) is is_one, why


def test_a_notice_between_the_words_of_a_letter_stays() -> None:
    body = [f"Sentence number {n} of the reply." for n in range(8)]
    text = "\n".join(["Menu", *body, "Cookie settings", *body, "Back to top"])
    kept = without_furniture(text)
    assert "Cookie settings" in kept
    assert "Menu" not in kept
    assert "Back to top" not in kept


@pytest.mark.parametrize(
    "body",
    [
        "<nav>" + "".join(f"<a href='#'>Service {n}</a>" for n in range(60)) + "</nav>",
        "<p>Menu</p><p>Search</p><p>Cookie settings</p><p>Contact us</p>",
    ],
)
def test_a_page_of_only_menus_is_named(body: str) -> None:
    with pytest.raises(InputError, match="menus and notices") as raised:
        page_text(page(body), "swans.html")
    assert "swans.html" in str(raised.value)
    assert raised.value.todo


def test_a_page_pasted_as_text_of_our_own_making(tmp_path: Path) -> None:
    text = (
        "Quick exit\nWe use essential cookies to make this website work.\nCookie settings\nThis page is a beta version.\n"
        "Freedom of Information request reference no: EX/24/7\n\nI note you seek access to the following information:\n\n"
        f"How many swans live on the lake, by year?\n\nI have decided to disclose it.\n\n{REPLY}\n\nBack to top\nPrivacy\n"
    )
    (tmp_path / "pasted.txt").write_text(text, "utf-8")
    (document,) = read_file(tmp_path / "pasted.txt", "pasted.txt")
    held = " ".join(chunk.text for chunk in document.chunks)
    assert document.title.startswith("EX/24/7: How many swans")
    assert "swans" in held
    assert not [word for word in (*SURROUNDINGS, "Quick exit", "Privacy") if word.lower() in held.lower()]


def test_the_seed_page_loses_its_notices_and_keeps_its_reply(shared: Path, open_library: Opener) -> None:
    seed = shared / "seeds" / "met-01.FOI.24.036192.txt"
    (document,) = read_file(seed, seed.name)
    held = "\n".join(chunk.text for chunk in document.chunks)
    assert not [word for word in SURROUNDINGS if word.lower() in held.lower()]
    assert "incompatible with the first Data Protection principle" in held
    library = open_library()
    assert library.add([seed], progress=lambda _: None).problems == ()
    assert library.search("wrongly arrested following a live facial recognition match")[0].own
