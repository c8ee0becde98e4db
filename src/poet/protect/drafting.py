"""A release as the ledger keeps it: every number that is printed, and none that is not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from poet.instrument import Instrument, Item, Kind
from poet.protect.ladder import ladder
from poet.protect.ledger import Cell, Draft, Population, Printed, Question, Respondents, Structure, Waves
from poet.protect.means import SUM
from poet.protect.model import NumberTable, OptionTable, Part, Protected, Release, Shown, Table, TextTable, Withheld
from poet.protect.policy import Policy
from poet.protect.preparing import question_of
from poet.protect.views import rule_of

# What the people of a round are called in entries of what was given otherwise than by counts as they are.
OTHERWISE = ", given otherwise"


@dataclass(frozen=True, slots=True)
class Occasion:
    """Of which people a release is: the population, which waves of it, and how its groups lie over one another. Only the
    partitions in `told` are told of (None: all of them); others say where people stand, for releases before and after."""

    population: Population
    waves: Waves
    structure: Structure
    told: frozenset[str] | None = None

    @property
    def partitions(self) -> tuple[str, ...]:
        """The partitions that are told of."""
        return tuple(name for name in self.structure.partitions if self.told is None or name in self.told)


def drafted(
    release: Release, occasion: Occasion, at: str, questions: tuple[Question, ...] = (), outside: tuple[str, ...] = ()
) -> Draft:
    """The draft of a release issued at a time (ISO 8601 with a time zone). Without `questions`, how each item may be
    grouped is read off its tables."""
    tables = [one for name, protected in release.partitions.items() for one in _tables(name, protected)]
    return Draft(
        at=at,
        audience=str(release.policy.audience.value),
        rule=rule_of(release.policy),
        population=occasion.population,
        waves=occasion.waves,
        structure=occasion.structure,
        questions=questions or _questions(release, tables),
        respondents=tuple(
            one for name, protected in release.partitions.items() for one in _respondents(name, protected)
        ),
        tables=tuple(one for one in tables if one.base is not None or one.cells or one.apart),
        outside=outside,
    )


def given_otherwise(policy: Policy, of: Population, at: str, what: str) -> Draft:
    """The entry of what was given to the policy's audience in another way than by counts as they are: with noise, or record by
    record. It tells no count, so that no proof reaches it; `what` names it, with its method. Its people bear a name of their own
    in the ledger, since nothing is laid over it."""
    return Draft(
        at=at,
        audience=str(policy.audience.value),
        rule=rule_of(policy),
        population=replace(of, round=f"{of.round}{OTHERWISE}"),
        waves=Waves(("all",)),
        structure=Structure(("everybody",), {"nation": {"everybody": (0,)}}),
        questions=(),
        respondents=(),
        tables=(),
        outside=(what,),
    )


def news(draft: Draft, before: Draft) -> Draft:
    """The draft with the tables and numbers alone that are new beside those shown last: a table that stayed tells of fewer
    people than the draft's waves hold."""
    return replace(
        draft,
        respondents=tuple(one for one in draft.respondents if one not in before.respondents),
        tables=tuple(one for one in draft.tables if one not in before.tables),
    )


def _tables(partition: str, protected: Protected) -> Iterator[Printed]:
    groups: list[tuple[str | None, Mapping[str, Table]]] = [(None, protected.whole), *protected.groups.items()]
    for group, tables in groups:
        for item, table in tables.items():
            yield _printed(partition, group, item, table)


def _printed(partition: str, group: str | None, item: str, table: Table) -> Printed:
    match table:
        case OptionTable():
            return Printed(partition, group, item, _count(table.base), _cells(table.parts), _cells(table.apart))
        case NumberTable():
            return Printed(partition, group, item, _count(table.base), figures=_figures(table))
        case TextTable():
            return Printed(partition, group, item, _count(table.base))


def _count(figure: Shown[int] | Withheld) -> int | None:
    return figure.value if isinstance(figure, Shown) else None


def _cells(parts: tuple[Part, ...]) -> tuple[Cell, ...]:
    return tuple(Cell(part.codes, part.count.value) for part in parts if isinstance(part.count, Shown))


def _figures(table: NumberTable) -> dict[str, float]:
    named = {
        "lower quartile": table.quartiles[0],
        "median": table.quartiles[1],
        "upper quartile": table.quartiles[2],
        "mean": table.mean,
        "lowest": table.lowest,
        "highest": table.highest,
    }
    found = {name: figure.value for name, figure in named.items() if isinstance(figure, Shown)}
    if isinstance(table.base, Shown) and isinstance(table.mean, Shown):
        # What a reader takes from a mean with its base, so that the audit can hold the two together.
        found[SUM] = round(table.base.value * table.mean.value, 10)
    return found


def _respondents(partition: str, protected: Protected) -> Iterator[Respondents]:
    figures: list[tuple[str | None, Shown[int] | Withheld]] = [
        (None, protected.all_respondents),
        *protected.respondents.items(),
    ]
    for group, figure in figures:
        if isinstance(figure, Shown):
            yield Respondents(partition, group, figure.value)


def _questions(release: Release, tables: list[Printed]) -> tuple[Question, ...]:
    shown: dict[str, dict[frozenset[tuple[str, ...]], None]] = {}
    for table in tables:
        shown.setdefault(table.item, {})[frozenset(cell.codes for cell in table.cells)] = None
    return tuple(
        _question(release.instrument, item, tuple(shown.get(item.id, {}))) for item in release.instrument.items
    )


def _question(instrument: Instrument, item: Item, shown: tuple[frozenset[tuple[str, ...]], ...]) -> Question:
    if item.kind is not Kind.ONE:
        return question_of(instrument, item, ())
    own = question_of(instrument, item, ladder(item, np.zeros(len(item.options), np.int64)))
    if item.judged:
        return own
    options = set(own.options)
    whole = [tuple(sorted(one)) for one in shown if sum(map(len, one)) == len(options)]
    kept = dict.fromkeys([own.groupings[0], *sorted(whole, key=lambda one: -len(one))])
    return replace(own, groupings=tuple(kept))
