"""A whole national analysis of 8,000 responses x 40 items x 153 areas, and the same results by pandas and statsmodels."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from time import perf_counter

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from bench.national_peer import Results, analysed
from bench.rows import Row, in_turns
from poet.compare import AcrossAreas, Difference
from poet.count import Packed, packed
from poet.findings import Findings, Line, Material, Plan, dump, parse, release, run
from poet.findings.plan import Models
from poet.frame import Coded, Frame, Ticked
from poet.instrument import Instrument
from poet.instrument import parse as parse_instrument
from poet.measure import Estimate
from poet.protect import STANDARD, ModelOutput, Policy

RESPONSES, AREAS, REGIONS, JUDGED = 8_000, 153, 9, 32
CODES = ("always", "mostly", "sometimes", "rarely", "never")
SINGLE = {"sex": 2, "age": 3, "need": 4, "setting": 5, "plan": 3, "helped": 3}
SEVERAL = {"needs": 4, "support": 4}
AT_LEAST, AT_MOST = 50, 2.0
# The script takes minutes, question by question and each as long as the other: it is timed on some of them.
TIMED = 2
# Everything is shown, so that ours does all the work that the peer does.
OPEN = replace(STANDARD, minimum_base=1, minimum_cell=1, everyone=True, model_people=1, model_residual=0)
AREA_PLAN = """
id = "areas"
title = "Every area beside the others"
level = "area"
reports = "one for all"
[[measures]]
items = ["all"]
what = ["options", "favourable", "unfavourable", "net", "mean"]
[[comparisons]]
items = ["judged"]
beside = ["rest-of-region", "rest-of-nation", "all-answers", "average-area"]
family = "areas"
"""

# How many figures at the end of a test's line are adjusted p-values, in the script.
ADJUSTED = {"comparisons": 2, "models": 1}

Codes = NDArray[np.uint8]


def measure(questions: int = TIMED) -> list[Row]:
    """The analysis from the frame and from known counts, beside the script (timed on so many of the judged questions), and
    under the standing policy."""
    instrument = _instrument()
    national = (Path(__file__).parents[1] / "plans/national.toml").read_text()
    # The script has no models but the subgroups within areas, so neither has ours here.
    plan = parse(national, "national.toml", instrument)
    alike = tuple(part for part in plan.parts if not isinstance(part, Models) or part.what == "across-areas")
    plans = replace(plan, parts=alike), parse(AREA_PLAN, "areas.toml", instrument)
    frame, table = _answers(instrument)
    regions = {area: f"Region {place % REGIONS}" for place, area in enumerate(frame.areas)}
    table["region"] = table["area"].map(regions)
    kept = packed(frame)
    known = [_material(plan, kept, regions, OPEN) for plan in plans]
    found = _found(plans, known)
    begun = perf_counter()
    theirs = analysed(table, [f"q{item}" for item in range(questions)], _groupings(instrument), CODES)
    peer = (perf_counter() - begun) * JUDGED / questions
    same = _check_same(found, theirs)
    _check_adjusted(found)
    from_counts, from_frame, standing, written = in_turns(
        lambda: _found(plans, known),
        lambda: _from_frame(plans, frame, regions, OPEN),
        lambda: _from_frame(plans, frame, regions, STANDARD),
        lambda: [dump(one) for one in found],
    )
    size = f"{RESPONSES:,} x {len(instrument.items)} items x {AREAS} areas"
    results, tests = sum(len(one.lines) for one in found), sum(one.tests[0].made for one in found)
    timed = f"the script timed on {questions} of {JUDGED} judged questions, times {JUDGED / questions:g}"
    what = f"{results:,} results, {tests:,} tests; {same:,} held against the script's; {timed}"
    return [
        _row(
            f"national analysis without other models of {size} from the frame, nothing withheld ({what})",
            from_frame,
            peer,
        ),
        _row(f"the same from protected tables and the packed frame of {size}", from_counts, peer),
        _row(f"the same from the frame under the policy {STANDARD.id}", standing, peer),
        Row(issue="numbers", name="its findings as JSON", value=written, unit="s"),
    ]


def _row(name: str, value: float, peer: float) -> Row:
    return Row(
        issue="numbers",
        name=name,
        value=value,
        unit="s",
        peer=peer,
        bar=f"{AT_LEAST} times faster than pandas and statsmodels, and under {AT_MOST:g} s",
        ok=peer >= AT_LEAST * value and value < AT_MOST,
    )


def _found(plans: Sequence[Plan], known: Sequence[Material]) -> list[Findings]:
    return [run(plan, material) for plan, material in zip(plans, known, strict=True)]


def _from_frame(plans: Sequence[Plan], frame: Frame, regions: Mapping[str, str], policy: Policy) -> list[Findings]:
    kept = packed(frame)
    return [run(plan, _material(plan, kept, regions, policy)) for plan in plans]


def _material(plan: Plan, kept: Packed, regions: Mapping[str, str], policy: Policy) -> Material:
    return Material(release(plan, kept, regions, policy), regions, kept=kept)


def _groupings(instrument: Instrument) -> dict[str, tuple[str, ...]]:
    """The groups that each column of the script's table parts people into; of two only the first is tested."""
    found = {name: tuple(option.code for option in instrument.by_id[name].options) for name in SINGLE}
    found = {name: codes[:1] if len(codes) == 2 else codes for name, codes in found.items()}
    ticks = {f"{name}={option.code}": ("yes",) for name in SEVERAL for option in instrument.by_id[name].options}
    return found | ticks


def _answers(instrument: Instrument) -> tuple[Frame, pd.DataFrame]:
    """The same made-up answers as a frame and as the script's table. Areas differ in size and level."""
    dice = np.random.default_rng(2014)
    areas = np.sort(dice.choice(AREAS, RESPONSES, p=dice.dirichlet(np.full(AREAS, 4.0))))
    level = dice.normal(0, 0.5, AREAS)[areas]
    names = [f"Area {area:03}" for area in range(AREAS)]
    starts = np.searchsorted(areas, np.arange(AREAS + 1)).astype(np.int64)
    table = pd.DataFrame({"area": np.array(names)[areas]})
    columns: dict[str, Coded | Ticked] = {}
    for item in range(JUDGED):
        mood = level + dice.normal(0, 1, RESPONSES)
        codes = np.digitize(mood, (-1.2, -0.5, 0.2, 0.9)).astype(np.uint8)
        codes = np.where(dice.random(RESPONSES) < 0.04, 0, 5 - codes).astype(np.uint8)
        columns[f"q{item}"] = Coded(codes)
        table[f"q{item}"] = np.array([None, *CODES], object)[codes]
    for name, options in SINGLE.items():
        codes = dice.integers(0, options + 1, RESPONSES).astype(np.uint8)
        columns[name] = Coded(codes)
        table[name] = np.array([None, *(f"{name}-{option}" for option in range(options))], object)[codes]
    for name, options in SEVERAL.items():
        ticks = dice.integers(0, 1 << options, RESPONSES).astype(np.uint64)
        columns[name] = Ticked(ticks)
        for option in range(options):
            said = np.where(ticks >> np.uint64(option) & np.uint64(1), "yes", "no").astype(object)
            table[f"{name}={name}-{option}"] = np.where(ticks == 0, None, said)
    return Frame(instrument, RESPONSES, tuple(names), starts, columns), table


def _check_same(found: Sequence[Findings], theirs: Results) -> int:
    """Every figure that both have is the same, but for p adjusted for other numbers of tests; returns how many were held
    against each other."""
    compared = 0
    for line in (line for one in found for line in one.lines):
        key = (line.chapter, line.level, line.group, line.item, line.what, line.part)
        expected = theirs.get(key)
        if expected is not None:
            ours = _figures(line)
            own = expected[: len(expected) - ADJUSTED.get(line.chapter, 0)] if line.test else expected
            assert len(ours) == len(own), key
            assert all(math.isclose(a, b, rel_tol=1e-6, abs_tol=1e-9) for a, b in zip(ours, own, strict=True)), (
                key,
                ours,
                own,
            )
            compared += 1
    assert compared > 0.9 * len(theirs), f"only {compared} of {len(theirs)} results are in both"
    return compared


def _check_adjusted(found: Sequence[Findings]) -> None:
    """Adjusted p-values are statsmodels' for all tests of a report, and for those of a family."""
    from statsmodels.stats.multitest import multipletests

    for one in found:
        tests = [line.test for line in one.lines if line.test]
        for family in {None, *(test.family for test in tests)}:
            some = [test for test in tests if family in (None, test.family)]
            method, ours = ("fdr_bh", "in_report") if family is None else ("holm", "in_family")
            theirs = multipletests([test.p for test in some], method=method)[1]
            assert np.allclose(theirs, [getattr(test, ours) for test in some], rtol=1e-9)


def _figures(line: Line) -> tuple[float, ...]:
    match line.outcome:
        case Estimate(value=value, interval=interval):
            return value, interval.low, interval.high
        case Difference(value=value, interval=interval, p=p):
            tests = (p,) if p is not None and line.test else ()
            return (value, interval.low, interval.high, *tests)
        case ModelOutput(value=AcrossAreas() as across):
            assert line.test is not None
            assert across.pooled is not None
            assert across.pooled.odds_ratio is not None
            best = across.superiority
            return (
                best.value,
                best.interval.low,
                best.interval.high,
                best.p,
                across.pooled.difference,
                across.pooled.odds_ratio.value,
                across.pooled.p,
            )
    return ()


def _instrument() -> Instrument:
    sides = ("favourable", "favourable", "neutral", "unfavourable", "unfavourable")
    scale = ", ".join(f'{{ code = "{c}", text = "{c}", side = "{s}" }}' for c, s in zip(CODES, sides, strict=True))
    judged = "".join(
        f'[[items]]\nid = "q{item}"\nsection = "{"process" if item < JUDGED // 2 else "outcome"}"\nkind = "one"\n'
        f'scale = "often"\nask = "Question {item}?"\n'
        for item in range(JUDGED)
    )
    context = "".join(
        f'[[items]]\nid = "{name}"\nsection = "context"\nkind = "{kind}"\nask = "{name}?"\noptions = ['
        + ", ".join(f'{{ code = "{name}-{n}", text = "{name} {n}" }}' for n in range(options))
        + "]\n"
        for kind, group in (("one", SINGLE), ("many", SEVERAL))
        for name, options in group.items()
    )
    sections = "".join(
        f'[[sections]]\nid = "{kind}"\ntitle = "{kind}"\nkind = "{kind}"\n'
        for kind in ("context", "process", "outcome")
    )
    return parse_instrument(
        f'id = "national"\nversion = "1"\ntitle = "National"\nrespondents = "people"\n'
        f'[[scales]]\nid = "often"\noptions = [{scale}]\n{sections}{context}{judged}',
        "national.toml",
    )
