"""What goes in and comes out as JSON: each shape once, checked by it and described by it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, TypeAlias

import msgspec
from msgspec import Meta, Struct

from poet.answers import LONGEST_COMMENT

BATCH = 100
SLUG, CODE = r"^[A-Za-z0-9._-]{1,80}$", r"^[A-Z][0-9]{8}$"
_OURS = "The id of a {thing}, as the form's definition lists it."

Id: TypeAlias = Annotated[str, Meta(pattern=SLUG, examples=["ehc-parents"])]
Cell: TypeAlias = (
    Annotated[str, Meta(max_length=LONGEST_COMMENT + 1_000, description="A code, or the words of a comment.")]
    | Annotated[list[Annotated[str, Meta(max_length=80)]], Meta(max_length=100, description="Several codes.")]
    | int
    | float
)
Rows: TypeAlias = Annotated[
    str,
    Meta(
        description="A row a response, in no order of arrival. A column is a question; of a question with several answers "
        "it is `question.option`. Cells are codes as the form's definition lists them; nothing (CSV) or null (JSON lines) "
        "stands where nothing was said."
    ),
]


class Submission(Struct, frozen=True, forbid_unknown_fields=True):
    """One person's answers. `answers` are by question id; a question that was not answered is left out."""

    form: Id
    version: Id
    answers: Annotated[dict[str, Cell], Meta(max_length=2_000, examples=[{"has-budget": "no"}])]
    variant: Annotated[str, Meta(max_length=40, description="The wording; empty takes the first.")] = ""
    face: Annotated[str, Meta(max_length=40, description="How it was asked: 'standard', 'easy', 'cy' ...")] = "standard"


class Batch(Struct, frozen=True, forbid_unknown_fields=True):
    """Several people's answers: all are stored, or none is."""

    responses: Annotated[list[Submission], Meta(min_length=1, max_length=BATCH)]


class Stored(Struct, frozen=True):
    """The answers are stored, and on disk. `left_out` names questions that were answered but not asked, because of what
    an earlier answer said: they are not kept.
    """

    stored: int
    left_out: list[str]


class LinkWish(Struct, frozen=True, forbid_unknown_fields=True):
    """A link to hand over at a review. It is good for `minutes`."""

    form: Id
    version: Id
    variant: Annotated[str, Meta(max_length=40)] = ""
    minutes: Annotated[float, Meta(ge=5, le=20_160)] = 60


class HandedLink(Struct, frozen=True):
    """The link, and when it ends. Nothing is kept of who used it, or whether anybody did."""

    url: str
    expires: datetime


class FormName(Struct, frozen=True):
    """A published version of a questionnaire, and the faces in which it can be asked."""

    form: str
    version: str
    title: str
    digest: str
    published: date
    faces: list[str]


class RoundName(Struct, frozen=True):
    """A round, its window, and which questionnaires it asks."""

    round: str
    name: str
    opens: datetime
    closes: datetime
    open: bool
    made_up: bool
    forms: list[str]
    areas: list[str]


class OptionWords(Struct, frozen=True):
    """An option: `apart` ones ("don't know") are counted apart, `alone` ones go with no other."""

    code: str
    text: str
    apart: bool
    alone: bool


class ConditionWords(Struct, frozen=True, rename={"codes": "is"}):
    """Asked only where the answer to `item` is one of these codes."""

    item: str
    codes: list[str]


class ItemWords(Struct, frozen=True, omit_defaults=True):
    """One question. `kind` is one, many, number or text; `low` and `high` bound a number, in `unit`."""

    id: str
    section: str
    kind: str
    ask: str
    label: str
    hint: str = ""
    options: list[OptionWords] = msgspec.field(default_factory=list)
    unit: str = ""
    low: float | None = None
    high: float | None = None
    when: list[ConditionWords] = msgspec.field(default_factory=list)
    variants: list[str] = msgspec.field(default_factory=list)
    not_understood: str = ""


class SectionWords(Struct, frozen=True):
    """A group of questions. Answers of a `private` one are for the respondent's eyes alone."""

    id: str
    title: str
    intro: str
    private: bool


class VariantWords(Struct, frozen=True):
    """One wording of the same questions: what stands in the place of each {word}."""

    id: str
    title: str
    words: dict[str, str]


class Definition(Struct, frozen=True):
    """A questionnaire as it is asked in one face. `digest` is that of these very words."""

    form: str
    version: str
    face: str
    language: str
    title: str
    respondents: str
    about: str
    digest: str
    variants: list[VariantWords]
    sections: list[SectionWords]
    items: list[ItemWords]
