"""A plan's tables fitted to a questionnaire: words become its questions, and what does not fit is found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from poet.findings.beside import COMPARATORS
from poet.findings.chapters import NUMBERS, OPTIONS
from poet.findings.draft import (
    DraftChanges,
    DraftComparisons,
    DraftMeasures,
    DraftModels,
    DraftPart,
    DraftPlan,
    DraftSubgroups,
    DraftTrends,
    DraftVoices,
)
from poet.findings.joining import with_joinings
from poet.findings.plan import (
    Changes,
    Comparisons,
    Grouping,
    Joining,
    Level,
    Measures,
    Models,
    Part,
    Subgroups,
    Trends,
    Voices,
)
from poet.findings.selecting import SELECTIONS, groupings, selected
from poet.findings.sentences import Misplanned
from poet.findings.vocabulary import MODELS
from poet.instrument import Instrument, Item, Kind
from poet.instrument.bands import Banded, banded
from poet.instrument.places import Path
from poet.instrument.sentences import Found, Wrong, nearest
from poet.measure import MEASURES

MEASURED = (OPTIONS, *MEASURES, NUMBERS)


@dataclass(frozen=True, slots=True)
class Fitting:
    """One fitting of a draft to a questionnaire; what does not fit is added to `found`."""

    draft: DraftPlan
    instrument: Instrument
    found: list[Found]
    bands: Mapping[str, Banded]
    joinings: Mapping[str, Joining]

    def parts(self) -> Iterator[Part]:
        """Every table of the plan, fitted, chapter by chapter."""
        for word, fit in FITTERS.items():
            for table in getattr(self.draft, word):
                yield fit(self, table)

    def level(self, table: DraftPart | DraftVoices) -> Level:
        """The table's level, or else the plan's."""
        return table.level or self.draft.level or Level.AREA

    def items(self, table: DraftPart, *, judged: bool) -> tuple[Item, ...]:
        """The questions that a table names, each once, in the questionnaire's order. Where only judged questions make
        sense, a word names those of its own that are, and an id of any other is a fault."""
        chosen = {item.id for item in self._named(table.items, (*table.at, "items"), judged=judged)}
        return tuple(item for item in self.instrument.items if item.id in chosen)

    def _named(self, words: Iterable[str], at: Path, *, judged: bool) -> Iterator[Item]:
        for place, word in enumerate(words):
            items = selected(self.instrument, word)
            if items is None:
                known = nearest(word, (*SELECTIONS, *self.instrument.by_id))
                self.found.append(
                    Misplanned.UNKNOWN_ITEM.at((*at, place), questionnaire=self.instrument.name, id=word, nearest=known)
                )
            elif judged and word not in SELECTIONS and not items[0].judged:
                self.found.append(Misplanned.NOT_JUDGED.at((*at, place), id=word))
            else:
                yield from (item for item in items if item.judged or not judged)

    def groupings(self, words: Iterable[str], at: Path) -> tuple[Grouping, ...]:
        """How the questions that are named part people, each once."""
        parted: dict[str, Grouping] = {}
        for place, word in enumerate(words):
            for item in self._named([word], at, judged=False):
                ways = groupings(item, self.bands)
                if not ways and word not in SELECTIONS:
                    wrong = Misplanned.NO_BANDS if item.kind is Kind.NUMBER else Misplanned.NO_GROUPING
                    self.found.append(wrong.at((*at, place), id=word))
                parted |= {way.name: way for way in ways}
        return tuple(parted.values())

    def known(self, words: tuple[str, ...], choices: Iterable[str], wrong: Misplanned, at: Path) -> tuple[str, ...]:
        """The words, each of them one of the choices and there once."""
        allowed = list(choices)
        for place, word in enumerate(words):
            if word not in allowed:
                self.found.append(wrong.at((*at, place), word=word, nearest=nearest(word, allowed)))
            elif word in words[:place]:
                self.found.append(Misplanned.REPEATED.at((*at, place), word=word))
        return words

    def margin(self, table: DraftChanges | DraftVoices) -> float:
        """A margin between 0 and 1."""
        margin = table.margin if table.margin is not None else 0.5
        if not 0 < margin < 1:
            self.found.append(Misplanned.BAD_MARGIN.at((*table.at, "margin"), margin=margin))
        return margin


def _measures(fitting: Fitting, table: DraftMeasures) -> Measures:
    what = fitting.known(table.what, MEASURED, Misplanned.UNKNOWN_MEASURE, (*table.at, "what"))
    return Measures(fitting.level(table), fitting.items(table, judged=False), what)


def _comparisons(fitting: Fitting, table: DraftComparisons) -> Comparisons:
    level, named = fitting.level(table), fitting.draft.groups
    if level is Level.NATION:
        fitting.found.append(Misplanned.NOBODY_ELSE.at((*table.at, "level")))
    taken = {word: one for word, one in named.items() if word in COMPARATORS}
    fitting.found.extend(Misplanned.GROUP_WORD.at(one.at, word=word) for word, one in taken.items())
    beside = fitting.known(table.beside, (*COMPARATORS, *named), Misplanned.UNKNOWN_COMPARATOR, (*table.at, "beside"))
    groups = MappingProxyType({word: one.areas for word, one in named.items()})
    return Comparisons(level, fitting.items(table, judged=True), beside, groups, table.family)


def _subgroups(fitting: Fitting, table: DraftSubgroups) -> Subgroups:
    by = with_joinings(fitting.groupings(table.by, (*table.at, "by")), fitting.joinings)
    return Subgroups(fitting.level(table), fitting.items(table, judged=True), by, table.family)


def _changes(fitting: Fitting, table: DraftChanges) -> Changes:
    return Changes(fitting.level(table), fitting.items(table, judged=True), fitting.margin(table), table.family)


def _trends(fitting: Fitting, table: DraftTrends) -> Trends:
    return Trends(fitting.level(table), fitting.items(table, judged=True), table.family)


def _voices(fitting: Fitting, table: DraftVoices) -> Voices:
    at = (*table.at, "voices")
    if len(table.voices) < 2:
        fitting.found.append(Misplanned.FEW_VOICES.at(at))
    own = table.voices.get(fitting.instrument.id)
    if own is not None and own not in fitting.instrument.by_id:
        known = nearest(own, fitting.instrument.by_id)
        place = (*at, fitting.instrument.id)
        fitting.found.append(
            Misplanned.UNKNOWN_ITEM.at(place, questionnaire=fitting.instrument.name, id=own, nearest=known)
        )
    return Voices(fitting.level(table), table.of or "", table.voices, fitting.margin(table))


def _models(fitting: Fitting, table: DraftModels) -> Models:
    what, level = table.what or "", fitting.level(table)
    if table.what is not None:
        fitting.known((what,), MODELS, Misplanned.UNKNOWN_MODEL, (*table.at, "what"))
    model = MODELS.get(what)
    if model is not None and level not in model.levels:
        fitting.found.append(
            Misplanned.OTHER_LEVEL.at((*table.at, "what"), level=level, levels=" or ".join(model.levels))
        )
    if model is not None and model.needs_by and "by" not in table.given:
        fitting.found.append(Wrong.MISSING_KEY.at(table.at, table="This model", key="by"))
    by = fitting.groupings(table.by, (*table.at, "by"))
    return Models(level, what, fitting.items(table, judged=True), by, table.family)


def bands(draft: DraftPlan, instrument: Instrument, found: list[Found]) -> Mapping[str, Banded]:
    """The numbers that the plan bands, by their id; bands that fit no number of the questionnaire are found."""
    fitted: dict[str, Banded] = {}
    numbers = {item.id: item for item in selected(instrument, "numbers") or ()}
    for name, one in draft.bands.items():
        if (item := numbers.get(name)) is None:
            found.append(Misplanned.NOT_A_NUMBER.at(one.at, id=name, nearest=nearest(name, numbers)))
        elif one.starts:
            try:
                fitted[name] = banded(item, one.starts)
            except ValueError:
                wrong = Misplanned.NOT_BANDS.at((*one.at, "from"), id=name, low=item.low, high=item.high)
                found.append(wrong)
    return fitted


# Every chapter's tables, in the order in which findings tell them; the words are those of `vocabulary`.
FITTERS: Mapping[str, Callable[..., Part]] = MappingProxyType(
    {
        "measures": _measures,
        "comparisons": _comparisons,
        "subgroups": _subgroups,
        "changes": _changes,
        "trends": _trends,
        "triangulations": _voices,
        "models": _models,
    }
)
