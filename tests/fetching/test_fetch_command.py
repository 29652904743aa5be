"""``foi corpus fetch`` as an officer runs it: status 0, or 2 with what to do; never a traceback."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.fetching.site import Answer, Site

ROOT = Path(__file__).parents[2]


def run(tmp_path: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    environment = {"FOI_DATA": str(tmp_path), "PYTHONPATH": str(ROOT), "PATH": "", "no_proxy": "127.0.0.1"}
    command = [sys.executable, "-m", "assistant", "corpus", "fetch", *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=environment, cwd=tmp_path, check=False)


FAILS = [
    ("an unknown name", ["hansard"], "nothing to fetch by the name 'hansard'"),
    ("a site that does not answer", ["http://127.0.0.1:1/foi/"], "1 of 1 could not be fetched"),
    ("nothing named", [], "Missing argument"),
]


@pytest.mark.parametrize(("why", "arguments", "said"), FAILS, ids=[row[0] for row in FAILS])
def test_what_fails_ends_with_status_2(tmp_path: Path, why: str, arguments: list[str], said: str) -> None:
    done = run(tmp_path, *arguments)
    assert (done.returncode, "Traceback" in done.stderr) == (2, False)
    assert said in done.stderr
    assert 1 <= len([line for line in done.stderr.splitlines() if line]) <= 2


def test_bank_holidays_are_fetched_without_the_index(site: Site, tmp_path: Path) -> None:
    days = [f'{{"title": "Lamp Day", "date": "2026-03-{day:02}"}}' for day in range(2, 13)]
    parts = ", ".join(
        f'"{part}": {{"events": [{", ".join(days)}]}}' for part in ("england-and-wales", "scotland", "northern-ireland")
    )
    site.says("/bank-holidays.json", Answer(f"{{{parts}}}", "application/json"))
    done = run(tmp_path, f"{site.address}/bank-holidays.json")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Bank holidays of the United Kingdom, 2026 to 2026, fetched on" in done.stdout
    assert not (tmp_path / "library.db").exists()
    counted = subprocess.run(
        [sys.executable, "-m", "assistant", "deadline", "--received", "2026-02-27"],
        capture_output=True,
        text=True,
        env={"FOI_DATA": str(tmp_path), "PYTHONPATH": str(ROOT), "PATH": ""},
        check=True,
    )
    assert "Lamp Day" in counted.stdout
    assert "Bank holidays as fetched from GOV.UK on" in counted.stdout
