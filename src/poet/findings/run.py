"""One pure pass: a plan and its material in, findings out, the same for the same."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager

from poet.compare import benjamini_hochberg, holm
from poet.findings import words
from poet.findings.material import Material
from poet.findings.model import Findings, Group, Joined, Line, Tested, TestsMade, state
from poet.findings.plan import Changes, Comparisons, Level, Models, Plan, Reports, Trends, Voices
from poet.findings.said import Said
from poet.findings.vocabulary import CHAPTERS
from poet.protect import Shown

Told = tuple[str, Said]


def run(plan: Plan, material: Material) -> Findings:
    """Everything the plan asks for, in the plan's order and within a table in that of groups and questions.

    Tests are counted where they were asked for, made or not, and adjusted for all that were made: within their family
    by Holm, within their report by Benjamini and Hochberg.
    """
    with _uncollected():
        told = [
            (chapter, said)
            for part in plan.parts
            for chapter, work in (CHAPTERS[type(part)],)
            for said in work(part, material)
        ]
        tested, tests = _tested(told, plan.reports)
        lines = tuple(_line(chapter, said, test) for (chapter, said), test in zip(told, tested, strict=True))
    instrument = material.release.instrument
    return Findings(
        plan=plan.id,
        title=plan.title,
        plan_digest=plan.digest,
        instrument=instrument.name,
        instrument_digest=instrument.digest,
        policy=material.release.policy.id,
        proved=material.proved,
        groups=tuple(_groups(plan, material)),
        lines=lines,
        tests=tests,
        missing=tuple(_missing(plan, material)),
        joined=tuple(_joined(plan, material)),
    )


@contextmanager
def _uncollected() -> Iterator[None]:
    """Hundreds of thousands of values are made here and all are kept: looking for garbage among them again and again
    would take longer than to make them."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _line(chapter: str, said: Said, test: Tested | None) -> Line:
    return Line(
        chapter,
        said.level,
        said.group,
        said.item,
        said.what,
        said.part,
        state(said.outcome),
        said.outcome,
        said.caveats,
        test,
    )


def _report(said: Said, reports: Reports) -> str:
    return said.group if reports is Reports.EACH else ""


def _tested(told: Sequence[Told], reports: Reports) -> tuple[list[Tested | None], tuple[TestsMade, ...]]:
    """Each line's test among all of its report, and how many were asked for and made in each."""
    tested: list[Tested | None] = [None] * len(told)
    asked: Counter[str] = Counter()
    made: dict[str, list[int]] = {}
    for place, (_, said) in enumerate(told):
        if said.family is not None:
            asked[_report(said, reports)] += 1
            if said.p is not None:
                made.setdefault(_report(said, reports), []).append(place)
    for places in made.values():
        _adjust(told, places, tested)
    counts = (TestsMade(report, number, len(made.get(report, ()))) for report, number in asked.items())
    return tested, tuple(counts)


def _adjust(told: Sequence[Told], places: Sequence[int], tested: list[Tested | None]) -> None:
    """The tests at these places are one report's: adjust them by family and all together."""
    families: dict[str, list[int]] = {}
    for place in places:
        families.setdefault(told[place][1].family or "", []).append(place)
    in_family = {
        place: float(adjusted)
        for members in families.values()
        for place, adjusted in zip(members, holm([_p(told[place]) for place in members]), strict=True)
    }
    in_report = benjamini_hochberg([_p(told[place]) for place in places]).tolist()
    for place, adjusted in zip(places, in_report, strict=True):
        name = told[place][1].family or ""
        tested[place] = Tested(
            _p(told[place]), name, len(families[name]), in_family[place], len(places), float(adjusted)
        )


def _p(told: Told) -> float:
    assert told[1].p is not None
    return told[1].p


def _groups(plan: Plan, material: Material) -> Iterator[Group]:
    for level in plan.levels():
        partition = material.release.partitions.get(level.value)
        for name, people in partition.respondents.items() if partition else ():
            yield Group(level, name, people.value if isinstance(people, Shown) else people)


def _joined(plan: Plan, material: Material) -> Iterator[Joined]:
    """Which answers are told together, group by group."""
    for (level, _), grouping in plan.subgroups().items():
        if level is Level.REGION and not material.regions:
            continue
        for group in material.groups(level):
            told = material.told_answers(level, grouping, group)
            for node in grouping.joined:
                if node.name in told:
                    yield Joined(level, group, grouping.by.id, node.name, node.answers)


def _missing(plan: Plan, material: Material) -> Iterator[str]:
    """What the plan asks for and nothing was given for."""
    kinds = {type(part) for part in plan.parts}
    models = {part.what for part in plan.parts if isinstance(part, Models)}
    wants_regions = any(
        part.level is Level.REGION or (isinstance(part, Comparisons) and "rest-of-region" in part.beside)
        for part in plan.parts
    )
    if wants_regions and not material.regions:
        yield words.NO_REGIONS
    if Changes in kinds and not material.earlier:
        yield words.NO_EARLIER
    if Trends in kinds and (material.period is None or any(one.period is None for one in material.earlier)):
        yield words.NO_PERIODS
    if (Voices in kinds and not material.voices) or ("other-raters" in models and not material.voice_answers):
        yield words.NO_VOICES
    yield from _missing_of_models(models, material)


def _missing_of_models(models: AbstractSet[str], material: Material) -> Iterator[str]:
    if models and material.kept is None:
        yield words.NO_ANSWERS
    if models & {"weighted", "who-is-heard", "tipping-point"} and not material.caseload:
        yield words.NO_CASELOAD
    if material.kept is not None and (strange := sorted(_strange(material.caseload, material.kept.frame.areas))):
        areas = "one area" if len(strange) == 1 else f"{len(strange)} areas"
        yield words.NO_ANSWERS_OF.format(areas=areas, first=strange[0])
    if "pooled-bands" in models and all(one.kept is None for one in material.earlier):
        yield words.NO_EARLIER_ANSWERS


def _strange(caseload: Iterable[str], areas: Iterable[str]) -> set[str]:
    """Areas of the caseload of which there are no answers."""
    return {*caseload} - {*areas, words.EVERYBODY}
