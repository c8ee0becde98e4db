"""From the entries of a ledger to lattices: every printed number in its place, whichever release printed it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from poet.protect import words
from poet.protect.ledger import Draft, Printed, Question, Structure
from poet.protect.proof.answers import BASE, Codes, answer_names, axis_of, told_apart
from poet.protect.proof.lattice import UNKNOWN, Axis, Lattice, Members, axis, grouped, parted
from poet.protect.proof.staying import Before, Judged, before_leaving, judged

# How many people answered anything at all, as if it had been asked.
RESPONDENTS = Question("", "respondents")
# One question as it was asked: its id, how it is answered, its options, and the answer that stands apart, if that is it.
Asked = tuple[str, str, Codes, str]


class Unfitting(Exception):
    """Releases that cannot be laid over one another; the message says why and what to do."""


@dataclass(frozen=True, slots=True, eq=False)
class Subject:
    """An item over all releases: its lattice, the names of its waves and cells, and those of all sets of each axis.

    `judged` says how each wave set is looked at; `withdrawn` people left in all, and the group sets in `beyond` are no
    groups: they only hold those of them who did not answer this item. `stayed` has the wave sets that hold beside one only
    people who have left since."""

    item: str
    question: Question
    apart: str
    lattice: Lattice
    waves_of: tuple[str, ...]
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
            answer=self.answers.get(answer, words.REST), item=self.item, group=self.groups[group], wave=self.waves[wave]
        )


@dataclass(frozen=True, slots=True, eq=False)
class People:
    """The wave and group axes that the releases of one population share."""

    waves: Axis
    waves_of: tuple[str, ...]
    wave_names: tuple[str, ...]
    covered: tuple[int, ...]
    cells: tuple[str, ...]
    groups: Axis
    group_names: tuple[str, ...]
    judged: tuple[Judged, ...]
    left: tuple[tuple[int, int], ...]
    beyond: frozenset[int]
    stayed: Mapping[int, tuple[Before, ...]]
    place: tuple[Mapping[tuple[str, str | None], int], ...]


def subjects(drafts: Sequence[Draft]) -> Iterator[Subject]:
    """Each item of releases over one population, with everything that they print of it.

    Raises Unfitting where their groups cannot be laid over one another or two of them contradict each other.
    """
    people = people_of(drafts)
    by_item = [_tables_by_item(draft) for draft in drafts]
    for asked, question in _asked(drafts).items():
        yield _subject(asked, question, drafts, people, by_item)


def people_of(drafts: Sequence[Draft]) -> People:
    """The shared axes of the releases' waves and groups. Raises Unfitting."""
    waves, atoms, names, covered = _waves(drafts)
    cells, resolved = _cells(drafts)
    leaving = [draft.waves for draft in drafts if draft.waves.left]
    beyond = frozenset({len(cells)}) if leaving else frozenset()
    everybody = frozenset(range(len(cells))) | beyond
    sets = {members: name for one in resolved for name, members in one.items() if members}
    own = grouped(everybody, tuple(sets), tuple(tuple(parts) for one in resolved for parts in _partitions(one)))
    called = {members: _called(name) for members, name in sets.items()}
    group_names = tuple(called.get(one, (*cells, words.NO_ANSWER)[min(one)]) for one in own.sets)
    at = {members: place for place, members in enumerate(own.sets)}
    left = [(waves.sets.index(frozenset(atoms.index(one) for one in w.left.values())), w.withdrawn) for w in leaving]
    return People(
        waves=waves,
        waves_of=atoms,
        wave_names=names,
        covered=covered,
        cells=cells,
        groups=own,
        group_names=group_names,
        judged=judged(drafts, waves, atoms, covered),
        left=tuple(left),
        beyond=frozenset(place for place, one in enumerate(own.sets) if one & beyond),
        stayed=before_leaving(waves, covered, left),
        place=tuple({name: at[members] for name, members in one.items() if members} for one in resolved),
    )


def _called(name: tuple[str, str | None]) -> str:
    return name[1] if name[1] is not None else words.WHOLE.format(partition=name[0])


def _partitions(groups: Mapping[tuple[str, str | None], Members]) -> list[list[Members]]:
    by_name: dict[str, list[Members]] = {}
    for (partition, group), members in groups.items():
        if group is not None and members:
            by_name.setdefault(partition, []).append(members)
    return [*by_name.values(), []]


def _waves(drafts: Sequence[Draft]) -> tuple[Axis, tuple[str, ...], tuple[str, ...], tuple[int, ...]]:
    """The waves as atoms, split where somebody left; a set for what each release covers and for what two differ in."""
    covers = [list(draft.waves.covered) for draft in drafts]
    for at, draft in enumerate(drafts):
        for wave, left in draft.waves.left.items():
            for earlier in covers[:at]:
                if wave in earlier and left not in earlier:
                    earlier.append(left)
    atoms = tuple(dict.fromkeys(wave for cover in covers for wave in cover))
    sets = [frozenset(atoms.index(wave) for wave in cover) for cover in covers]
    differing = [one - other for one in sets for other in sets if other < one]
    families = [
        (one, [other, one - other]) for one in [*sets, *differing] for other in [*sets, *differing] if other < one
    ]
    families += [parted(one, []) for one in [*sets, *differing]]
    leaving = [frozenset(atoms.index(one) for one in draft.waves.left.values()) for draft in drafts]
    own = axis(len(atoms), [*sets, *differing, *leaving], families)
    names = tuple(" + ".join(atoms[at] for at in sorted(one)) for one in own.sets)
    return own, atoms, names, tuple(own.sets.index(one) for one in sets)


def _cells(drafts: Sequence[Draft]) -> tuple[tuple[str, ...], list[dict[tuple[str, str | None], Members]]]:
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
        resolved.append(_resolved(draft.structure, known))
    return tuple(cells), resolved


def _resolved(structure: Structure, known: Mapping[str, Members]) -> dict[tuple[str, str | None], Members]:
    lying: list[Members] = [known[name] for name in structure.cells]
    if sum(map(len, lying)) != len(frozenset().union(*lying)):
        raise Unfitting(words.CELLS_OVERLAP)
    found: dict[tuple[str, str | None], Members] = {}
    for partition, groups in structure.partitions.items():
        members = {group: frozenset().union(*(lying[at] for at in places)) for group, places in groups.items()}
        whole = frozenset().union(*members.values())
        if len(whole) != sum(map(len, members.values())):
            raise Unfitting(words.GROUPS_OVERLAP.format(partition=partition))
        found[partition, None] = whole
        found |= {(partition, group): one for group, one in members.items()}
    return found


def _asked(drafts: Iterable[Draft]) -> dict[Asked, Question]:
    """Each question once, with the joinings of all releases; one with other options counts as another question."""
    found: dict[Asked, Question] = {}
    for draft in drafts:
        for one in (RESPONDENTS, *draft.questions):
            key = (one.item, one.kind, one.options, "")
            before = found.get(key)
            groupings = dict.fromkeys([*(before.groupings if before else ()), *one.groupings])
            found[key] = Question(one.item, one.kind, one.options, one.alone, one.apart, tuple(groupings))
            for code in one.apart:
                found[one.item, one.kind, one.options, code] = one
    return found


def _tables_by_item(draft: Draft) -> dict[str, list[Printed]]:
    found: dict[str, list[Printed]] = {}
    for table in draft.tables:
        found.setdefault(table.item, []).append(table)
    found[RESPONDENTS.item] = [
        Printed(one.partition, one.group, RESPONDENTS.item, one.count) for one in draft.respondents
    ]
    return found


def _subject(
    asked: Asked,
    question: Question,
    drafts: Sequence[Draft],
    people: People,
    by_item: Sequence[Mapping[str, Sequence[Printed]]],
) -> Subject:
    item, _, _, apart = asked
    answers, where = told_apart(apart) if apart else axis_of(question)
    shape = (len(people.waves.sets), len(people.groups.sets), len(answers.axis.sets))
    known = np.full(shape, UNKNOWN, np.int64)
    for at, draft in enumerate(drafts):
        if any((one.item, one.kind, one.options) == asked[:3] for one in (RESPONDENTS, *draft.questions)):
            printed = list(_printed(by_item[at].get(item, ()), apart, where, people.place[at]))
            _keep(known[people.covered[at]], printed, item)
    base = where.get(BASE)
    if base is not None:
        everybody = people.groups.sets.index(frozenset(range(people.groups.size)))
        for wave, count in people.left:
            known[wave, everybody, base] = count
    lattice = Lattice(people.waves, people.groups, answers, known)
    return Subject(
        item=item,
        question=question,
        apart=apart,
        lattice=lattice,
        waves_of=people.waves_of,
        cells=people.cells,
        waves=people.wave_names,
        groups=people.group_names,
        answers=answer_names(answers, where),
        judged=people.judged,
        withdrawn=sum(count for _, count in people.left),
        beyond=people.beyond,
        stayed=people.stayed,
    )


def _printed(
    tables: Sequence[Printed],
    apart: str,
    where: Mapping[Codes, int],
    place: Mapping[tuple[str, str | None], int],
) -> Iterator[tuple[int, int, int]]:
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


def _keep(known: NDArray[np.int64], printed: Sequence[tuple[int, int, int]], item: str) -> None:
    """Put what a release prints into its wave's layer, all in one go. Raises Unfitting where two figures are told of one."""
    groups, answers, counts = np.array(printed, np.int64).reshape(-1, 3).T
    was = known[groups, answers]
    known[groups, answers] = counts
    wrong = np.flatnonzero(((was != UNKNOWN) & (was != counts)) | (known[groups, answers] != counts))
    if len(wrong):
        at = wrong[0]
        one, other = (was[at], counts[at]) if was[at] != UNKNOWN else (counts[at], known[groups[at], answers[at]])
        raise Unfitting(words.TWO_FIGURES.format(item=item or words.RESPONDENTS, one=one, other=other))
