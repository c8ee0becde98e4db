"""One entry of the ledger: what was printed about whom, when, for which audience and under which rule.

An entry holds protected numbers alone: what was withheld is absent from it, so that the ledger itself gives nothing away
that was not issued.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

# What the first entry names as the one before it.
BEGINNING = "0" * 64


@dataclass(frozen=True, slots=True)
class Population:
    """Whose answers these are: a round of one instrument. Entries of one population concern the same people."""

    round: str
    instrument: str
    digest: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """What two entries over the same people share; a corrected questionnaire text makes no other people."""
        return self.round, self.instrument


@dataclass(frozen=True, slots=True)
class Waves:
    """Which people of the population an entry covers, as waves of arrival; entries are compared by their waves.

    `covered` names the waves: ("term 1", "term 2") contains all people of ("term 1",). `left` says of a wave of an
    earlier entry that some of its people have since withdrawn or changed an answer: these become a wave of their own,
    {"term 1": "left term 1 before term 2"}, which the earlier entry covered and this one does not. `withdrawn` is how
    many they are in all.
    """

    covered: tuple[str, ...]
    left: Mapping[str, str] = field(default_factory=dict)
    withdrawn: int = 0


@dataclass(frozen=True, slots=True)
class Structure:
    """How the groups of a release lie over one another.

    `cells` names the smallest groups that part the respondents (an area, or an area crossed with an answer).
    `partitions[name][group]` are the places in `cells` of that group's members; the groups of a partition are apart
    from one another, and its whole (printed under the group None) is all of them together.
    """

    cells: tuple[str, ...]
    partitions: Mapping[str, Mapping[str, tuple[int, ...]]]

    def members(self, partition: str, group: str | None) -> tuple[int, ...]:
        """The cells of a group, or of the partition's whole. Raises KeyError on an unknown name."""
        groups = self.partitions[partition]
        return groups[group] if group is not None else tuple(sorted(place for one in groups.values() for place in one))


@dataclass(frozen=True, slots=True)
class After:
    """An answer that leads to a question: one of these `codes` was given to the `item`."""

    item: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """How an item may be answered and told. `groupings` join its options, finest first; each parts all `options`.

    `options` are those of the base, `apart` stand outside it. `alone` options of a "many" item exclude all others.
    `after` are the answers that all lead to it, of whoever was asked; empty where everybody is asked.
    """

    item: str
    kind: str
    options: tuple[str, ...] = ()
    alone: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    groupings: tuple[tuple[tuple[str, ...], ...], ...] = ()
    after: tuple[After, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """So many people chose one of these options."""

    codes: tuple[str, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Printed:
    """The printed table of an item for a group (None: the partition's whole).

    `base` is None where it is withheld; `cells` and `apart` hold only what is shown. `figures` are printed numbers that
    are no counts, like a median: they are kept, and the proof of counts names them as outside its reach.
    """

    partition: str
    group: str | None
    item: str
    base: int | None = None
    cells: tuple[Cell, ...] = ()
    apart: tuple[Cell, ...] = ()
    figures: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Respondents:
    """So many people of a group answered anything at all."""

    partition: str
    group: str | None
    count: int


@dataclass(frozen=True, slots=True)
class Rule:
    """The policy an entry was issued under: its name, the digest of its published text, and the figures it set."""

    policy: str
    digest: str
    minimum_base: int
    minimum_cell: int
    everyone: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A release as the ledger will keep it, before it has its place in the chain. `at` is ISO 8601 with a time zone.

    `outside` names model outputs issued with it, which the proof of counts does not reach.
    """

    at: str
    audience: str
    rule: Rule
    population: Population
    waves: Waves
    structure: Structure
    questions: tuple[Question, ...]
    respondents: tuple[Respondents, ...]
    tables: tuple[Printed, ...]
    outside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A draft in its place: the `number` (from 1) of its line, and the hash of the line before."""

    number: int
    previous: str
    draft: Draft
