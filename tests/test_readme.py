"""The README says what is true now."""

import re
import subprocess
import sys
from pathlib import Path

from assistant.cli import app, corpus, releases
from assistant.notes import parse_notes
from assistant.settings import Authority, Settings

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")


def test_the_protected_sample_is_what_the_command_prints() -> None:
    block = README.split("$ foi protect assistant/sample/arrests.csv\n", 1)[1].split("\n```", 1)[0]
    run = subprocess.run(
        [sys.executable, "-m", "assistant", "protect", "assistant/sample/arrests.csv"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=True,
    )
    assert run.stdout.strip() == block.strip()


def test_every_setting_is_listed_and_every_listed_one_exists() -> None:
    listed = set(re.findall(r"`FOI_([A-Z_]+)`", README))
    assert listed == {name.upper() for name in Settings.model_fields}


def test_every_command_is_listed() -> None:
    names = {command.name or command.callback.__name__ for command in app.registered_commands}  # type: ignore[union-attr]
    names |= {command.name or "" for command in corpus.registered_commands}
    for command in releases.registered_commands:
        assert f"`{command.name}`" in README or f"`foi releases {command.name}`" in README, command.name
    for name in names:
        assert f"`{name}`" in README or f"`foi {name}" in README or f"`foi corpus {name}`" in README, name


def test_the_profile_s_fields_are_listed() -> None:
    for name in Authority.model_fields:
        assert f"`{name}`" in README, name


def test_the_notes_shown_are_understood() -> None:
    block = README.split("## The officer's notes", 1)[1].split("```", 2)[1]
    assert len(parse_notes(block).instructions) == 8


def test_the_folders_shown_exist() -> None:
    for name in ("assistant", "corpus", "prompts", "evals", "tests"):
        assert f"\n{name}/" in README
        assert (ROOT / name).is_dir()


def test_every_flag_of_protect_is_listed() -> None:
    import inspect

    from assistant import cli

    plain = re.sub(r"```.*?```", "", README, flags=re.DOTALL)
    told = {flag for text in re.findall(r"`([^`]+)`", plain) for flag in re.findall(r"--[a-z-]+", text)}
    for name, parameter in inspect.signature(cli.protect).parameters.items():
        option = parameter.annotation.__metadata__[0]
        # The first word that is given to an option stands where a default would, and is a flag too.
        words = [option.default, *(option.param_decls or ())]
        declared = [word for word in words if isinstance(word, str) and word.startswith("--")]
        if name != "table":
            assert (declared or [f"--{name.replace('_', '-')}"])[0] in told, name
