"""What an officer types, put into the forms that the commands read: “make 4 not held” is “make q4 not held”."""

import re

from assistant.chat.slots import ORDINAL_WORDS

MAX_MESSAGE = 4000
_COURTESY = re.compile(
    r"^(?:(?:hi|hello|hey|(?:good )?(?:morning|afternoon|evening)|no,? wait|oh|oops|erm?|um+|ok(?:ay)?|right|great|thanks|thank you|so|now|well|sorry|actually|good morning|good afternoon|"
    r"please|pls|kindly|could (?:you|we)|can you|would you|will you|i(?:['’]d| would) like (?:you )?to|i want (?:you )?to|let['’]?s)\b[\s,!.]*)+",
    re.IGNORECASE,
)
_THANKS = re.compile(r"[\s,;]*\b(?:please|pls|plz|thanks|thank you|ta|cheers)\b[\s!.?]*$", re.IGNORECASE)
_LIST = r"\d{1,2}(?:(?:\s*(?:,|and|&|\+|to|-|–|with)\s*)+\d{1,2})*(?![\d(/.:]|\s?(?:hours?|hrs?|days?|years?|weeks?|months?|officers?|of|january|february|march|april|may|june|july|august|september|october|november|december)\b)"
# A number stands for a question at the start, before what is said of it, and after a verb that takes a question.
_STARTS = re.compile(
    rf"^(?P<list>{_LIST})(?=\s*(?:[:=]|[-–—]\s|(?:is|are|isn|aren|was|should|must|not held|withh|refus|exempt|disclos|releas|vexatious|ncnd|under|too (?:dear|costly|expensive|long)|s\.?\s?\d|section)))",
    re.IGNORECASE,
)
_TAKES = re.compile(
    rf"\b(?P<verb>refuse|exempt|withhold|disclose|release|make|set|mark|turn|merge|combine|join|treat|split|divide|separate|put|ncnd on|ncnd|deny|held for|held on|limit (?:on|for)|return (?:on|for)|records? (?:on|for)|hold|for|decide)\s+(?:numbers?\s+|nos?\.?\s+)?(?P<list>{_LIST})(?=\s*(?:$|[,.;:–—-]|\b(?:as|to|under|into|in|is|are|not|withheld|refused|exempted|down|disclosed|vexatious|exempt|at|because|together|and|s\d|section|the|we|for|on|with|using|using|open|undecided|by)\b))",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\b(?:the )?(?P<which>first|last|final) (?P<many>two|three|four|2|3|4)(?: questions| ones| of them)?\b|\bboth (?P<both>questions)\b",
    re.IGNORECASE,
)
_MANY = {"two": 2, "three": 3, "four": 4}
_SWITCH = re.compile(
    rf"^(?:change|switch|move|turn|amend|update|alter)\s+(?:the )?(?:outcome|decision|answer)?\s*(?:of|for|on|to)?\s*(?P<q>q\s?\d{{1,2}}|question \d{{1,2}}|the (?:{ORDINAL_WORDS})(?: one| question)?)(?:['’]s (?:outcome|decision))?\s+(?:from .{{2,30}} )?(?:in)?to\s+(?P<rest>.+)$",
    re.IGNORECASE,
)
# The request as a whole stands for every question of it.
_ALL = re.compile(
    r"\b(?:the (?:whole|entire|full) (?:request|thing|lot)|the lot|it all|this (?:whole )?request(?= is\b)|all of this)\b|^it['’]s all(?= vexatious)",
    re.IGNORECASE,
)
_INSTEAD = re.compile(
    r"[,;]?\s*\(?\b(?:not|instead of|rather than|in place of)\s+(?:sections?|s\.?|regulations?|regs?\.?)?\s*\d{1,3}[a-z]?(?:\(\w{1,4}\))*\)?(?=\W*$)",
    re.IGNORECASE,
)


def plain(message: str, total: int = 0) -> str:
    """Return a message without its courtesy, and with its questions named as questions.

    Args:
        message: what the officer typed.
        total: how many questions the request has; 0 where that is not known.
    """
    text = " ".join(message.split())[:MAX_MESSAGE]
    opened = _COURTESY.match(text)
    text = _THANKS.sub("", text[opened.end() :] if opened else text).strip()
    if opened and re.search(r"\b(?:could|can|would|will) you\b", opened.group(), re.IGNORECASE):
        text = text.rstrip("? ")  # an order put as a question
    return _named(text, total) if total else text


def _named(text: str, total: int) -> str:
    if not re.match(r"(?:undo|redo|revert|take back|bring back|scrap)\b", text, re.IGNORECASE):
        text = _COUNTED.sub(lambda found: _counted(found, total), text)
    text = _STARTS.sub(lambda found: _questions(found["list"], total) or found.group(), text, count=1)
    if "q" not in text[:3].casefold():
        text = _TAKES.sub(lambda found: _taken(found, total), text, count=1)
    text = _INSTEAD.sub("", text) if re.search(r"\bq\s?\d", text, re.IGNORECASE) else text
    text = re.sub(
        r"^none of (?:this|it|that|them)(?: request)?(?: is| are)? held|^we hold none of (?:this|it|that|them)",
        "every question not held",
        text,
        flags=re.IGNORECASE,
    )
    text = _ALL.sub("every question", text)
    switched = _SWITCH.match(text)
    return f"{switched['q']} {switched['rest']}" if switched else text


def _taken(found: re.Match[str], total: int) -> str:
    questions = _questions(found["list"], total)
    return f"{found['verb']} {questions}" if questions else found.group()


def _questions(numbers: str, total: int) -> str:
    """Return a list of numbers as questions, or "" where one of them is no question's."""
    said = [int(number) for number in re.findall(r"\d+", numbers)]
    if not said or any(not 1 <= number <= total for number in said):
        return ""
    return re.sub(r"\bwith\b", "and", re.sub(r"(\d+)", r"q\1", numbers))


def _counted(found: re.Match[str], total: int) -> str:
    many = total if found["both"] else _MANY.get(found["many"].casefold()) or int(found["many"])
    if many > total or (found["both"] and total != 2):
        return found.group()
    first = 1 if found["both"] or found["which"].casefold() == "first" else total - many + 1
    return " and ".join(f"q{number}" for number in range(first, first + many))
