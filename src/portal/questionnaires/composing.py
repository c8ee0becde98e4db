"""A version with questions from the bank: what may be added to it, and what is asked once it is."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from poet.instrument import Item
from poet.instrument.bank import compose
from portal.questionnaires.models import Composition, Topic, Version


def offered(version: Version) -> tuple[tuple[Topic, tuple[Item, ...]], ...]:
    """The questions that may be added to a version, by topic in the order in which they are offered."""
    suited = ((topic, topic.questions.for_form(version.form)) for topic in newest())
    return tuple((topic, items) for topic, items in suited if items)


def askable(version: Version) -> dict[str, Item]:
    """Every question that can be asked with a version, by id: its own, and those of the bank that may be added to it."""
    more = {item.id: item for _, items in offered(version) for item in items}
    return {**more, **version.instrument.by_id}


def newest() -> tuple[Topic, ...]:
    """The text of each bank that was published last."""
    by_bank = {topic.bank: topic for topic in Topic.objects.defer("text").order_by("pk")}
    return tuple(sorted(by_bank.values(), key=lambda topic: (topic.title, topic.bank)))


@transaction.atomic
def composed_of(version: Version, chosen: Sequence[str]) -> Composition | None:
    """The version with these questions added, by id and in this order; None where none are.

    Raises poet.instrument.Refused with everything that is wrong with the choice.
    """
    topics = newest()
    whole = compose(version.instrument, [topic.questions for topic in topics], chosen)
    if not chosen:
        return None
    kept, is_new = Composition.objects.get_or_create(
        digest=whole.digest, defaults={"version": version, "chosen": list(chosen)}
    )
    if is_new:
        kept.topics.set([topic for topic in topics if {item.id for item in topic.questions.items} & set(chosen)])
    return kept
