"""The screen in a real browser: the sample case from the open page to the downloaded letter."""

import subprocess
import sys
import urllib.error
import urllib.request

import pytest

from assistant import sample

pytestmark = pytest.mark.browser
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
WAIT = 120_000


@pytest.fixture(scope="module")
def asked_for() -> list[str]:
    """Every address that a page asked for."""
    return []


@pytest.fixture
def page(browser, address, asked_for):
    """Open the page afresh; it is ready when the sample letter stands in it."""
    page = browser.new_page(viewport={"width": 1400, "height": 900})
    page.set_default_timeout(WAIT)
    page.on("request", lambda request: asked_for.append(request.url))
    page.goto(address)
    page.wait_for_selector("#letter-page >> text=Yours sincerely")
    yield page
    page.close()


def say(page, message: str) -> str:
    """Send a message and return the assistant's answer."""
    answers = page.locator("#chat [data-testid=bot]")
    before = answers.count()
    page.get_by_label("Your message").fill(message)
    page.get_by_role("button", name="Send").click()
    answers.nth(before).wait_for()
    return answers.nth(before).inner_text()


def test_the_page_opens_with_a_finished_letter_and_the_figures_side_by_side(page):
    letter = page.locator("#letter-page").inner_text()
    assert "Internal review" in letter
    assert "Example Constabulary" in letter
    assert "[c]" in letter
    raw = page.get_by_role("table", name="Your figures (not for release)")
    safe = page.get_by_role("table", name="As it will be published")
    assert raw.get_by_text("low", exact=True).count() == 1
    assert safe.get_by_text("hidden: low", exact=True).count() == 1
    assert safe.get_by_text("hidden: protects another", exact=True).count() >= 1
    assert "must not go out" not in page.locator("#verdict").inner_text()
    assert page.evaluate("document.documentElement.lang") == "en-GB"


def test_the_sources_come_without_a_click(page):
    page.wait_for_selector("#sources-list >> text=Law")


def test_the_chat_explains_decides_and_dates(page):
    assert "40(2)" in say(page, "why is Q1 withheld")
    assert "due on" in say(page, "when is it due")
    assert "Sources" in say(page, "have we answered this before")
    assert "31(1)(a)" in say(page, "withhold Q2 under 31(1)(a)")
    assert "Q2: withhold 31(1)(a)" in page.locator("#notes-text textarea").input_value()
    page.wait_for_selector("#letter-page >> text=31(1)(a)")


def test_what_the_chat_changed_shows_and_is_taken_back(page):
    notes = page.locator("#notes-text textarea")
    before = notes.input_value()
    assert "now one" in say(page, "question 1 and 2 are the same")
    page.wait_for_function("!document.querySelector('#notes-text textarea').value.includes('Q2:')")
    assert "Taken back" in say(page, "undo that")
    page.wait_for_function("document.querySelector('#notes-text textarea').value.includes('Q2:')")
    assert notes.input_value() == before
    assert "due on" in say(page, "received on 3 November 2026")
    assert page.get_by_label("Date received").input_value() == "2026-11-03"


def test_an_edit_that_states_a_low_count_blocks_and_nothing_is_exported(page):
    box = page.locator("#letter-text textarea")
    text = box.input_value()
    box.fill(text.replace("Yours sincerely,", "3 people were de-arrested in 2023.\n\nYours sincerely,"))
    page.wait_for_selector("#verdict >> text=must not go out")
    assert "count." in page.locator("#checks-list").inner_text()
    page.locator("#export-docx").click()
    page.wait_for_selector("text=Not exported.")
    assert page.locator("a[download]").count() == 0
    box.fill(text)
    page.wait_for_selector("#verdict >> text=Nothing stops this letter")


@pytest.mark.parametrize("ending", ["docx", "json"])
def test_the_letter_is_downloaded(page, tmp_path, ending):
    with page.expect_download() as download:
        page.locator(f"#export-{ending}").click()
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)
    assert path.name == f"reply-FOI-SAMPLE.{ending}"
    assert path.read_bytes()[:2] == {"docx": b"PK", "json": b"{\n"}[ending]


def test_a_corrupt_workbook_is_reported_and_nothing_is_lost(page, tmp_path):
    notes = page.locator("#notes-text textarea").input_value()
    bad = tmp_path / "broken.xlsx"
    bad.write_bytes(b"PK\x03\x04 not a workbook")
    with page.expect_file_chooser() as chooser:
        page.locator("#tables-file").click()
    chooser.value.set_files(bad)
    message = page.locator(".foi-problem", has_text="broken.xlsx")
    message.wait_for()
    assert "What to do:" in message.inner_text()
    assert page.locator("#notes-text textarea").input_value() == notes
    assert page.get_by_role("table", name="Your figures (not for release)").is_visible()


def test_a_request_from_a_file_is_split_drafted_and_given_suggestions(page, tmp_path):
    request = tmp_path / "request.txt"
    request.write_text("1. How many stops were made in 2025?\n2. Please send the legal advice on stops.\n", "utf-8")
    with page.expect_file_chooser() as chooser:
        page.locator("#request-file").click()
    chooser.value.set_files(request)
    page.wait_for_selector("text=request.txt is read into the box above.")
    page.wait_for_selector("text=Please send the legal advice on stops.")
    page.locator("#notes-text textarea").fill("")
    page.locator("#draft").click()
    page.wait_for_selector("text=Q2 is not decided: what might apply")
    assert "must not go out" in page.locator("#verdict").inner_text()
    # Only the sample is answered in the name of the sample's authority.
    assert "Example Constabulary" not in page.locator("#letter-page").inner_text()


def test_notes_that_are_not_understood_are_reported_with_their_line(page):
    page.locator("#notes-text textarea").fill("Q1: disclose table arrests.csv\nQ2: withhold 99(9)")
    page.wait_for_selector("text=Something has changed since this letter was drafted.")
    page.locator("#draft").click()
    message = page.locator(".foi-problem", has_text="99(9)")
    message.wait_for()
    assert "line 2" in message.inner_text()
    assert "Q2: withhold 99(9)" in page.locator("#notes-text textarea").input_value()
    assert "Yours sincerely" in page.locator("#letter-page").inner_text()


def test_an_empty_request_is_reported(page):
    page.locator("#request-text textarea").fill("")
    page.locator("#draft").click()
    page.locator(".foi-problem", has_text="The request is empty").wait_for()


@pytest.mark.parametrize("width", [1400, 360])
def test_the_page_meets_wcag_and_fits_its_window(page, width):
    from axe_playwright_python.sync_playwright import Axe

    page.set_viewport_size({"width": width, "height": 800})
    page.locator("#letter-text textarea").press("End")
    say(page, "what does section 31 say")
    found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
    assert not found, [(v["id"], [n["html"][:200] for n in v["nodes"]]) for v in found]
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_keyboard_reaches_every_control_in_the_order_of_the_page(page):
    page.keyboard.press("Tab")
    reached = []
    for _ in range(90):
        reached.append(page.evaluate("document.activeElement.closest('[id]')?.id || document.activeElement.tagName"))
        page.keyboard.press("Tab")
    wanted = [
        "request-text",
        "request-file",
        "tables-file",
        "notes-text",
        "message",
        "draft",
        "letter-text",
        "export-docx",
    ]
    places = [next((i for i, one in enumerate(reached) if one == name), -1) for name in wanted]
    assert -1 not in places, (reached, places)
    assert places == sorted(places)


def test_nothing_is_asked_for_outside_and_nothing_is_kept_in_the_browser(page, address, asked_for):
    outside = [url for url in asked_for if not url.startswith((address, "data:", "blob:"))]
    assert not outside
    kept = page.evaluate("JSON.stringify({...localStorage}) + JSON.stringify({...sessionStorage})")
    assert "arrest" not in kept.lower()
    assert page.evaluate("indexedDB.databases()") == []


@pytest.mark.parametrize("path", ["/etc/hostname", str(sample.TABLE), str(sample.AUTHORITY)])
def test_no_file_but_a_download_is_served(address, path):
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"{address}gradio_api/file={path}", timeout=10)  # noqa: S310 - our own server
    assert refused.value.code in {403, 404}


def test_a_port_in_use_ends_with_status_2_and_names_the_option(address):
    port = address.rsplit(":", 1)[1].strip("/")
    command = [sys.executable, "-m", "assistant", "serve", "--port", port]
    run = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert run.returncode == 2
    assert f"port {port} is in use" in run.stderr
    assert "--port" in run.stderr
    assert "Traceback" not in run.stderr


AREAS = "Arrests by area\nArea,2021,2022,2023,Total\nNorth,12,3,9,24\nSouth,14,22,11,47\nWest,31,2,17,50\nTotal,57,27,37,121\n"


def test_another_way_to_publish_is_compared_chosen_and_decided_about(page, tmp_path):
    """The whole of the figures' part, with everything unfolded, still meets WCAG."""
    from axe_playwright_python.sync_playwright import Axe

    (tmp_path / "areas.csv").write_text(AREAS, "utf-8")
    with page.expect_file_chooser() as chooser:
        page.locator("#tables-file").click()
    chooser.value.set_files(tmp_path / "areas.csv")
    page.get_by_role("heading", name="areas.csv: Arrests by area").wait_for()
    assert page.get_by_role("table", name="As it will be published").nth(1).get_by_text("hidden: low").count() == 2
    page.get_by_role("button", name="Compare other ways to publish it").nth(1).click()
    page.get_by_role("table", name="Ways to publish it").wait_for()
    page.get_by_label("merge categories of Area").check()
    page.get_by_text("No count is low").wait_for()
    page.get_by_label("hide cells").check()
    page.get_by_role("button", name="Release or withhold low counts").click()
    page.get_by_label("Release these low counts").check()
    page.locator("#decision-cells textarea").fill("West, 2022")
    page.get_by_label("Decided by").fill("the assistant")
    page.get_by_role("textbox", name="Reason").fill("Nobody could tell who is meant")
    page.locator("#decide").click()
    assert "What to do:" in page.locator(".foi-problem").inner_text(), "no program decides"
    page.get_by_label("Decided by").fill("Priya Shah")
    page.locator("#decide").click()
    page.get_by_text("released by Priya Shah").wait_for()
    page.get_by_role("button", name="The eight points of the worksheet").click()
    page.get_by_role("button", name="If a table is read wrongly").click()
    page.wait_for_timeout(500)
    found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
    assert not found, [(v["id"], [n["html"][:200] for n in v["nodes"]]) for v in found]


def test_what_must_not_stand_is_taken_out_with_one_click(page):
    letter = page.locator("#letter-text textarea")
    text = letter.input_value()
    letter.fill(text + "\n\nIn May, 3 people complained.\n")
    button = page.get_by_role("button", name="Take out what must not stand")
    button.wait_for()
    button.click()
    page.get_by_text("taken out. Read the sentences again.").wait_for()
    assert "[c] people complained" in letter.input_value()
    page.get_by_role("button", name="Bring back my edited letter").click()
    page.locator("#letter-page >> text=3 people complained").wait_for()
