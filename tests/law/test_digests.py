"""The digests in the corpus say what the packs say: same provisions, same titles, same standing."""

import re

import pytest
import yaml

from assistant.law.pack import REGIMES, load_pack
from assistant.resources import data_folder

REQUIRED = [*range(1, 4), *range(8, 18), 19, *range(21, 45), 45, 50, 77]
HEADING = re.compile(r"^## (\S+)(?: (.+))?$", re.M)


def digests(regime):
    for path in sorted((data_folder("corpus") / "legislation" / regime).glob("*.md")):
        _, front, body = path.read_text("utf-8").split("---\n", 2)
        yield path.stem, yaml.safe_load(front), body


@pytest.mark.parametrize("regime", REGIMES)
def test_front_matter(regime):
    for name, front, _ in digests(regime):
        assert front["id"] == name
        assert (front["kind"], front["regime"]) == ("legislation", regime), name
        assert front["source"].startswith("https://"), name
        assert front["status"] in {"verified", "part", "unverified"}, name
        assert load_pack(regime).exists(str(front["section"])), name


@pytest.mark.parametrize("regime", REGIMES)
def test_every_heading_is_a_provision(regime):
    pack = load_pack(regime)
    for name, front, body in digests(regime):
        for ref, _ in HEADING.findall(body):
            assert pack.exists(ref), (name, ref)
            assert ref.split("(")[0] == str(front["section"]), (name, ref)


@pytest.mark.parametrize("regime", REGIMES)
def test_every_provision_has_a_heading_with_its_title(regime):
    headings = {heading for _, _, body in digests(regime) for heading in HEADING.findall(body)}
    assert {(one.ref, one.title) for one in load_pack(regime).provisions} - headings == set()


def test_sections_that_an_officer_needs():
    sections = {str(front["section"]) for _, front, _ in digests("foia")}
    assert {str(number) for number in REQUIRED} - sections == set()


@pytest.mark.parametrize("regime", REGIMES)
def test_a_digest_does_not_call_a_qualified_exemption_absolute(regime):
    pack = load_pack(regime)
    for name, _, body in digests(regime):
        for part in re.split(r"^(?=## )", body, flags=re.M):
            match = HEADING.match(part)
            if match and "It is absolute" in part:
                assert pack.find(match.group(1)).absolute, (name, match.group(1))
