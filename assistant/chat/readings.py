"""What a message is taken for, and what it is understood against."""

from collections.abc import Callable
from dataclasses import dataclass

from assistant.tools.casefile import Call


@dataclass(frozen=True, slots=True)
class Reading:
    """What a message was taken for.

    Attributes:
        calls: tools to use, in order.
        offered: what it may have meant, which nothing is done about until it is confirmed.
        said: an answer that takes no tool.
    """

    calls: tuple[Call, ...] = ()
    offered: tuple[Call, ...] = ()
    said: str = ""


@dataclass(frozen=True, slots=True)
class Around:
    """What a message is understood against.

    Attributes:
        total: how many questions the request has; 0 where there is none.
        tables: names of the tables.
        offered: what the last turn offered.
    """

    total: int = 0
    tables: tuple[str, ...] = ()
    offered: tuple[Call, ...] = ()


Rule = Callable[[str, Around], Reading | None]
