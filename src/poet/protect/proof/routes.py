"""Questions that are asked only after an answer, beside that answer: whoever answers the one has given the other.

So the base of such a question is the least that can have given the answer that leads to it, and the base of the leading
question, or the number who took part, less it is the most that can have answered otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from poet.protect import words
from poet.protect.ledger import Draft, Printed, Question
from poet.protect.proof.answers import BASE, Codes, axis_of
from poet.protect.proof.asked import RESPONDENTS, asked_of, tables_by_item
from poet.protect.proof.history import People, Subject, people_of, printed_of, subject_of
from poet.protect.proof.lattice import Answers, Axis, Means, axis

# A question that is asked after an answer, or an answer to it that stands apart.
Led = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Routed:
    """A question that is asked only of whoever gave one of these `codes` to the leading one, and its answers that stand
    apart."""

    item: str
    apart: Codes
    codes: Codes


@dataclass(frozen=True, slots=True)
class Link:
    """A question and what is asked only after an answer to it. For those who took part, who were asked or were not, its
    item is that of the respondents."""

    question: Question
    routed: tuple[Routed, ...]

    @property
    def key(self) -> tuple[object, ...]:
        """What is the same of a link whoever sees it, whatever else they have seen."""
        one = self.question
        return one.item, one.kind, one.options, one.after if one.item == RESPONDENTS.item else ()


@dataclass(frozen=True, slots=True, eq=False)
class Linked:
    """A link over all releases. `place` says where in the answers of its `subject` each question stands that is asked after
    an answer; `own` where each set of the leading question's own answers does."""

    link: Link
    subject: Subject
    place: Mapping[Led, int]
    own: tuple[int, ...]


def linked(drafts: Sequence[Draft]) -> Iterator[Linked]:
    """Each question that leads to others over all releases, with everything that they print of it and of those. Where all
    are asked everything there is none. An entry that does not say what leads to a question tells nothing of it here."""
    links = _links(drafts)
    if links:
        people, by_item = people_of(drafts), [tables_by_item(draft) for draft in drafts]
        yield from (_linked(link, drafts, people, by_item) for link in links)


def _links(drafts: Sequence[Draft]) -> list[Link]:
    asked, leading = asked_of(drafts), dict[Question, dict[tuple[str, Codes], Routed]]()
    for draft in drafts:
        own = {one.item: (one.item, one.kind, one.options, "") for one in draft.questions}
        for one in draft.questions:
            around = [(took_part, took_part.options[:1]) for took_part in _who_took_part(one)]
            for before in one.after:
                question = asked[own[before.item]] if before.item in own else None
                # An answer that stands apart is in no base: whoever gave it is bounded by who took part alone.
                if question and set(before.codes) <= set(question.options):
                    around.append((question, before.codes))
            for question, codes in around:
                found = leading.setdefault(question, {})
                apart = found[one.item, codes].apart if (one.item, codes) in found else ()
                found[one.item, codes] = Routed(one.item, tuple(dict.fromkeys([*apart, *one.apart])), codes)
    return [Link(question, tuple(found.values())) for question, found in leading.items()]


def _who_took_part(one: Question) -> Iterator[Question]:
    """Everybody who took part, as those who were asked a question and those who were not."""
    for before in one.after[:1]:
        said = words.OR.join(before.codes)
        both = tuple(text.format(answer=said, item=before.item) for text in (words.ASKED, words.NOT_ASKED))
        yield Question(RESPONDENTS.item, "one", both, after=one.after)


def _linked(
    link: Link, drafts: Sequence[Draft], people: People, by_item: Sequence[Mapping[str, Sequence[Printed]]]
) -> Linked:
    answers, where, place = _axis(link)
    printed = []
    for at, draft in enumerate(drafts):
        told = list(_leading(link.question, draft, by_item[at], where, people.place[at]))
        routed = {one.item for one in draft.questions if one.after}
        for (item, apart), answer in place.items():
            codes = (apart,) if apart else BASE
            tables = by_item[at].get(item, ()) if item in routed else ()
            alone = [replace(table, cells=()) for table in tables]
            told += printed_of(alone, apart, {codes: answer}, people.place[at])
        printed.append(told)
    is_people = link.question.item == RESPONDENTS.item
    sets = [answers.axis.sets[where[BASE]]] if is_people else axis_of(link.question)[0].axis.sets
    own = tuple(answers.axis.sets.index(one) for one in sets)
    return Linked(link, subject_of(link.question, "", printed, people, (answers, where)), place, own)


def _leading(
    question: Question,
    draft: Draft,
    by_item: Mapping[str, Sequence[Printed]],
    where: Mapping[Codes, int],
    place: Mapping[tuple[str, str | None], int],
) -> Iterator[tuple[int, int, int]]:
    """What a release prints of the leading question itself."""
    asked = {(one.item, one.kind, one.options) for one in draft.questions}
    if question.item == RESPONDENTS.item or (question.item, question.kind, question.options) in asked:
        yield from printed_of(by_item.get(question.item, ()), "", where, place)


def _axis(link: Link) -> tuple[Answers, dict[Codes, int], dict[Led, int]]:
    """The leading question's answers with, for each question that is asked after one of them, those who answered it and
    the others who were asked: together they are those who gave the answer."""
    question = link.question
    parted = [(one.codes, tuple(code for code in question.options if code not in one.codes)) for one in link.routed]
    # That somebody was asked and somebody was not is a grouping that is told of the leading question.
    groupings = (*question.groupings, *(both for both in parted if all(both))) if question.kind == "one" else ()
    answers, where = axis_of(replace(question, groupings=groupings or question.groupings, after=()))
    own, atoms, rows = answers.axis, dict[Led, int](), list[dict[int, int]]()
    size = own.size
    for one in link.routed:
        led = [(one.item, apart) for apart in ("", *one.apart)]
        atoms |= {name: size + at for at, name in enumerate(led)}
        said = dict.fromkeys(range(size, size + len(led)), -1)
        size += len(led)
        for around in _around(question, one):
            rows.append({**dict.fromkeys(around, 1), **said, size: -1})
            size += 1
    wider = _wider(own, size)
    slack = [Means.SLACK] * (len(wider.sets) - len(own.sets))
    together = tuple(_row(row, size) for row in (*(dict(enumerate(row)) for row in answers.together), *rows))
    place = {name: wider.sets.index(frozenset({atom})) for name, atom in atoms.items()}
    return Answers(wider, (*answers.means, *slack), together), dict(where), place


def _around(question: Question, one: Routed) -> Iterator[Sequence[int]]:
    """The parts of the leading question's answers, in atoms, that hold everybody who answers what is asked after them."""
    step = 2 if question.kind == "many" else 1
    yield [step * question.options.index(code) for code in one.codes]
    if step > 1:
        # Whoever ticked two of these counts twice above, and is one of the base all the same.
        yield (0, 1)


def _wider(own: Axis, size: int) -> Axis:
    families = [(own.sets[whole], [own.sets[part] for part in parts]) for whole, parts in own.relations]
    return axis(size, own.sets, families)


def _row(row: Mapping[int, int], size: int) -> tuple[int, ...]:
    return tuple(row.get(at, 0) for at in range(size))
