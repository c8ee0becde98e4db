"""Made-up respondents: areas differ, what people lived through shows in what came of it, and some leave things out.

The same seed makes the same people. No figure here is anybody's experience.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import exp, sqrt
from random import Random
from statistics import NormalDist

from poet import route
from poet.answers import MANY_MARK, Refusal, hear
from poet.instrument import Instrument, Item, Kind, Option, SectionKind, Unit, Variant

COMMENTS = (
    "Made up: one person knew our story and rang when they said they would.",
    "Made up: the waiting was hard, and nobody could say how long it would be.",
    "Made up: the meeting was at a time when both of us could come.",
    "Made up: we told the same thing to five people.",
    "Made up: school and therapist now talk to each other.",
    "Made up: fewer forms, and one name to ask for.",
    "Made up: Rydym ni'n teimlo bod rhywun yn gwrando.",
    "Made up: ہمیں صاف معلومات چاہیے۔",
)
WRITES = 0.25
DOES_NOT_KNOW = 0.05
_NORMAL = NormalDist()


@dataclass(frozen=True, slots=True)
class Person:
    """One made-up respondent to a questionnaire. `process` and `outcome` say how it went for them: 0 is middling,
    higher is better."""

    instrument: Instrument
    process: float
    outcome: float
    random: Random

    def say(self, item: Item) -> str:
        """What the person answers, as a cell; empty where they leave the question out."""
        if self.random.random() < _left_out(item.id):
            return ""
        heard = hear(item, _SAY[item.kind](self, item))
        assert not isinstance(heard, Refusal), heard
        return heard


def someone(instrument: Instrument, area_went: float, random: Random) -> Person:
    """Somebody from an area where it went so well; process and outcome share what they lived through."""
    lived = random.gauss(area_went, 0.8)
    return Person(instrument, lived + random.gauss(0.4, 0.5), 0.8 * lived + random.gauss(0.3, 0.6), random)


def answers(person: Person, variant: Variant) -> dict[str, str]:
    """Everything the person says on their way through the questionnaire, by item id."""
    said: dict[str, str] = {}
    for page in route.pages(person.instrument, variant):
        said |= {item.id: person.say(item) for item in page.items if route.is_asked(item, said)}
    return {item: cell for item, cell in said.items() if cell}


@cache
def _left_out(item_id: str) -> float:
    """How many leave the question out: 3 to 8 in 100."""
    return Random(f"left out {item_id}").uniform(0.03, 0.08)


@cache
def _how_it_goes(item_id: str) -> float:
    """Some things go better than others, for everybody."""
    return Random(f"how it goes {item_id}").gauss(0, 0.3)


@cache
def _how_common(item_id: str, code: str) -> float:
    """How many tick an option."""
    return Random(f"how common {item_id} {code}").uniform(0.1, 0.5)


def _say_one(person: Person, item: Item) -> str:
    if item.apart and person.random.random() < DOES_NOT_KNOW:
        return person.random.choice(item.apart).code
    if item.judged:
        return _judged(person, item).code
    weights = [1 / (place + 1) for place in range(len(item.in_base))]
    return person.random.choices(item.in_base, weights)[0].code


def _judged(person: Person, item: Item) -> Option:
    """An option of a scale, the most favourable first: the better it went, the nearer to the start."""
    about_outcome = person.instrument.section(item.section).kind is SectionKind.OUTCOME
    went = person.outcome if about_outcome else person.process
    felt = 0.8 * went + _how_it_goes(item.id) + person.random.gauss(0, 0.6)
    place = int((1 - _NORMAL.cdf(felt)) * len(item.in_base))
    return item.in_base[min(place, len(item.in_base) - 1)]


def _say_many(person: Person, item: Item) -> str:
    if item.apart and person.random.random() < DOES_NOT_KNOW:
        return person.random.choice(item.apart).code
    free = [option.code for option in item.in_base if not option.alone]
    ticked = [code for code in free if person.random.random() < _how_common(item.id, code)]
    otherwise = [option.code for option in item.in_base if option.alone] or free
    return MANY_MARK.join(ticked or [person.random.choice(otherwise)])


def _say_number(person: Person, item: Item) -> str:
    made: Mapping[Unit, float] = {
        Unit.YEARS: person.random.gauss(11, 4),
        Unit.MONTHS: person.random.expovariate(1 / 18) + 1,
        Unit.POUNDS: sqrt(item.high) * exp(person.random.gauss(0, 0.6)),
        Unit.COUNT: person.random.expovariate(1 / 10),
    }
    return f"{min(max(made[item.unit or Unit.COUNT], item.low), item.high):.0f}"


def _say_text(person: Person, item: Item) -> str:
    del item
    return person.random.choice(COMMENTS) if person.random.random() < WRITES else ""


_SAY = {Kind.ONE: _say_one, Kind.MANY: _say_many, Kind.NUMBER: _say_number, Kind.TEXT: _say_text}
