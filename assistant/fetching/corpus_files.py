"""A statute's text as files of the corpus, one a provision, and their place in the data folder."""

import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import yaml

from assistant.errors import SettingsError
from assistant.fetching.clml import Provision
from assistant.fetching.clml_head import Effect, Head
from assistant.fetching.clml_words import IN_FORCE
from assistant.fetching.complete import in_order, listed
from assistant.fetching.statutes import LICENCE, PUBLISHER, Statute
from assistant.fetching.store import FOLDER
from assistant.library.lock import only_writer

_NOTES, _REFS = 8, 60


def as_files(statute: Statute, head: Head, provisions: tuple[Provision, ...]) -> dict[str, str]:
    """Return the files of a statute by their names.

    Args:
        statute: which it is.
        head: which version it is, and what is not worked in.
        provisions: of the text.
    """
    files: dict[str, str] = {}
    for provision in provisions:
        name = f"{statute.name}-text-{provision.number.lower().replace(' ', '-')}"
        if provision.extent:
            name += "-" + "".join(word[0] for word in provision.extent.lower().replace(" and ", " ").split())
        files.setdefault(f"{name}.md", _file(name, statute, head, provision))
    return files


def _file(name: str, statute: Statute, head: Head, provision: Provision) -> str:
    scheduled = provision.number.startswith("Schedule")
    word = "" if scheduled else f"{statute.word} "
    slug = f"schedule/{provision.number[9:]}" if scheduled else f"{statute.word}/{provision.number}"
    place = f" ({provision.extent})" if provision.extent else ""
    version = f"text as at {in_words(head.version)}"
    state = version if provision.state == IN_FORCE else f"{provision.state}; {version}"
    front = {
        "id": name,
        "kind": "legislation",
        "title": f"{statute.title}, {word}{provision.number}: {provision.title or 'no heading'}{place} ({state})",
        "regime": statute.regime,
        "section": "" if scheduled else provision.number,
        "word": statute.word,
        "act": statute.act,
        "source": f"{PUBLISHER}/{statute.path}/{slug}".rstrip("/"),
        "checked": head.version,
        "status": "verified" if head.revised else "part",
        "licence": LICENCE,
    }
    parts = [f"## {part.ref}\n\n{part.text.lstrip('#')}" for part in provision.parts if part.state == IN_FORCE]
    opening = any(part.ref == provision.number and part.state == IN_FORCE for part in provision.parts)
    heading = "About this text" if opening else provision.number
    parts.append(f"## {heading}\n\n{_about(statute, head, provision)}")
    yaml_text = yaml.safe_dump(front, allow_unicode=True, sort_keys=False, width=1000)
    return f"---\n{yaml_text}---\n\n" + "\n\n".join(parts) + "\n"


def _about(statute: Statute, head: Head, provision: Provision) -> str:
    """Say which version it is, what of it is law and what is not, and what the publisher has not worked in."""
    where = provision.number if provision.number.startswith("Schedule") else f"{statute.word} {provision.number}"
    told = [f"{statute.title}, {where}: {provision.title or 'no heading'}.", _version(head)]
    if provision.extent:
        told.append(f"It extends to {provision.extent} only.")
    law = [part.ref for part in provision.parts if part.state == IN_FORCE and part.ref != provision.number]
    if provision.state != IN_FORCE:
        told.append(f"The whole is {provision.state}: it is not law, and its words are not kept here.")
    elif law:
        told.append(f"In force: {', '.join(law) if len(law) <= _REFS else listed(law)}.")
    for mark in dict.fromkeys(part.state for part in provision.parts if part.state != IN_FORCE):
        refs = in_order(part.ref for part in provision.parts if part.state == mark)
        if provision.state == IN_FORCE:
            told.append(f"{mark.capitalize()}, so not quoted: {', '.join(refs)}.")
    open_effects = [one for one in head.effects if provision.number in one.bases]
    told += [f"Not worked into this text yet: {one.in_words()}." for one in open_effects[:_NOTES]]
    if len(open_effects) > _NOTES:
        told.append(f"{len(open_effects) - _NOTES} more changes are not worked in: see the publisher's page.")
    if provision.notes:
        told.append("Changed before: " + "; ".join(note.rstrip(".") for note in provision.notes[:_NOTES]) + ".")
    return " ".join(told)


def _version(head: Head) -> str:
    if head.revised:
        return f"The publisher's text as at {in_words(head.version)}."
    return f"The publisher's text as it was first made ({in_words(head.version)}): later amendments are not in it."


def in_words(day: str) -> str:
    """Write an ISO date as "7 April 2026"; "an unknown date" where there is none."""
    if not day:
        return "an unknown date"
    found = date.fromisoformat(day)
    return f"{found.day} {found:%B %Y}"


def outstanding(head: Head, today: date) -> tuple[tuple[Effect, ...], tuple[Effect, ...]]:
    """Return the changes that are in force and not in the text, and those that are to come or have no date."""
    due = tuple(one for one in head.effects if one.since and one.since <= today.isoformat())
    return due, tuple(one for one in head.effects if one not in due)


def effects_in_words(effects: tuple[Effect, ...]) -> str:
    """Say how many changes there are, and to which sections."""
    bases = in_order({base for one in effects for base in one.bases})
    return f"{len(effects)} ({listed(bases)})" if bases else str(len(effects))


def put(name: str, files: Mapping[str, str], data: Path) -> bool:
    """Put a statute's files into the corpus in place of those of its earlier version.

    A run that is killed leaves the old ones, or the new ones whole.

    Returns:
        Whether anything changed.

    Raises:
        SettingsError: the data folder cannot be written.
        LibraryError: another process is bringing the index up to date.
    """
    place, coming, going = (data / part for part in (f"corpus/legislation/{name}", _aside(name), _aside(name, "old")))
    try:
        data.mkdir(parents=True, exist_ok=True)
        with only_writer(data, wait=10):
            if going.is_dir() and not place.is_dir():
                going.rename(place)
            if place.is_dir() and _held(place) == files:
                return False
            for left in (coming, going):
                shutil.rmtree(left, ignore_errors=True)
            coming.mkdir(parents=True)
            for file, text in files.items():
                (coming / file).write_text(text, "utf-8")
            place.parent.mkdir(parents=True, exist_ok=True)
            if place.is_dir():
                place.rename(going)
            coming.rename(place)
            shutil.rmtree(going, ignore_errors=True)
    except OSError as error:
        raise SettingsError(
            f"the data folder cannot be written ({error.strerror})",
            where=str(data),
            todo="Make room or make it writable, or set FOI_DATA to another folder. The earlier text was kept.",
        ) from None
    return True


def _aside(name: str, when: str = "new") -> str:
    return f"{FOLDER}/{name}.{when}"


def _held(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text("utf-8", errors="replace") for path in folder.glob("*.md")}
