"""What an officer says of a past reply that its file does not say: whose it is, of when, and how it ended."""

import re
from collections.abc import Mapping
from datetime import date

from assistant.errors import InputError
from assistant.law.pack import load_pack
from assistant.library.documents import OUTCOMES, REGIMES, STATUSES, Document
from assistant.library.sections import normalised

# What every past reply should say of itself: without them it is found, but neither aged nor weighed by how it ended.
WANTED = ("authority", "date", "outcome")
_FRONT = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)


def lacking(document: Document) -> tuple[str, ...]:
    """Return what a past reply does not say of itself."""
    return tuple(name for name in WANTED if document.kind == "response" and not getattr(document, name))


def lacks_in_words(name: str, missing: tuple[str, ...]) -> str:
    """Ask for what a past reply does not say."""
    asked = " ".join(f"--{one} …" for one in missing)
    return f"{name} does not say its {' or '.join(missing)}. If you know: foi corpus describe {name} {asked}"


def checked(said: Mapping[str, str], regime: str) -> dict[str, str | list[str]]:
    """Check what an officer says of a reply.

    Args:
        said: by field: authority, date (ISO), regime, outcome, sections (with commas between), status.
        regime: of the reply, where ``said`` names none.

    Returns:
        The fields as the corpus's format has them.

    Raises:
        InputError: a value is none that the field may have; says which it may.
    """
    fields: dict[str, str | list[str]] = {name: text.strip() for name, text in said.items()}
    regime = str(fields.get("regime") or regime or "foia")
    for name, known in (("regime", REGIMES), ("outcome", OUTCOMES), ("status", STATUSES)):
        if (value := fields.get(name)) and value not in known:
            raise InputError(f"{value!r} is no {name}", where=f"--{name}", todo=f"One of: {', '.join(sorted(known))}.")
    if day := fields.get("date"):
        try:
            date.fromisoformat(str(day))
        except ValueError:
            raise InputError(f"{day!r} is no date", where="--date", todo="Write it so: 2025-03-12.") from None
    if "sections" in fields:
        given = [one.strip() for one in str(fields["sections"]).split(",") if one.strip()]
        read = {one: tuple(normalised(one, regime)) for one in given}
        pack = load_pack(regime)
        unknown = [one for one, found in read.items() if not found or not all(map(pack.exists, found))]
        if unknown:
            raise InputError(
                f"the {pack.name} has no {unknown[0]}", where="--sections", todo="Write them so: 40(2), 31(1)(a)."
            )
        fields["sections"] = [ref for found in read.values() for ref in found]
    return fields


def with_fields(content: str, fields: Mapping[str, str | list[str]]) -> str:
    """Return a reply in the corpus's format with fields of its front matter replaced; its words stay as they are."""
    import yaml

    front = _FRONT.match(content)
    if front is None or not fields:
        return content
    held = {**yaml.safe_load(front.group(1)), **fields}
    said = yaml.safe_dump(held, sort_keys=False, allow_unicode=True, width=120)
    return f"---\n{said}---\n{content[front.end() :]}"
