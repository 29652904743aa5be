"""What each tool is called with, checked before it runs. The descriptions are what a model is told of it."""

import re
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from assistant.notes import Outcome

MAX_WORDS = 2000


def _ref(value: object) -> object:
    """Take "s. 31 (1)(a)" for "31(1)(a)"."""
    if not isinstance(value, str):
        return value
    return re.sub(r"^(?:sections?|ss?|regulations?|regs?|r)\.?\s*(?=\d)|\s", "", value.strip(), flags=re.IGNORECASE)


_REF_FORM = r"^\d{1,3}[A-Za-z]{0,2}(?:\(\w{1,4}\))*$"
Ref = Annotated[str, BeforeValidator(_ref), Field(pattern=_REF_FORM, description="for example 31(1)(a)")]
Number = Annotated[int, Field(ge=1, le=999, description="the number of the question, from 1")]
Words = Annotated[str, Field(max_length=MAX_WORDS)]


class Arguments(BaseModel):
    """What a tool is called with: nothing but what is declared."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Nothing(Arguments):
    pass


class Steps(Arguments):
    steps: int = Field(1, ge=1, le=20, description="how many changes")


class OneQuestion(Arguments):
    question: Number


class Search(Arguments):
    words: Words = Field(min_length=1, description="what to look for")
    where: Literal["all", "responses", "legislation"] = "all"


class QuoteLaw(Arguments):
    ref: Ref
    regime: Literal["", "foia", "eir", "foisa"] = Field("", description="empty for the law of the case")


class FindPrecedents(Arguments):
    words: Words = Field("", description="what to look for; empty for the request itself")


class MergeQuestions(Arguments):
    questions: tuple[Number, ...] = Field(min_length=2, description="which questions are one")


class SplitQuestion(Arguments):
    question: Number
    at: Words = Field("", description="the first words of the second part, as they stand in the request")


class SetOutcome(Arguments):
    question: Number
    outcome: Outcome = Field(description="partial comes of itself where a disclosed table has hidden figures")
    sections: tuple[Ref, ...] = Field((), description="exemptions relied on; needed to withhold and for ncnd")
    tables: tuple[str, ...] = Field((), description="names of tables to disclose")
    detail: Words = Field(
        "", description="cost: hours, “26 hours at two officers”; available-elsewhere: address; publication: date"
    )
    reason: Words = Field("", description="why, in the officer's own words; empty if the officer gave none")


class OpenWorksheet(Arguments):
    kind: Literal["identifiability", "public-interest"] = "identifiability"
    table: str = Field("", description="for identifiability; empty where there is one table")
    question: int = Field(0, ge=0, le=999, description="for public interest")


class FillWorksheet(OpenWorksheet):
    point: str = Field(min_length=1, description="the point's name or number, as the worksheet lists it")
    answer: Words = Field(min_length=1, description="the officer's own words")


class AddContext(Arguments):
    question: int = Field(0, ge=0, le=999, description="0 for the whole reply")
    words: Words = Field(min_length=1, description="the officer's own words, for the letter")


class Redraft(Arguments):
    passage: Words = Field(min_length=3, description="some words of the paragraph, as they stand in the letter")
    instruction: Words = Field(min_length=2, description="how it is to change, in the officer's words")


class OneTable(Arguments):
    table: str = Field("", description="empty where there is one table")


class SetDates(Arguments):
    received: str = Field("", max_length=40, description="when the request came, with its year: 3 March 2026")
    letter_date: str = Field("", max_length=40, description="the date on the letter")


class OneFinding(Arguments):
    finding: int = Field(1, ge=1, le=999, description="its place in the list of findings, from 1")


class ApplyRemedy(Arguments):
    finding: int = Field(0, ge=0, le=999, description="0 for all that need no judgement")
