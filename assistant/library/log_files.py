"""Disclosure logs that are no CSV: workbooks, JSON exports, and single requests as WhatDoTheyKnow publishes them.

The names in a request's JSON are those of Alaveteli, the program behind WhatDoTheyKnow (its ``json_for_api``).
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from assistant.errors import InputError
from assistant.library.documents import Chunk, Document
from assistant.library.letters import document_of
from assistant.library.logs import documents_of, identity, recognised
from assistant.library.privacy import without_people
from assistant.library.sections import refs_in

_HEADED_WITHIN = 15
_ROWS_UNDER = ("data", "results", "rows", "requests", "items", "records", "value")
# Alaveteli's states of a request that say how it ended.
_STATES: Mapping[str, str] = {
    "successful": "disclosed",
    "partially_successful": "partial",
    "rejected": "withheld",
    "not_held": "not-held",
}
_REGIMES: Mapping[str, str] = {"foi": "foia", "eir": "eir", "foisa": "foisa"}
_ASKED = frozenset({"sent", "resent"})
_HIDDEN = frozenset({"hidden", "requester_only"})


def read_workbook(path: Path, where: str) -> tuple[Document, ...]:
    """Read a disclosure log in an .xlsx: every visible sheet that has a column of requests.

    Raises:
        InputError: it cannot be read, or no sheet has such a column.
    """
    from assistant.reading.workbook import visible_sheets

    sheets = visible_sheets(path)
    logs = [rows for _, listed in sheets if (rows := _under_heads(listed))]
    if not logs:
        raise InputError(
            "no sheet has a column that is recognised as the request",
            where=where,
            todo="Head it 'request' or 'summary'; a table of figures goes into foi protect, not into the library.",
        )
    found = {document.id: document for rows in logs for document in documents_of(rows, where)}
    return tuple(found.values())


def _under_heads(rows: Sequence[Sequence[str]]) -> list[dict[str, str | None]]:
    """Return the rows below the first that reads as the names of columns, by these."""
    for number, names in enumerate(rows[:_HEADED_WITHIN]):
        if "question" in recognised([name for name in names if name]):
            return [dict(zip(names, row, strict=False)) for row in rows[number + 1 :]]
    return []


def read_json(text: str, where: str) -> tuple[Document, ...]:
    """Read JSON: a request of WhatDoTheyKnow, a list of them, or a log as a list of rows.

    Raises:
        InputError: it is no JSON, or nothing in it is recognised as a request.
    """
    try:
        loaded = json.loads(text)
    except (ValueError, RecursionError):
        raise InputError("it is no JSON, or it ends early", where=where, todo="Export or fetch it again.") from None
    rows = _rows_in(loaded)
    if not rows:
        raise InputError("there is no list of requests in it", where=where, todo="Give a list with one object each.")
    if "info_request_events" in rows[0] or "url_title" in rows[0]:
        found = tuple(one for one in (_request(row) for row in rows) if one)
        if not found:
            raise InputError("no request in it can be read", where=where, todo="Fetch it again, or add its letter.")
        return found
    return documents_of([{str(name): _flat(value) for name, value in row.items()} for row in rows], where)


def _rows_in(loaded: object) -> list[Mapping[str, Any]]:
    if isinstance(loaded, dict):
        under = next((loaded[name] for name in _ROWS_UNDER if isinstance(loaded.get(name), list)), None)
        loaded = [loaded] if under is None else under
    return [row for row in loaded if isinstance(row, dict)] if isinstance(loaded, list) else []


def _flat(value: object) -> str | None:
    if isinstance(value, list):
        return ", ".join(str(one) for one in value if not isinstance(one, dict | list))
    if isinstance(value, dict):
        # Open data portals give a link as an object with its address under "url".
        return _flat(value.get("url") or value.get("name"))
    return None if value is None else str(value)


def _request(row: Mapping[str, Any]) -> Document | None:
    """Read one request of WhatDoTheyKnow; None where it is hidden or has no words."""
    body = row.get("public_body")
    body = body if isinstance(body, dict) else {}
    events = [one for one in row.get("info_request_events") or () if isinstance(one, dict)]
    asked = _said([one for one in events if one.get("event_type") in _ASKED][:1])
    replies = [one for one in events if one.get("event_type") == "response"]
    title, name = str(row.get("title") or ""), str(row.get("url_title") or "")
    question = asked or without_people(title)
    if str(row.get("prominence")) in _HIDDEN or len(question) < 3:
        return None
    answer = _said(replies)
    letter = document_of(answer, name, "x") if len(answer.split()) >= 12 else None
    cited = tuple(refs_in(answer))
    chunks = [Chunk("Request", question, question=question, sections=cited)]
    if answer:
        chunks.append(Chunk("Reply", f"{question}\n\n{answer}", question, answer, cited))
    return Document(
        id=identity(name or title, f"{row.get('id')}\x1f{question}\x1f{answer}"),
        kind="response",
        title=(title or question)[:100],
        chunks=tuple(chunks),
        authority=str(body.get("name") or ""),
        regime=_REGIMES.get(str(row.get("law_used")), ""),
        date=str((replies[-1] if replies else row).get("created_at") or "")[:10],
        url=f"https://www.whatdotheyknow.com/request/{name}" if name else "",
        outcome=_STATES.get(str(row.get("described_state")), letter.outcome if letter else ""),
        sections=cited,
        extent="full" if answer else "summary",
    )


def _said(events: Sequence[Mapping[str, Any]]) -> str:
    """Return the words of events that are shown, without the people in them; a snippet where there is no more."""
    said = [str(one.get("text") or one.get("body") or one.get("snippet") or "") for one in events]
    return without_people("\n\n".join(one for one in said if one.strip()))
