"""The simulation as it stands in docs/reference/methods.md: three tables between two marks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from poet.simulate import words
from poet.simulate.coverage import BASES
from poet.simulate.plan import Covered, Flagged, Scored, Seen, Simulation

BEGIN, END = "<!-- simulation: begin -->", "<!-- simulation: end -->"

_FLAG_HEAD = (
    "areas",
    "bases",
    "tau",
    "outliers",
    "false flags",
    "beyond 3.09",
    "usual formula",
    "outliers found",
    "gated",
)
_SCORE_HEAD = ("answers a round", "tau", words.ONE, words.SECTION, words.TWO_ROUNDS)


def told(found: Simulation) -> str:
    """The tables as Markdown, with what they hold said above each."""
    plan = found.plan
    made = words.MADE_BY.format(seed=plan.seed, rounds=plan.rounds, draws=plan.draws, many=plan.rounds // 20)
    return "\n\n".join(
        (
            made,
            words.FLAGS,
            _table(_FLAG_HEAD, map(_flagged, found.flags)),
            words.SCORES,
            _table(_SCORE_HEAD, _scored(found.scores)),
            words.COVERAGE,
            _table(("interval", *(f"{base} answers" for base in BASES)), _covered(found.coverages)),
            words.POWER,
            _table(("answers in each group", "rise", "fall"), map(_seen, found.powers)),
        )
    )


def put(page: str, tables: str) -> str | None:
    """The page with these tables between the marks, whatever stood there; None where the marks are not there."""
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    return f"{before}{BEGIN}\n{tables}\n{END}{after}" if begin and end else None


def _flagged(one: Flagged) -> Sequence[str]:
    world, rates = one.world, one.rates
    return (
        str(world.areas),
        "equal" if world.equal else "unequal",
        f"{world.tau:g}",
        "5%" if world.outliers else words.NONE,
        _percent(rates.false),
        _percent(rates.alarm, 2),
        _percent(rates.usual),
        "" if rates.found is None else _percent(rates.found, 0),
        _percent(rates.gated, 0),
    )


def _scored(found: Sequence[Scored]) -> Iterable[Sequence[str]]:
    for base, tau in dict.fromkeys((one.section.base, one.section.tau) for one in found):
        here = [one.rates for one in found if (one.section.base, one.section.tau) == (base, tau)]
        yield str(base), f"{tau:g}", *(f"{_percent(one.gated, 0)} ({_percent(one.false)})" for one in here)


def _covered(found: Sequence[Covered]) -> Iterable[Sequence[str]]:
    for method in dict.fromkeys(one.method for one in found):
        here = [one.coverage for one in found if one.method == method]
        yield method, *(f"{_percent(one.mean)} ({_percent(one.least)})" for one in here)


def _seen(one: Seen) -> Sequence[str]:
    found = one.detectable
    return str(found.base), _points(found.rise, one.rise), _points(found.fall, one.fall)


def _points(difference: float | None, seen: float) -> str:
    return words.NONE if difference is None else f"{100 * difference:.1f} ({_percent(seen, 0)})"


def _percent(share: float, digits: int = 1) -> str:
    return f"{100 * share:.{digits}f}%"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = (head, ["---"] * len(head), *rows)
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
