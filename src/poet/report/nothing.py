"""The report of an area of which nothing is told: whether few have answered or nobody has is not said; what to do is, in every
kind."""

from __future__ import annotations

from collections.abc import Sequence

from poet.report import texts
from poet.report.chapters import CHAPTERS
from poet.report.kind import Kind
from poet.report.model import Block, Note, Points, Section, Words
from poet.report.pictures import policy_claim
from poet.report.scope import Scope

# Chapters that rest on no answer, and are as true where there is none.
WITHOUT_ANSWERS = frozenset({"introduction", "inspection-about", "design", "survey", "publishing"})


def is_without_answers(scope: Scope) -> bool:
    """Whether the release tells no answer of this area."""
    return scope.group is not None and scope.group not in scope.protected.groups


def nobody_answered(scope: Scope) -> tuple[Section, ...]:
    """What stands in the place of all findings."""
    who = scope.instrument.respondents
    said = Words(texts.NOBODY.format(area=scope.name))
    needed = Words(texts.NEEDED.format(least=scope.policy.minimum_base), (policy_claim(scope),))
    steps = tuple(Words(step.format(who=who)) for step in texts.ASK_MORE)
    blocks: tuple[Block, ...] = (Note((said, needed)), Points(steps))
    return (Section("no-answers", "There are too few answers yet", blocks),)


def chapters_without_answers(scope: Scope, kind: Kind) -> tuple[Section, ...]:
    """The chapters of the kind that need no answer."""
    names: Sequence[str] = [name for name in (*kind.first, *kind.then) if name in WITHOUT_ANSWERS]
    return tuple(section for name in names for section in CHAPTERS[name](scope))
