"""Whether an area may see the rest of the country beside its own results, and what opens it (R046).

Figures of others are there for those who brought enough answers themselves. And others stay unrecognised: a rest made of one
or two councils would tell those councils' own figures, so each of them must have agreed.
"""

from __future__ import annotations

from dataclasses import dataclass

from poet.protect import Protected, Shown
from portal.councils.models import Area
from portal.reporting.consents import agreed_to_be_compared
from portal.rounds.models import Round

LEAST_OTHERS = 3


@dataclass(frozen=True, slots=True)
class Opened:
    """The rest of the country stands beside; `others` councils are in it at least."""

    others: int


@dataclass(frozen=True, slots=True)
class TooFewAnswers:
    """The area has brought fewer answers than its target: `shown` by what its pages show, None below what is shown."""

    shown: int | None
    target: int


@dataclass(frozen=True, slots=True)
class TooFewOthers:
    """Fewer than LEAST_OTHERS other councils have answers to show, and not each of them has agreed."""

    others: int


Benchmark = Opened | TooFewAnswers | TooFewOthers


def benchmark(tables: Protected, asking: Round, area: Area, target: int) -> Benchmark:
    """Whether the rest of the country may stand beside an area, from what its pages show."""
    own = tables.respondents.get(area.name)
    shown = own.value if isinstance(own, Shown) else None
    if shown is None or shown < target:
        return TooFewAnswers(shown, target)
    others = [name for name, cell in tables.respondents.items() if name != area.name and isinstance(cell, Shown)]
    if len(others) >= LEAST_OTHERS or (others and _all_agreed(asking, others)):
        return Opened(len(others))
    return TooFewOthers(len(others))


def _all_agreed(asking: Round, names: list[str]) -> bool:
    codes = list(Area.objects.filter(name__in=names).values_list("code", flat=True))
    return agreed_to_be_compared(asking, codes) >= set(codes)
