"""A chat model that says what it is told and remembers what it was asked.

It belongs to the product: the tests, and the evals' hostile model, are written with it.
"""

from collections.abc import Callable, Sequence
from typing import Any

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatResult
from pydantic import Field, PrivateAttr


class ScriptedModel(BaseChatModel):
    """Replies from a list, or from a function of the prompt.

    Args:
        replies: in order; when they run out, the call fails rather than inventing one.
        answer: used instead of the list when given.
    """

    replies: list[str] = Field(default_factory=list)
    answer: Callable[[str], str] | None = None
    _prompts: list[str] = PrivateAttr(default_factory=list)

    @property
    def prompts(self) -> list[str]:
        """Everything that the model was sent, one text a call."""
        return self._prompts

    @property
    def _llm_type(self) -> str:
        return "scripted"

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: Sequence[str] | None = None,  # noqa: ARG002 - LangChain's own signature
        run_manager: Any = None,  # noqa: ANN401, ARG002 - LangChain's own signature
        **_: Any,  # noqa: ANN401
    ) -> ChatResult:
        text = "\n".join(str(message.text) for message in messages)
        self._prompts.append(text)
        if self.answer:
            reply = self.answer(text)
        elif self.replies:
            reply = self.replies.pop(0)
        else:
            raise AssertionError(f"no reply is scripted for prompt {len(self._prompts)}")
        return ChatResult(generations=[ChatGeneration(message=AIMessage(content=reply))])
