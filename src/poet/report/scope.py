"""Whose report it is: one group's tables, or everybody's, read from the protected release."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from poet.compare import Beside, Period, beside_rest
from poet.instrument import Instrument, Item, Kind, Section, Variant, worded
from poet.protect import NumberTable, OptionTable, Policy, Protected, Shown, Table, TextTable, Withheld


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
class About:
    """What a report says of itself. `date` is an ISO date or empty; `variant` gives the wording its questions show;
    `release` names the protected figures it is made from; `done` is what the council does about them; `groups` is what
    the release's groups are called, `publisher` who publishes the report, and `quotes` what was approved to be quoted."""

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
        named = any(map(str.isalpha, self.name))
        return self.name if named else f"the round {self.name}" if self.name else "last time"


@dataclass(frozen=True, slots=True)
class Scope:
    """One report's view of a release, and of the `earlier` one where there is one. `group` is None in the report on
    everybody; `steps` are what to do with a report of this kind."""

    protected: Protected
    group: str | None
    about: About
    earlier: Earlier | None = None
    steps: tuple[str, ...] = ()
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
        """How many comparisons with the rest the report makes: words of difference allow for them all."""
        return max(1, sum(item.judged and item.kind is Kind.ONE for item in self.instrument.items))


def runs(items: Sequence[Item]) -> tuple[tuple[Item, ...], ...]:
    """Neighbouring items that can stand in one chart or table: those that share their options, numbers, comments."""
    return tuple(tuple(run) for _, run in groupby(items, key=lambda item: (item.kind, item.options)))


def sections(scope: Scope) -> tuple[tuple[Section, tuple[Item, ...]], ...]:
    """The questionnaire's sections with their items."""
    return tuple((section, scope.instrument.items_of(section)) for section in scope.instrument.sections)
