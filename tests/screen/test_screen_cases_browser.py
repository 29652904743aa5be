"""Cases in a real browser: kept as they are typed, opened again, compared, undone, signed off; two people on one."""

import secrets

import pytest

pytestmark = pytest.mark.browser
WAIT = 30_000
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@pytest.fixture
def page_of(browser, address):
    """Open pages, each a session of one officer, with the drawer of the cases unfolded."""
    pages = []

    def opened(who: str, **options: object):
        page = browser.new_page(viewport={"width": 1400, "height": 900}, **options)
        pages.append(page)
        page.set_default_timeout(WAIT)
        page.goto(address)
        page.wait_for_selector("#letter-page >> text=Yours sincerely")
        page.get_by_role("button", name="Cases: open, history").click()
        page.get_by_role("button", name="Its versions").click()
        page.get_by_label("Your name").fill(who)
        return page

    yield opened
    for page in pages:
        page.close()


def begin(page, word: str) -> None:
    """Begin a case of its own, and wait until it is kept."""
    page.locator("#case-new").click()
    page.locator("#case-bar >> text=New case").wait_for()
    page.wait_for_function("document.querySelector('#request-text textarea').value === ''")
    page.locator("#request-text textarea").fill(f"How many drones did {word} fly in 2025?\n")
    page.locator("#notes-text textarea").fill("Q1: not held\nWe searched the flight log.")
    page.get_by_label("Your reference").fill(f"FOI-{word}")
    page.locator("#draft").click()
    page.wait_for_selector("#letter-page >> text=flight log")
    page.locator("#case-bar >> text=Kept at").wait_for()
    page.locator("#case-versions >> text=the letter, new").wait_for()


def find(page, word: str) -> None:
    page.get_by_label("Find a case").fill(word)
    page.locator("#case-look").click()
    page.locator("#case-list label", has_text=word).click()
    page.locator("#case-open").click()
    page.locator("#case-bar >> text=Opened").wait_for()


def notes(page):
    return page.locator("#notes-text textarea")


def test_a_case_is_kept_as_it_is_typed_found_again_undone_and_signed_off(page_of):
    word = "".join(secrets.choice("bdfgklm") for _ in range(8))
    page = page_of("Ann Reyes")
    begin(page, word)
    notes(page).fill("Q1: not held\nWe searched the flight log and the archive.")
    page.locator("#case-versions >> text=typed: ").first.wait_for()
    page.close()  # without a word, as a crash would
    page = page_of("Ben Okoro")
    find(page, word)
    assert "and the archive" in notes(page).input_value()
    assert "flight log" in page.locator("#letter-text textarea").input_value()
    page.locator("#draft").click()
    page.wait_for_selector("#letter-page >> text=and the archive")
    newest = page.locator("#case-versions label", has_text="Ben Okoro drafted").first
    newest.click()
    page.locator("#case-differences ins", has_text="and the archive").wait_for()
    page.locator("#case-undo").click()
    page.locator("#case-said >> text=Taken back").wait_for()
    assert "and the archive" not in page.locator("#letter-text textarea").input_value()
    page.locator("#case-redo").click()
    page.locator("#case-said >> text=Brought back").wait_for()
    page.get_by_role("button", name="Sign it off, or close it").click()
    page.locator("#case-prepare").click()
    page.locator("#case-checklist >> text=Every check ran").wait_for()
    page.get_by_label("Signed off by").fill("the assistant")
    page.locator("#case-sign").click()
    page.locator("#case-said >> text=only a person can decide").wait_for()
    page.get_by_label("Signed off by").fill("Ben Okoro")
    page.locator("#case-sign").click()
    page.locator("#case-bar >> text=closed").wait_for()
    assert "Signed off." in page.locator("#case-said").inner_text()
    assert "disclosure log" in page.locator("#case-said").inner_text()


def test_two_people_on_one_case_are_told_and_nothing_is_overwritten(page_of):
    word = "".join(secrets.choice("bdfgklm") for _ in range(8))
    one, two = page_of("Ann Reyes"), page_of("Ben Okoro")
    begin(one, word)
    find(two, word)
    notes(two).fill("Q1: not held\nBen asked the pilots.")
    one.locator("#case-warning >> text=Ben Okoro typed").wait_for()
    notes(one).fill("Q1: not held\nAnn asked the mechanics.")
    one.locator("#case-versions >> text=kept beside the case").first.wait_for()
    assert one.locator("#case-mine").is_visible()
    one.locator("#case-mine").click()
    one.locator("#case-warning >> text=Ben Okoro").wait_for(state="detached")
    two.locator("#case-warning >> text=Ann Reyes").wait_for()
    two.locator("#case-theirs").click()
    two.wait_for_function("document.querySelector('#notes-text textarea').value.includes('mechanics')")


@pytest.mark.parametrize(("width", "scheme"), [(1400, "dark"), (360, "light")])
def test_the_drawer_unfolded_meets_wcag_and_fits_its_window(page_of, width, scheme):
    """In a dark browser, too, where the page once never came to rest."""
    from axe_playwright_python.sync_playwright import Axe

    page = page_of("Ann Reyes", color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    page.get_by_role("button", name="Sign it off, or close it").click()
    page.get_by_label("The closed ones, too").check()
    page.locator("#case-look").click()
    page.locator("#case-open").click()
    page.locator("#case-said >> text=no case is chosen").or_(
        page.locator("#case-said >> text=No case is chosen")
    ).wait_for()
    page.wait_for_timeout(500)
    found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
    assert not found, [(v["id"], [n["html"][:200] for n in v["nodes"]]) for v in found]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
