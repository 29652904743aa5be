"""Commands on the kept cases themselves: list, search, rename, duplicate, close, open again."""

import re
from collections.abc import Callable

from assistant.cases.record import Case
from assistant.cases.store import CaseStore
from assistant.chat.spoken import plain
from assistant.tools.casefile import Turn

MAX_LISTED = 20
Do = Callable[[re.Match[str], CaseStore, Case, str], Turn]
_THE = r"(?: (?:the|this|my|our) case| it)"
_TITLE = r"[“\"'‘]?(?P<words>.+?)[”\"'’]?"
_WHY = r"(?:\W+(?:because|as|since|for|reason|why)\b)?[\W]*(?P<words>.*?)"


def shelved(message: str, store: CaseStore, case: Case, who: str) -> Turn | None:
    """Do what a message says of the kept cases, or return None where it says nothing of them.

    Args:
        message: what the officer typed; nothing that a model said comes here.
        store: where the cases are kept.
        case: the one that the officer asks of.
        who: the officer.

    Raises:
        FoiError: it cannot be done; nothing changed.
    """
    text = plain(message).rstrip(" .!")
    for pattern, do in _COMMANDS:
        if found := re.fullmatch(pattern, text, re.IGNORECASE):
            return do(found, store, case, who)
    return None


def _listed(cases: list[Case]) -> str:
    lines = [
        f"- **{one.title}**{f', {one.reference}' if one.reference else ''} ({one.status})" for one in cases[:MAX_LISTED]
    ]
    more = ["and more: foi cases list shows all."] if len(cases) > MAX_LISTED else []
    return "\n".join([*lines, *more])


def _list(found: re.Match[str], store: CaseStore, case: Case, who: str) -> Turn:
    del case, who
    cases = list(store.cases(None if found["all"] else "open"))
    return Turn(_listed(cases) or "No case is kept yet.")


def _search(found: re.Match[str], store: CaseStore, case: Case, who: str) -> Turn:
    del case, who
    hits = [one.case for one in store.search(found["words"])]
    return Turn(_listed(hits) or "No case holds all of these words.")


def _rename(found: re.Match[str], store: CaseStore, case: Case, who: str) -> Turn:
    after = store.rename(case.id, found["words"], who=who)
    return Turn(f"The case is now called “{after.title}”.", changed="the case has another title")


def _duplicate(found: re.Match[str], store: CaseStore, case: Case, who: str) -> Turn:
    after = store.duplicate(case.id, who=who, title=found["words"] or "")
    return Turn(f"A copy is kept as “{after.title}”, with the files and without the history.")


def _close(found: re.Match[str], store: CaseStore, case: Case, who: str) -> Turn:
    if not found["words"]:
        return Turn("Say why, in a few words: “close the case, withdrawn by the applicant”. Nothing has changed.")
    store.close(case.id, who=who, why=found["words"])
    return Turn(
        "The case is closed, without a sign-off. “Reopen the case, …” opens it again.", changed="the case is closed"
    )


def _reopen(found: re.Match[str], store: CaseStore, case: Case, who: str) -> Turn:
    if not found["words"]:
        return Turn("Say why, in a few words: “reopen the case, internal review”. Nothing has changed.")
    store.reopen(case.id, who=who, why=found["words"])
    return Turn("The case is open again; its sign-off stays in the record.", changed="the case is open again")


_COMMANDS: tuple[tuple[str, Do], ...] = (
    (r"(?:list|show)(?: me)?(?P<all> all)?(?: of)?(?: (?:my|our|the|open|kept))* cases", _list),
    (rf"(?:search|look (?:through|in)|find)(?: (?:me|in|through|my|our|the|all|kept|open))* cases?(?: (?:for|about|on|with|that mentions?|like))+ {_TITLE}", _search),
    (rf"(?:re-?name|re-?title){_THE}(?: (?:to|as|into))? {_TITLE}", _rename),
    (rf"call{_THE} {_TITLE}", _rename),
    (rf"change the (?:case['’]?s? )?(?:title|name)(?: of (?:the|this) case)? to {_TITLE}", _rename),
    (rf"(?:duplicate|copy|clone)(?: (?:the|this|my|our) case)(?: (?:as|to|under the title|called) {_TITLE})?", _duplicate),
    (rf"close(?: (?:the|this|my|our) case){_WHY}", _close),
    (rf"re-?open(?: (?:the|this|my|our) case){_WHY}", _reopen),
)  # fmt: skip
