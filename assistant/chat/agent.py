"""A model at work in one turn: a LangChain agent over the tools, or one JSON object where the model takes no tools."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from assistant.chat.sitting import Sitting
from assistant.errors import ModelError
from assistant.model.chat_model import NO_TOOLS
from assistant.model.failures import MAX_REPLY, TooSlowError, given_up
from assistant.model.prompts import fenced, prompt
from assistant.model.reply import reply_of
from assistant.model.structured import json_in
from assistant.tools.toolbox import TOOLS

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage

MAX_CALLS = 5
Hear = Callable[[str], None]


def takes_tools(model: "BaseChatModel") -> bool:
    """Tell whether a model can be given tools, as far as is known: whether its server minds them shows when it is asked."""
    if (model.metadata or {}).get(NO_TOOLS):
        return False
    try:
        model.bind_tools([])
    except (NotImplementedError, TypeError, ValueError):
        return False
    return True


def by_tools(sitting: Sitting, model: "BaseChatModel", hear: Hear, *, short: bool = False, complaint: str = "") -> str:
    """Let a model answer a message with the tools.

    Args:
        sitting: what the turn works on.
        model: one that takes tools.
        hear: is told the answer as it grows; may raise to stop it.
        short: send as little as possible.
        complaint: what was wrong with the answer before; "" the first time.

    Returns:
        What it said at the end; nothing of it is checked yet.

    Raises:
        ModelError: it wrote far too much.
        Exception: whatever the provider raises.
    """
    from langchain.agents import create_agent
    from langchain.agents.middleware import ModelCallLimitMiddleware
    from langchain_core.messages import AIMessage, HumanMessage
    from langchain_core.tools import StructuredTool

    def tool_of(name: str) -> StructuredTool:
        tool = TOOLS[name]
        return StructuredTool.from_function(
            lambda **given: sitting.call(name, given), name=name, description=tool.about, args_schema=tool.takes
        )

    # The rules and the tools are the same in every turn: a server that keeps what it has read goes on from there.
    desk = prompt("desk").fill(case=sitting.case_in_words(short=short), passages=sitting.passages_in_words(short=short))
    agent: Any = create_agent(
        model,
        [tool_of(name) for name in TOOLS],
        system_prompt=prompt("agent").fill(),
        middleware=[ModelCallLimitMiddleware(run_limit=MAX_CALLS, exit_behavior="end"), _guard(sitting)],
    )
    messages: list[BaseMessage] = [] if short else _history(sitting)
    messages += [HumanMessage(desk), HumanMessage(sitting.sendable(sitting.message))]
    if complaint:
        messages.append(HumanMessage(complaint))
    growing, last = "", ""
    for mode, data in agent.stream({"messages": messages}, stream_mode=["messages", "values"]):
        if given_up():
            raise TooSlowError("nobody waits for this reply any more")
        if mode == "messages":
            piece = data[0]
            if piece.type in {"AIMessageChunk", "ai"}:
                growing = _grown(growing, str(piece.text))
                hear(growing)
            else:
                growing = ""
        elif data["messages"] and isinstance(data["messages"][-1], AIMessage):
            last = "" if data["messages"][-1].tool_calls else str(data["messages"][-1].text)
    return last[:MAX_REPLY].strip()


def _grown(growing: str, piece: str) -> str:
    if len(growing) + len(piece) > MAX_REPLY:
        raise ModelError("the model wrote far too much", todo="Ask again, or go on without it.")
    return growing + piece


def _history(sitting: Sitting) -> "list[BaseMessage]":
    from langchain_core.messages import AIMessage, HumanMessage

    from assistant.guard import without_figures

    return [
        HumanMessage(sitting.sendable(text)) if who == "user" else AIMessage(sitting.sendable(without_figures(text)))
        for who, text in sitting.case.said[-6:]
    ]


def _guard(sitting: Sitting) -> Any:  # noqa: ANN401 - LangChain's middleware, imported late
    """Return the middleware that looks at all that goes to the model, and takes a tool call written as text for one."""
    from langchain.agents.middleware import AgentMiddleware
    from langchain_core.messages import AIMessage

    class Guard(AgentMiddleware):
        def wrap_model_call(self, request: Any, handler: Any) -> Any:  # noqa: ANN401 - LangChain's own signature
            safe = [_safe(message, sitting) for message in request.messages]
            response = handler(request.override(messages=safe))
            said = response.result[-1]
            if isinstance(said, AIMessage) and not said.tool_calls and (call := written_call(str(said.text))):
                named = {"name": call[0], "args": call[1], "id": "written", "type": "tool_call"}
                response.result[-1] = said.model_copy(update={"tool_calls": [named], "content": ""})
            return response

    return Guard()


def _safe(message: "BaseMessage", sitting: Sitting) -> "BaseMessage":
    text = str(message.text)
    safe = sitting.sendable(text)
    return message if safe == text else message.model_copy(update={"content": safe})


def written_call(text: str) -> tuple[str, dict[str, Any]] | None:
    """Return the tool call that a model wrote as text, as small ones do, or None."""
    found = json_in(text)
    if not found or len(text) > MAX_REPLY:
        return None
    name = found.get("tool") or found.get("name")
    given = found.get("arguments", found.get("parameters", {}))
    return (name, given) if isinstance(name, str) and name in TOOLS and isinstance(given, dict) else None


def by_choice(sitting: Sitting, model: "BaseChatModel", *, short: bool = False, complaint: str = "") -> str:
    """Let a model that takes no tools choose one, or answer, in one JSON object.

    Returns:
        Its answer; "" where it used a tool, which has spoken.

    Raises:
        ModelError: it gave no such object.
        Exception: whatever the provider raises.
    """
    text = prompt("choose").fill(
        tools=_tools_in_words(),
        case=sitting.case_in_words(short=short),
        passages=sitting.passages_in_words(short=short),
        message=sitting.sendable(sitting.message),
    )
    asked = text + (f"\n\n{complaint}" if complaint else "")
    reply = reply_of(model, asked, done=lambda said: json_in(said) is not None)
    if call := written_call(reply):
        sitting.call(*call)
        return ""
    found = json_in(reply)
    if found is None and "{" not in reply and re.search(r"\[S\d{1,2}\]", reply):
        return reply.strip()
    answer = found.get("answer") if found else None
    if not isinstance(answer, str):
        raise ModelError("the reply was not of the shape asked for")
    return answer.strip()


def _tools_in_words() -> str:
    lines = []
    for tool in TOOLS.values():
        fields = ", ".join(f"{name}{'' if one.is_required() else '?'}" for name, one in tool.takes.model_fields.items())
        lines.append(f"- {tool.name}({fields}): {tool.about}")
    return fenced("\n".join(lines))
