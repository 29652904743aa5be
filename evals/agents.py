"""A scripted model that takes tools and streams what it says, word by word: what a model at work on a case may do."""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import count
from typing import Any

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult

Said = str | Mapping[str, Any]
_FORM = re.compile(r"\{\"[\w-]+\": \"…\".*\}\s*$")
_PIECES = re.compile(r"\S+\s*|\s+")


class Agent(BaseChatModel):
    """Does in turn what it is told to: says words, or calls a tool.

    Args:
        take: gives what to do next.
        written: what it writes where it is asked for paragraphs of a letter.
    """

    take: Callable[[], Said]
    written: str = ""

    @property
    def _llm_type(self) -> str:
        return "scripted agent"

    def bind_tools(self, tools: Any, **_: Any) -> Any:  # noqa: ANN401, ARG002 - LangChain's own signature
        """Take any tools: which it calls is in its script."""
        return self

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: Sequence[str] | None = None,  # noqa: ARG002 - LangChain's own signature
        run_manager: CallbackManagerForLLMRun | None = None,  # noqa: ARG002
        **_: Any,  # noqa: ANN401
    ) -> ChatResult:
        said = self._said(messages)
        text = said if isinstance(said, str) else json.dumps(dict(said), ensure_ascii=False)
        return ChatResult(generations=[ChatGeneration(message=AIMessage(content=text))])

    def _said(self, messages: list[BaseMessage]) -> Said:
        """Write paragraphs where they are asked for, so that what it does in the chat is not spent on them."""
        if form := _FORM.search(str(messages[-1].text)):
            parts = re.findall(r"\"([\w-]+)\": \"…\"", form.group())
            return json.dumps(dict.fromkeys(parts, self.written))
        return self.take()

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: Sequence[str] | None = None,  # noqa: ARG002
        run_manager: CallbackManagerForLLMRun | None = None,
        **_: Any,  # noqa: ANN401
    ) -> Iterator[ChatGenerationChunk]:
        said = self._said(messages)
        if not isinstance(said, str):
            yield _chunk(
                tool_call_chunks=[
                    {
                        "name": said["tool"],
                        "args": json.dumps(said.get("arguments") or {}),
                        "id": "one",
                        "index": 0,
                        "type": "tool_call_chunk",
                    }
                ]
            )
            return
        for piece in _PIECES.findall(said) or [""]:
            chunk = _chunk(content=piece)
            if run_manager:
                run_manager.on_llm_new_token(piece, chunk=chunk)
            yield chunk


def _chunk(**fields: Any) -> ChatGenerationChunk:  # noqa: ANN401 - LangChain's own fields
    return ChatGenerationChunk(message=AIMessageChunk(**{"content": "", **fields}))


def agent_of(turns: Sequence[Said], written: str) -> Agent:
    """Return a model that does these in turn, over and over."""
    places = count()
    return Agent(take=lambda: turns[next(places) % len(turns)], written=written)
