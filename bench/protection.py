"""A national release planned and audited after two earlier terms, one late return more, and how much is left to tell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from time import perf_counter

import numpy as np
from numpy.typing import NDArray

from bench import protection_by_background
from bench.protection_by_background import ANSWERS, BACKGROUNDS
from bench.protection_by_background import ITEMS as BY_ITEMS
from bench.rows import Row
from poet.count import Counts, OptionCounts
from poet.instrument import Instrument, parse
from poet.protect import (
    STANDARD,
    Population,
    Shown,
    Structure,
    Waves,
)
from poet.protect.drafting import Occasion
from poet.protect.issuing import Issued, issue
from poet.protect.ledger import MemoryLedger
from poet.protect.proof.audit import Cache, audit
from poet.protect.release import Prepared, release
from poet.protect.views import rule_of

ISSUE = "protection"
AREAS, REGIONS, ITEMS, TERMS = 153, 9, 20, 3
GROUPS = ("f", "m", "x")
SHARES = (0.3, 0.3, 0.15, 0.1, 0.08, 0.07)
PLANNED_IN, AGAIN_IN, SUPPRESSED_IN = 300.0, 10.0, 20.0
WORKERS = 2
LEAST_KEPT = 0.95

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Round:
    """Made-up answers: `told[item, cell, option]`, the last option being none at all."""

    form: Instrument
    structure: Structure
    told: Ints

    def counts(self) -> Counts:
        """The counts by cell."""
        items = {
            item.id: OptionCounts(item, told[:, :5], told[:, :5].sum(axis=1))
            for item, told in zip(self.form.items, self.told, strict=True)
        }
        return Counts(self.form, self.structure.cells, self.told[0].sum(axis=1), items)

    def occasion(self, terms: int) -> Occasion:
        """These many terms of it."""
        waves = Waves(tuple(f"term {term + 1}" for term in range(terms)))
        return Occasion(Population("bench", self.form.name), waves, self.structure)


def measure() -> list[Row]:
    """Time, and information kept."""
    return [*_national(), _single(), *_kept(), _beside_exhaustive()]


def _national() -> Iterator[Row]:
    ledger, cache, dice = MemoryLedger(), Cache(), np.random.default_rng(5)
    structure = national(AREAS, REGIONS, GROUPS)
    told = np.zeros((ITEMS, len(structure.cells), 6), np.int64)
    size = dice.gamma(2.0, 20.0, len(structure.cells))
    for term in range(1, TERMS + 1):
        told = told + answers(dice, dice.poisson(size))
        one = Round(form(ITEMS), structure, told)
        begun = perf_counter()
        planned = release(one.counts(), one.occasion(term), STANDARD, ledger.read()[0], cache, WORKERS)
        if term == TERMS:
            draft = planned.draft("2027-07-16T12:00:00+00:00")
            found = audit([*(entry.draft for entry in ledger.read()[0]), draft], rule_of(STANDARD), cache)
            taken = perf_counter() - begun
        else:
            assert isinstance(issue(planned.draft(f"2027-0{term}-01T12:00:00+00:00"), STANDARD, ledger, cache), Issued)
    assert found.is_clean
    size_words = f"{AREAS} areas x {len(GROUPS)} groups x {ITEMS} items, regions, nation, after two terms"
    yield _bar(f"plan and audit {size_words}", taken, PLANNED_IN)
    more = protection_by_background.seconds(told, structure, planned, one.occasion(TERMS).waves, cache)
    by_words = f"{BACKGROUNDS} backgrounds of {ANSWERS} answers x {BY_ITEMS} items in {REGIONS} regions, first told"
    yield _bar(f"the same with {by_words}", taken + more, PLANNED_IN)
    told[:, int(np.argmax(told[0].sum(axis=1))), 0] += 1
    begun = perf_counter()
    late = release(one.counts(), one.occasion(TERMS), STANDARD, ledger.read()[0], cache, WORKERS)
    audit(
        [*(entry.draft for entry in ledger.read()[0]), late.draft("2027-07-17T12:00:00+00:00")],
        rule_of(STANDARD),
        cache,
    )
    yield _bar("the same again with one late return, what was proved kept by content", perf_counter() - begun, AGAIN_IN)


def _single() -> Row:
    """6,720 cells: 112 areas x 3 groups x 4 items x 5 options."""
    dice = np.random.default_rng(6)
    structure = national(112, 8, GROUPS)
    told = answers(dice, dice.poisson(dice.gamma(2.0, 20.0, len(structure.cells))), 4)
    one = Round(form(4), structure, told)
    begun = perf_counter()
    planned = release(one.counts(), one.occasion(1), STANDARD, workers=WORKERS)
    audit([planned.draft("2027-07-16T12:00:00+00:00")], rule_of(STANDARD), Cache())
    name = "plan and audit 6,720 linked cells (beside them: the seconds of GaussSuppression as reported, not run here)"
    return Row(issue=ISSUE, name=name, value=perf_counter() - begun, unit="s", peer=SUPPRESSED_IN)


def _kept() -> Iterator[Row]:
    """The share of areas' favourable percentages that survive; as the peer, leaving out every table with a small row."""
    for people in (25, 50, 100):
        dice = np.random.default_rng(people)
        structure = national(AREAS, REGIONS, ())
        told = answers(dice, np.full(AREAS, people), ITEMS)
        planned = release(
            Round(form(ITEMS), structure, told).counts(), Round(form(ITEMS), structure, told).occasion(1), STANDARD
        )
        naive = ((told[:, :, :5] == 0) | (told[:, :, :5] >= STANDARD.minimum_cell)).all(axis=2).mean()
        name = f"favourable percentages kept at {people} answers an area (beside: leaving out tables with a small row)"
        yield Row(issue=ISSUE, name=name, value=favourable(planned) / (AREAS * ITEMS), unit="share", peer=float(naive))


def _beside_exhaustive() -> Row:
    """Ours beside the most that any choice of areas keeps, on rounds of six areas."""
    ours = best = 0
    for seed in range(20):
        dice = np.random.default_rng(seed)
        one = Round(form(1), national(6, 2, ()), answers(dice, dice.integers(8, 40, 6), 1))
        ours += favourable(release(one.counts(), one.occasion(1), STANDARD))
        best += _most(one)
    name = "favourable percentages kept, of the most that trying all choices keeps (20 rounds of 6 areas)"
    bar = f"at least {LEAST_KEPT:.0%}"
    return Row(issue=ISSUE, name=name, value=ours / best, unit="share", bar=bar, ok=ours >= LEAST_KEPT * best)


def _most(one: Round) -> int:
    """The most areas whose favourable count can be told with the nation's and both regions' that can, none unsafe."""
    sides = np.stack([one.told[0, :, :2].sum(axis=1), one.told[0, :, 2:5].sum(axis=1)], axis=1)
    regions = [list(places) for places in one.structure.partitions["region"].values()]
    return max(
        sum(shown)
        for shown in product((0, 1), repeat=len(sides))
        if all(_is_safe(sides[area]) for area in np.flatnonzero(shown))
        and _is_safe(sides[[not one_shown for one_shown in shown]].sum(axis=0))
        and all(_is_safe(sides[[area for area in region if not shown[area]]].sum(axis=0)) for region in regions)
    )


def _is_safe(row: Ints) -> bool:
    return not row.any() or bool(row.sum() >= STANDARD.minimum_base and row.min() >= STANDARD.minimum_cell)


def _bar(name: str, taken: float, most: float) -> Row:
    return Row(issue=ISSUE, name=name, value=taken, unit="s", bar=f"under {most:g} s", ok=taken < most)


def favourable(planned: Prepared) -> int:
    """How many areas' favourable counts are told, over all items."""
    groups = planned.release.partitions["area"].groups.values()
    return sum(isinstance(getattr(table, "favourable", None), Shown) for tables in groups for table in tables.values())


def answers(dice: np.random.Generator, people: Ints, items: int = ITEMS) -> Ints:
    """Made-up answers of so many people a cell to every item."""
    return np.stack([np.stack([dice.multinomial(one, SHARES) for one in people]) for _ in range(items)])


def national(areas: int, regions: int, groups: tuple[str, ...]) -> Structure:
    """Areas in regions, both also parted by the groups."""
    parts = groups or ("",)
    area = {f"Area {at}": tuple(range(at * len(parts), (at + 1) * len(parts))) for at in range(areas)}
    region = {
        f"Region {at}": tuple(cell for one in range(at, areas, regions) for cell in area[f"Area {one}"])
        for at in range(regions)
    }
    wide = {"area": area, "region": region}
    if groups:
        for name, partition in (("area x group", area), ("region x group", region)):
            wide[name] = {
                f"{one} | {group}": tuple(cell for cell in places if cell % len(parts) == at)
                for one, places in partition.items()
                for at, group in enumerate(parts)
            }
    return Structure(tuple(f"{one} | {part}" for one in area for part in parts), wide)


def form(items: int) -> Instrument:
    """A questionnaire of items on one scale of five."""
    sides = ("favourable", "favourable", "neutral", "unfavourable", "unfavourable")
    options = ", ".join(f'{{ code = "o{at}", text = "Option {at}", side = "{side}" }}' for at, side in enumerate(sides))
    asked = "".join(
        f'[[items]]\nid = "q{at}"\nsection = "s"\nkind = "one"\nscale = "often"\nask = "Question {at}?"\n'
        for at in range(items)
    )
    return parse(
        f'id = "bench"\nversion = "1"\ntitle = "Bench"\nrespondents = "people"\n[[scales]]\nid = "often"\n'
        f'options = [{options}]\n[[sections]]\nid = "s"\ntitle = "S"\nkind = "process"\n{asked}',
        "bench.toml",
    )
