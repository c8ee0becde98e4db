"""Whose report it is: one group's tables, or everybody's, read from the protected release."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from poet.compare import Beside, Period, beside_rest
from poet.compare.chosen import LEAST_MEMBERS
from poet.findings.told_by import Background
from poet.instrument import Instrument, Item, Kind, Section, Variant, worded
from poet.protect import NumberTable, OptionTable, Policy, Protected, Shown, Table, TextTable, Withheld
from poet.report.model import Claim


@dataclass(frozen=True, slots=True)
class Done:
    """What a council does about what was said to a question (`item`): what, whose task it is (a role), until when (a day in
    words), and where it stands, in words."""

    item: str
    what: str
    owner: str
    due: str
    stands: str


@dataclass(frozen=True, slots=True)
class Approved:
    """A pull quote about a question (`about`, its id): its text, who approved it (a role), on which day (ISO), and whose
    report it is for, None for the report on everybody."""

    text: str
    about: str
    by: str
    on: str
    area: str | None = None


@dataclass(frozen=True, slots=True)
class Chosen:
    """Areas that an area compares itself with, by their names in the release, and what it calls them together. Of the
    questions in `untold` nothing is told beside them: too much would follow for who reads other reports as well."""

    name: str
    members: tuple[str, ...]
    untold: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, eq=False)
class Formerly:
    """An area that was there before, on ground of this one: its name, until when it was there and what became of it, in words;
    of the last round that it published (`round_name`) the questionnaire and the `shares` of favourable answers, by question."""

    name: str
    until: str
    became: str
    round_name: str = ""
    instrument: Instrument | None = None
    shares: Mapping[str, Claim] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class About:
    """What a report says of itself. `date` is an ISO date or empty; `variant` gives the wording its questions show;
    `release` names the protected figures it is made from; `done` is what the council does about them; `groups` is what
    the release's groups are called, `publisher` who publishes the report, `quotes` what was approved to be quoted, and
    `chosen` the groups that the area compares itself with, `formerly` the areas that were there before it."""

    date: str = ""
    round_name: str = ""
    software: str = ""
    licence: str = ""
    made_up: bool = False
    variant: str | None = None
    release: str = ""
    done: tuple[Done, ...] = ()
    groups: str = "areas"
    publisher: str = ""
    quotes: tuple[Approved, ...] = ()
    chosen: tuple[Chosen, ...] = ()
    formerly: tuple[Formerly, ...] = ()


@dataclass(frozen=True, slots=True)
class Earlier:
    """The release of an earlier round: what it is called, the days on which this round and then that one took answers,
    where they are known, and what names its figures."""

    protected: Protected
    name: str = ""
    periods: tuple[Period, Period] | None = None
    release: str = ""

    @property
    def called(self) -> str:
        """The earlier round in a sentence; a bare year says what it is the year of."""
        return called(self.name) or "last time"


def called(name: str) -> str:
    """A round's name in a sentence; a bare year says what it is the year of."""
    return name if not name or any(map(str.isalpha, name)) else f"the round {name}"


@dataclass(frozen=True, slots=True)
class Other:
    """Another questionnaire's release of the same round, asked of other people, and what names its figures."""

    protected: Protected
    release: str = ""


@dataclass(frozen=True, slots=True)
class Scope:
    """One report's view of a release, of the `earlier` one where there is one, and of those before it (`further`, newest
    first); `voices` are what other people said in the same round. `group` is None in the report on everybody; `steps` are
    what to do with a report of this kind. `backgrounds` are the questions by which its people are told apart, and `tests`
    how many comparisons words of difference allow for, where these are not the questions'."""

    protected: Protected
    group: str | None
    about: About
    earlier: Earlier | None = None
    steps: tuple[str, ...] = ()
    further: tuple[Earlier, ...] = ()
    voices: tuple[Other, ...] = ()
    backgrounds: tuple[Background, ...] = ()
    tests: int = 0
    # What was told of each section so far: a kind may ask for it in its body, its annex and its workbook.
    told: dict[str, object] = field(default_factory=dict, compare=False, repr=False)

    @property
    def instrument(self) -> Instrument:
        """The questionnaire that was answered."""
        return self.protected.instrument

    @property
    def policy(self) -> Policy:
        """The protection policy of the release."""
        return self.protected.policy

    @property
    def name(self) -> str:
        """Whose answers these are."""
        return self.group or "Everyone who answered"

    @property
    def one_group(self) -> str:
        """What one of the release's groups is called."""
        return self.about.groups.removesuffix("s")

    @property
    def tables(self) -> Mapping[str, Table]:
        """The protected tables by item id."""
        return self.protected.whole if self.group is None else self.protected.groups[self.group]

    @property
    def respondents(self) -> Shown[int] | Withheld:
        """How many people answered at all."""
        return self.protected.all_respondents if self.group is None else self.protected.respondents[self.group]

    @property
    def variant(self) -> Variant:
        """The wording variant the report uses."""
        return self.instrument.variant(self.about.variant)

    def said(self, text: str) -> str:
        """A text of the questionnaire in the report's wording."""
        return worded(text, self.variant)

    def label(self, item: Item) -> str:
        """The item's short name."""
        return self.said(item.label)

    def option_tables(self, items: Sequence[Item]) -> tuple[OptionTable, ...]:
        """The items' option tables, in order."""
        found = (self.tables.get(item.id) for item in items)
        return tuple(table for table in found if isinstance(table, OptionTable))

    def number_tables(self, items: Sequence[Item]) -> tuple[NumberTable, ...]:
        """The items' number tables, in order."""
        found = (self.tables.get(item.id) for item in items)
        return tuple(table for table in found if isinstance(table, NumberTable))

    def text_tables(self, items: Sequence[Item]) -> tuple[TextTable, ...]:
        """The items' comment tables, in order."""
        found = (self.tables.get(item.id) for item in items)
        return tuple(table for table in found if isinstance(table, TextTable))

    def beside(self, item: Item) -> Beside | Withheld | None:
        """The group's favourable share beside the rest's; None in the report on everybody."""
        here, whole = self.tables.get(item.id), self.protected.whole.get(item.id)
        if self.group is None or not isinstance(here, OptionTable) or not isinstance(whole, OptionTable):
            return None
        return beside_rest(here, whole, comparisons=self.comparisons)

    @property
    def comparisons(self) -> int:
        """How many comparisons with the rest, and with chosen groups, the report makes: words of difference allow for all."""
        judged = sum(item.judged and item.kind is Kind.ONE for item in self.instrument.items)
        return self.tests or max(1, judged) * (1 + sum(map(self.may_show, self.about.chosen)))

    def may_show(self, one: Chosen) -> bool:
        """Whether enough of a group's members have answers that can be shown."""
        seen = (self.protected.respondents.get(name) for name in set(one.members) - {self.group})
        return sum(isinstance(people, Shown) for people in seen) >= LEAST_MEMBERS


def runs(items: Sequence[Item]) -> tuple[tuple[Item, ...], ...]:
    """Neighbouring items that can stand in one chart or table: those that share their options, numbers, comments."""
    return tuple(tuple(run) for _, run in groupby(items, key=lambda item: (item.kind, item.options)))


def sections(scope: Scope) -> tuple[tuple[Section, tuple[Item, ...]], ...]:
    """The questionnaire's sections with their items."""
    return tuple((section, scope.instrument.items_of(section)) for section in scope.instrument.sections)
