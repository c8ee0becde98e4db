"""From the entries of a ledger to lattices: every printed number in its place, whichever release printed it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from poet.protect import words
from poet.protect.ledger import Draft, Printed, Question
from poet.protect.proof.answers import BASE, Codes, answer_names, axis_of, told_apart
from poet.protect.proof.asked import RESPONDENTS, Asked, asked_of, tables_by_item
from poet.protect.proof.lattice import UNKNOWN, Answers, Axis, Lattice, Members, grouped
from poet.protect.proof.lying import Groups, Unfitting, refuse_apart, refuse_recoded, resolved_groups
from poet.protect.proof.staying import Before, Judged
from poet.protect.proof.waves import FEW, Covers, Pairs, WaveSets, beside, covers_of, told_by_each, wave_sets

__all__ = [
    "RESPONDENTS",
    "People",
    "Subject",
    "TooMuch",
    "Unfitting",
    "people_of",
    "printed_of",
    "subject_of",
    "subjects",
]

# A group, an answer and a count, as a release prints it.
Told = tuple[int, int, int]


class TooMuch(Unfitting):
    """More releases over more groups than can be proved; the message says so. Nothing was found, and nothing shown."""


@dataclass(frozen=True, slots=True, eq=False)
class Subject:
    """An item over all releases: its lattice, the names of its waves and cells, and those of all sets of each axis.

    `judged` says how each wave set is looked at; `withdrawn` people left in all, and the group sets in `beyond` are no
    groups: they only hold those of them who did not answer this item. `stayed` has the wave sets that hold beside one only
    people who have left since. `covered` is the wave set of each release."""

    item: str
    question: Question
    apart: str
    lattice: Lattice
    waves_of: tuple[str, ...]
    covered: tuple[int, ...]
    cells: tuple[str, ...]
    waves: tuple[str, ...]
    groups: tuple[str, ...]
    answers: Mapping[int, str]
    judged: tuple[Judged, ...]
    withdrawn: int
    beyond: frozenset[int]
    stayed: Mapping[int, tuple[Before, ...]]

    def name(self, wave: int, group: int, answer: int) -> str:
        """A product set in words: "never" of heard, in Anyshire, among term 2."""
        return words.CELL.format(
            answer=self.answers.get(answer, words.REST),
            item=self.item or words.RESPONDENTS,
            group=self.groups[group],
            wave=self.waves[wave],
        )


@dataclass(frozen=True, slots=True, eq=False)
class People:
    """The waves and the group axis that the releases of one population share. `is_open` says that the last of them is still
    being planned: anything may come to be told by it."""

    covers: Covers
    cells: tuple[str, ...]
    groups: Axis
    group_names: tuple[str, ...]
    beyond: frozenset[int]
    place: tuple[Mapping[tuple[str, str | None], int], ...]
    is_open: bool


def subjects(drafts: Sequence[Draft]) -> Iterator[Subject]:
    """Each item of releases over one population, with everything that they print of it.

    Raises Unfitting where their groups cannot be laid over one another or two of them contradict each other.
    """
    people = people_of(drafts)
    by_item = [tables_by_item(draft) for draft in drafts]
    for asked, question in asked_of(drafts).items():
        yield _subject(asked, question, drafts, people, by_item)


def people_of(drafts: Sequence[Draft]) -> People:
    """The shared axes of the releases' waves and groups. Raises Unfitting."""
    refuse_recoded(drafts)
    covers = covers_of(drafts)
    cells, resolved = _cells(drafts)
    beyond = frozenset({len(cells)}) if covers.left else frozenset()
    everybody = frozenset(range(len(cells))) | beyond
    sets = {members: name for one in resolved for name, members in one.items() if members}
    own = grouped(everybody, tuple(sets), tuple(tuple(parts) for one in resolved for parts in _partitions(one)))
    called = {members: _called(name) for members, name in sets.items()}
    group_names = tuple(called.get(one, (*cells, words.NO_ANSWER)[min(one)]) for one in own.sets)
    at = {members: place for place, members in enumerate(own.sets)}
    return People(
        covers=covers,
        cells=cells,
        groups=own,
        group_names=group_names,
        beyond=frozenset(place for place, one in enumerate(own.sets) if one & beyond),
        place=tuple({name: at[members] for name, members in one.items() if members} for one in resolved),
        is_open=not drafts[-1].tables and not drafts[-1].respondents,
    )


def _called(name: tuple[str, str | None]) -> str:
    return name[1] if name[1] is not None else words.WHOLE.format(partition=name[0])


def _partitions(groups: Mapping[tuple[str, str | None], Members]) -> list[list[Members]]:
    by_name: dict[str, list[Members]] = {}
    for (partition, group), members in groups.items():
        if group is not None and members:
            by_name.setdefault(partition, []).append(members)
    return [*by_name.values(), []]


def _cells(drafts: Sequence[Draft]) -> tuple[tuple[str, ...], list[Groups]]:
    """The smallest cells of all releases, and each release's groups as sets of them.

    A release with larger cells is laid over those of the finest: each of its cells must bear the name of a group there.
    """
    finest = max(drafts, key=lambda draft: len(draft.structure.cells)).structure
    cells = list(finest.cells)
    known = {name: frozenset({at}) for at, name in enumerate(cells)}
    for groups in finest.partitions.values():
        known |= {name: frozenset(places) for name, places in groups.items() if name not in known}
    resolved = []
    for draft in drafts:
        for name in draft.structure.cells:
            if name not in known:
                known[name] = frozenset({len(cells)})
                cells.append(name)
        resolved.append(resolved_groups(draft.structure, known))
    refuse_apart(drafts, resolved)
    return tuple(cells), resolved


def _subject(
    asked: Asked,
    question: Question,
    drafts: Sequence[Draft],
    people: People,
    by_item: Sequence[Mapping[str, Sequence[Printed]]],
) -> Subject:
    item, _, _, apart = asked
    answers, where = told_apart(apart) if apart else axis_of(question)
    printed = [
        list(printed_of(by_item[at].get(item, ()), apart, where, people.place[at]))
        if any((one.item, one.kind, one.options) == asked[:3] for one in (RESPONDENTS, *draft.questions))
        else []
        for at, draft in enumerate(drafts)
    ]
    return subject_of(question, apart, printed, people, (answers, where))


def subject_of(
    question: Question,
    apart: str,
    printed: Sequence[Sequence[Told]],
    people: People,
    asked: tuple[Answers, Mapping[Codes, int]],
) -> Subject:
    """An item over all releases, with what each of them prints of it and its answer axis."""
    answers, where = asked
    waves, lattice = _laid(question.item, printed, people, (answers, where.get(BASE)))
    return Subject(
        item=question.item,
        question=question,
        apart=apart,
        lattice=lattice,
        waves_of=people.covers.atoms,
        covered=waves.covered,
        cells=people.cells,
        waves=waves.names,
        groups=people.group_names,
        answers=answer_names(answers, where),
        judged=waves.judged,
        withdrawn=sum(count for _, count in waves.left),
        beyond=people.beyond,
        stayed=waves.stayed,
    )


def _laid(
    item: str, printed: Sequence[Sequence[Told]], people: People, asked: tuple[Answers, int | None]
) -> tuple[WaveSets, Lattice]:
    """The lattice of an item with all that is printed of it, by release; of many releases over those differences alone that
    tell something by themselves, which are looked for until no more are found."""

    def over(pairs: Pairs | None) -> tuple[WaveSets, Lattice]:
        waves = wave_sets(people.covers, pairs)
        return waves, Lattice(waves.axis, people.groups, asked[0], _known(item, printed, waves, people, asked))

    if len(set(people.covers.sets)) <= FEW:
        return over(None)
    found = people.covers.came
    while True:
        waves, lattice = over(found)
        more = found | _worth_a_look(waves, lattice, people)
        if more == found:
            return waves, lattice
        found = more


def _worth_a_look(waves: WaveSets, lattice: Lattice, people: People) -> Pairs:
    found: Pairs = frozenset()
    for told in told_by_each(lattice, waves.covered):
        told[-1] |= people.is_open
        found |= beside(people.covers, told, bound=bool(lattice.answers.together))
    return found


def _known(
    item: str,
    printed: Sequence[Sequence[Told]],
    waves: WaveSets,
    people: People,
    asked: tuple[Answers, int | None],
) -> NDArray[np.int64]:
    """All that is printed, in its places."""
    answers, base = asked
    known = np.full((len(waves.axis.sets), len(people.groups.sets), len(answers.axis.sets)), UNKNOWN, np.int64)
    for at, told in enumerate(printed):
        _keep(known[waves.covered[at]], told, item)
    if base is not None:
        everybody = people.groups.sets.index(frozenset(range(people.groups.size)))
        for wave, count in waves.left:
            known[wave, everybody, base] = count
    return known


def printed_of(
    tables: Sequence[Printed],
    apart: str,
    where: Mapping[Codes, int],
    place: Mapping[tuple[str, str | None], int],
) -> Iterator[Told]:
    """Group, answer and count of all that a release prints of an item."""
    for table in tables:
        group = place.get((table.partition, table.group))
        for codes, count in _counts(table, apart) if group is not None else ():
            if codes not in where or group is None:
                raise Unfitting(words.UNKNOWN_CODES.format(item=table.item, codes=", ".join(codes)))
            yield group, where[codes], count


def _counts(table: Printed, apart: str) -> Iterator[tuple[Codes, int]]:
    if apart:
        yield from ((cell.codes, cell.count) for cell in table.apart if cell.codes == (apart,))
        return
    if table.base is not None:
        yield BASE, table.base
    yield from ((cell.codes, cell.count) for cell in table.cells)


def _keep(known: NDArray[np.int64], printed: Sequence[Told], item: str) -> None:
    """Put what a release prints into its wave's layer, all in one go. Raises Unfitting where two figures are told of one."""
    groups, answers, counts = np.array(printed, np.int64).reshape(-1, 3).T
    was = known[groups, answers]
    known[groups, answers] = counts
    wrong = np.flatnonzero(((was != UNKNOWN) & (was != counts)) | (known[groups, answers] != counts))
    if len(wrong):
        at = wrong[0]
        one, other = (was[at], counts[at]) if was[at] != UNKNOWN else (counts[at], known[groups[at], answers[at]])
        raise Unfitting(words.TWO_FIGURES.format(item=item or words.RESPONDENTS, one=one, other=other))
