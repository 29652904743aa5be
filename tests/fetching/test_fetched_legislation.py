"""The law's text comes from a site of our own into the corpus: whole or not at all, with its version and what it lacks."""

import json
from datetime import date
from pathlib import Path

import pytest

from assistant.fetching.client import Client
from assistant.fetching.clml import read_clml
from assistant.fetching.complete import gaps, in_order
from assistant.fetching.legislation import fetch_legislation, records, records_in_words
from assistant.fetching.outcome import Outcome
from assistant.fetching.statutes import STATUTES
from assistant.fetching.store import Store
from assistant.law.pack import REGIMES
from assistant.library.documents import read_document
from tests.fetching.made import effect, from_pack, section, statute, sub
from tests.fetching.site import HURRIED, Answer, Site

FOIA = "/ukpga/2000/36/data.xml"
TODAY = date(2026, 11, 23)


def law(content: bytes, tag: str = "") -> Answer:
    return Answer(content, "application/xml", headers={"ETag": tag} if tag else {})


def fetched(site: Site, data: Path, *names: str) -> Outcome:
    with Client(Store(data), HURRIED) as client:
        return fetch_legislation(names, client, data, TODAY, site.address)


def files(data: Path, name: str = "foia") -> dict[str, str]:
    return {path.stem: path.read_text("utf-8") for path in (data / "corpus" / "legislation" / name).glob("*.md")}


@pytest.mark.parametrize("regime", REGIMES)
def test_a_text_with_all_that_the_law_pack_names_is_whole(regime: str) -> None:
    found = gaps(STATUTES[regime], read_clml(statute(*from_pack(regime)), "here"))
    assert (found.whole, found.parts, found.repealed) == ((), (), ())


GAPS = [
    ("a lettered section", "22A", ("22A",), ()),
    ("a section", "40", ("40",), ()),
    ("a lettered subsection is named, and its paragraphs with it", "40(3A)", (), ("40(3A)",)),
    ("one inserted later", "19(2A)", (), ("19(2A)",)),
    ("a limb", "31(1)(a)", (), ("31(1)(a)",)),
]


@pytest.mark.parametrize(("why", "ref", "whole", "parts"), GAPS, ids=[row[0] for row in GAPS])
def test_what_the_law_pack_names_and_the_text_lacks(
    why: str, ref: str, whole: tuple[str, ...], parts: tuple[str, ...]
) -> None:
    found = gaps(STATUTES["foia"], read_clml(statute(*from_pack("foia", without=frozenset({ref}))), "here"))
    assert (found.whole, found.parts) == (whole, parts)


def test_a_provision_of_the_pack_that_is_repealed_is_told_from_one_that_is_missing() -> None:
    text = read_clml(statute(*from_pack("foia", gone=frozenset({"44(1)(b)", "32"}))), "here")
    found = gaps(STATUTES["foia"], text)
    assert (found.whole, found.parts, found.repealed) == ((), (), ("32", "44(1)(b)"))


def test_references_stand_in_the_order_of_a_statute() -> None:
    refs = ["10", "2", "19(2A)", "19(2)", "22A", "22", "19(10)", "Schedule 2"]
    assert in_order(refs) == ["2", "10", "19(2)", "19(2A)", "19(10)", "22", "22A", "Schedule 2"]


def test_the_text_becomes_documents_that_say_which_version_they_are(site: Site, tmp_path: Path) -> None:
    sections = from_pack("foia", gone=frozenset({"44(1)(b)"}))
    site.says(
        FOIA,
        law(
            statute(
                *sections,
                effects=effect("s. 40(2)", "section-40-2") + effect("s. 12", "section-12", since="2027-01-01"),
            )
        ),
    )
    found = fetched(site, tmp_path, "foia")
    assert found.failed == ()
    assert found.came == ("Freedom of Information Act 2000: 56 provisions as at 7 April 2026",)
    assert found.warnings == (
        "Freedom of Information Act 2000: changes in force that are not in the text yet: 1 (40)",
        "Freedom of Information Act 2000: changes to come, or without a date: 1 (12)",
        "Freedom of Information Act 2000: not in force any more or yet, though the digests speak of it: 44(1)(b)",
    )
    document = read_document(tmp_path / "corpus/legislation/foia/foia-text-40.md")
    assert document is not None
    assert document.title == "Freedom of Information Act 2000, section 40: Heading of 40 (text as at 7 April 2026)"
    assert (document.date, document.regime, document.status) == ("2026-04-07", "foia", "verified")
    chunks = {chunk.locator: chunk for chunk in document.chunks}
    assert (
        chunks["section 40(2)(a)"].text
        == "Invented words on lanterns for 40(2). (a) Invented words on lanterns for 40(2)(a)."
    )
    assert chunks["section 40(2)(a)"].sections == ("40(2)(a)",)
    about = chunks["section 40 (About this text)"].text
    assert "Not worked into this text yet: s. 40(2): words inserted by Lanterns (Amendment) Act 2025" in about
    assert "text as at 7 April 2026, fetched" in records_in_words(tmp_path)[0]
    record = records(tmp_path)["foia"]
    assert (record["version"], record["licence"]) == ("2026-04-07", "Open Government Licence v3.0")


def test_many_changes_to_one_provision_are_counted_and_not_all_told(site: Site, tmp_path: Path) -> None:
    many = "".join(effect(f"s. 40({n})", f"section-40-{n}") for n in range(1, 13))
    site.says(FOIA, law(statute(*from_pack("foia"), effects=many)))
    assert fetched(site, tmp_path, "foia").warnings[0].endswith("not in the text yet: 12 (40)")
    text = files(tmp_path)["foia-text-40"]
    assert (text.count("Not worked into"), "4 more changes are not worked in" in text) == (8, True)


def test_what_is_repealed_is_named_and_not_quoted(site: Site, tmp_path: Path) -> None:
    kept = '<Repeal ChangeId="k" RetainText="true">Words that are no longer law.</Repeal>'
    site.says(FOIA, law(statute(*from_pack("foia"), section("90", "Old", sub("1", kept), sub("2", "Law.")))))
    fetched(site, tmp_path, "foia")
    text = files(tmp_path)["foia-text-90"]
    assert "no longer law" not in "".join(files(tmp_path).values())
    assert "Repealed, so not quoted: 90(1)." in text


def test_regulations_and_neighbouring_law_keep_their_own_names(site: Site, tmp_path: Path) -> None:
    for part in STATUTES["dpa"].addresses(""):
        number = part.split("/")[-2]
        schedule = (
            f"<Schedules><Schedule><Number>SCHEDULE {number}</Number><TitleBlock><Title>T</Title></TitleBlock><ScheduleBody>"
            f"{section('5', 'P', sub('1', 'Scheduled.'))}</ScheduleBody></Schedule></Schedules>"
        )
        body = [] if "schedule" in part else [section(number, "Data", sub("1", "Of people."))]
        site.says(part, law(statute(*body, schedules=schedule if "schedule" in part else "")))
    site.says(
        "/uksi/2004/3244/data.xml",
        law(statute(section("3", "Limit", "£600."), section("4", "Cost", "£25."), status="final")),
    )
    found = fetched(site, tmp_path, "dpa", "fees")
    assert found.failed == ()
    assert any("as first made" in one for one in found.warnings)
    fees = read_document(tmp_path / "corpus/legislation/fees/fees-text-3.md")
    data = read_document(tmp_path / "corpus/legislation/dpa/dpa-text-15.md")
    schedule_2 = read_document(tmp_path / "corpus/legislation/dpa/dpa-text-schedule-2.md")
    assert fees
    assert data
    assert schedule_2
    assert (fees.chunks[0].locator, fees.sections, fees.regime) == ("regulation 3", ("fees 3",), "")
    assert (data.chunks[0].locator, data.chunks[0].sections) == ("section 15(1)", ("dpa 15(1)",))
    assert schedule_2.chunks[0].locator == "Schedule 2, paragraph 5(1)"


BAD = [
    (
        "a mirror that drops a lettered section",
        law(statute(*from_pack("foia", without=frozenset({"22A"})))),
        "22A is missing",
    ),
    ("garbage", law(b"<html>"), "no whole XML"),
    ("an entity bomb", law(b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'), "entities"),
    ("a notice in place of the law", Answer("<html></html>", "text/html"), "text/html"),
    ("a scan only", law(statute(count=0)), "no provisions"),
    ("always busy", Answer(status=503), "503"),
    ("not there", Answer(status=404), "404"),
    ("stops half-way", Answer(statute(*from_pack("foia")), "text/xml", cut=500), "half-way"),
]


@pytest.mark.parametrize(("why", "answer", "said"), BAD, ids=[row[0] for row in BAD])
def test_what_is_not_whole_is_named_and_the_earlier_text_stays(
    site: Site, tmp_path: Path, why: str, answer: Answer, said: str
) -> None:
    site.says(FOIA, law(statute(*from_pack("foia"))))
    fetched(site, tmp_path, "foia")
    before, record = files(tmp_path), records(tmp_path)
    site.says(FOIA, answer)
    found = fetched(site, tmp_path, "foia")
    assert found.came == ()
    assert said in found.failed[0]
    assert "\n" not in found.failed[0]
    assert (files(tmp_path), records(tmp_path)) == (before, record)


def test_one_that_fails_does_not_stop_the_next_and_the_next_run_gets_it(site: Site, tmp_path: Path) -> None:
    site.says(FOIA, law(b"<html>", '"1"'))
    site.says("/uksi/2004/3391/data.xml", law(statute(*from_pack("eir"))))
    found = fetched(site, tmp_path, "foia", "eir")
    assert (len(found.came), len(found.failed)) == (1, 1)
    site.says(FOIA, law(statute(*from_pack("foia")), '"1"'))
    assert fetched(site, tmp_path, "foia").failed == (), "the garbage was not kept with its tag"


def test_an_unchanged_text_is_not_written_again(site: Site, tmp_path: Path) -> None:
    site.says(FOIA, law(statute(*from_pack("foia")), '"1"'))
    fetched(site, tmp_path, "foia")
    path = tmp_path / "corpus/legislation/foia/foia-text-40.md"
    before = path.stat().st_mtime_ns
    assert fetched(site, tmp_path, "foia").came[0].endswith("nothing new")
    assert path.stat().st_mtime_ns == before


def test_a_provision_that_left_the_text_leaves_the_corpus(site: Site, tmp_path: Path) -> None:
    site.says(FOIA, law(statute(*from_pack("foia"), section("90", "Passing", "Soon gone."))))
    fetched(site, tmp_path, "foia")
    assert "foia-text-90" in files(tmp_path)
    site.says(FOIA, law(statute(*from_pack("foia"))))
    fetched(site, tmp_path, "foia")
    assert "foia-text-90" not in files(tmp_path)


def test_a_run_killed_between_the_two_renamings_is_mended(site: Site, tmp_path: Path) -> None:
    site.says(FOIA, law(statute(*from_pack("foia"))))
    fetched(site, tmp_path, "foia")
    before = files(tmp_path)
    (tmp_path / "corpus/legislation/foia").rename(tmp_path / "fetched/foia.old")
    fetched(site, tmp_path, "foia")
    assert files(tmp_path) == before
    assert json.loads((tmp_path / "fetched/legislation.json").read_text("utf-8"))["foia"]["provisions"] == 56
