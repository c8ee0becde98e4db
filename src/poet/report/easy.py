"""For children and families: one idea a line, short sentences, a number only beside its words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

import msgspec

from poet.instrument import Item
from poet.measure import Estimate, favourable, unfavourable
from poet.protect import Shown
from poet.report import texts, words
from poet.report.claims import claim, claim_number
from poet.report.headlines import MOST, judged, nothing_yet
from poet.report.model import Points, Section, Words
from poet.report.rules import easy_weight
from poet.report.scope import Scope
from poet.report.sentences import Found, shown

# The pictures of the questionnaires' Easy Read, with the meaning that they have there.
_TOLD, _GOOD, _BAD = "people", "face-4", "face-2"
_NEXT = ("reading", "telling", "calendar", "question")


def easy(scope: Scope) -> Iterator[Section]:
    """How many told us, what is good, what is not."""
    tables = judged(scope)
    good, bad = _ends(shown(tables, favourable), 0.5), _ends(shown(tables, unfavourable), 0.1)
    count = scope.respondents
    if not (good or bad) or not isinstance(count, Shown):
        yield nothing_yet(scope, "easy", "What people told us")
        return
    known = claim_number(scope, "who-answered", "people who answered", count.value)
    yield Section(
        "easy-who", "Who told us", (Points((Words(f"{count.value:,} people told us.", (known,)),), (_TOLD,)),)
    )
    if good:
        yield Section(
            "easy-good", "What is good", (Points(tuple(_lines(scope, good, texts.EASY_GOOD)), (_GOOD,) * len(good)),)
        )
    if bad:
        yield Section(
            "easy-bad",
            "What needs to get better",
            (Points(tuple(_lines(scope, bad, texts.EASY_BAD)), (_BAD,) * len(bad)),),
        )


def easy_next(scope: Scope) -> Iterator[Section]:
    """What happens now."""
    del scope
    yield Section("easy-next", "What happens now", (Points(tuple(map(Words, texts.EASY_NEXT)), _NEXT),))


def _ends(found: Found, least: float) -> Found:
    told = [pair for pair in found if pair[1].value >= least]
    return tuple(sorted(told, key=lambda pair: (-pair[1].value, pair[0].id))[:MOST])


def _lines(scope: Scope, found: Found, text: str) -> Iterator[Words]:
    for item, estimate in found:
        yield Words(text.format(share=plainly(estimate), label=named(scope, item)), (claim(scope, item, estimate),))


def named(scope: Scope, item: Item) -> str:
    """What Easy Read calls an area of life in the middle of a sentence: its short name, or plain words for it."""
    label = scope.label(item)
    begins = label[:1] if label[1:2].isupper() else label[:1].lower()
    return _names().get(label, f"{begins}{label[1:]}")


@cache
def _names() -> Mapping[str, str]:
    """The plain words that stand beside this module, by the short names of questions."""
    return msgspec.toml.decode(files("poet.report").joinpath("easy.toml").read_bytes(), type=dict[str, str])


def plainly(estimate: Estimate) -> str:
    """The share in plain words at the head of a sentence, with its figure: "Most people (65%)"."""
    return f"{words.sentence_case(easy_weight(estimate.value))} ({words.percent(estimate)})"
