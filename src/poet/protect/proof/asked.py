"""What releases ask and print, question by question."""

from __future__ import annotations

from collections.abc import Iterable

from poet.protect.ledger import Draft, Printed, Question
from poet.protect.proof.answers import Codes

# How many people answered anything at all, as if it had been asked.
RESPONDENTS = Question("", "respondents")
# One question as it was asked: its id, how it is answered, its options, and the answer that stands apart, if that is it.
Asked = tuple[str, str, Codes, str]


def asked_of(drafts: Iterable[Draft]) -> dict[Asked, Question]:
    """Each question once, with the joinings of all releases; one with other options counts as another question."""
    found: dict[Asked, Question] = {}
    for draft in drafts:
        for one in (RESPONDENTS, *draft.questions):
            key = (one.item, one.kind, one.options, "")
            before = found.get(key)
            groupings = dict.fromkeys([*(before.groupings if before else ()), *one.groupings])
            found[key] = Question(one.item, one.kind, one.options, one.alone, one.apart, tuple(groupings), one.after)
            for code in one.apart:
                found[one.item, one.kind, one.options, code] = one
    return found


def tables_by_item(draft: Draft) -> dict[str, list[Printed]]:
    """What a release prints, by question; of nobody's answers, how many took part."""
    found: dict[str, list[Printed]] = {}
    for table in draft.tables:
        found.setdefault(table.item, []).append(table)
    found[RESPONDENTS.item] = [
        Printed(one.partition, one.group, RESPONDENTS.item, one.count) for one in draft.respondents
    ]
    return found
