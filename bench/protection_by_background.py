"""Results by background beside a national release: each question planned and proved as a release of its own."""

from __future__ import annotations

from collections.abc import Iterator
from time import perf_counter

import numpy as np
from numpy.typing import NDArray

from poet.count import Counts, OptionCounts
from poet.findings.backgrounds import ByBackground, planned_beside
from poet.findings.words import EVERYBODY
from poet.instrument import Instrument, parse
from poet.protect import STANDARD, Population, Structure, Waves
from poet.protect.drafting import Occasion
from poet.protect.proof.audit import Cache, audit
from poet.protect.release import Prepared
from poet.protect.views import rule_of

# As many answers as nine regions may be parted by, most of them rare: where few gave them, much is to be held back.
BACKGROUNDS, ANSWERS, ITEMS = 4, 14, 6

Ints = NDArray[np.int64]


def seconds(told: Ints, structure: Structure, main: Prepared, waves: Waves, cache: Cache) -> float:
    """How long it takes to plan and prove all backgrounds beside a main release of `told[item, cell, option]` people, from
    their counts; answers to a background are made up, each region's people dealt out among them."""
    taken = 0.0
    for laid in _laid(told, structure, waves):
        begun = perf_counter()
        found = planned_beside(laid, main.release, STANDARD, (), cache)
        assert found is not None
        assert audit([found.draft("2027-07-16T13:00:00+00:00")], rule_of(STANDARD), cache).is_clean
        taken += perf_counter() - begun
    return taken


def _laid(told: Ints, structure: Structure, waves: Waves) -> Iterator[ByBackground]:
    dice, form = np.random.default_rng(44), _form()
    regions = structure.partitions["region"]
    for number in range(BACKGROUNDS):
        shares = dice.dirichlet(np.full(ANSWERS, 0.2))
        halves = np.array(
            [
                [
                    [
                        dice.multinomial(told[at][list(places)][:, options].sum(), shares)
                        for options in ([0, 1], [2, 3, 4])
                    ]
                    for places in regions.values()
                ]
                for at in range(ITEMS)
            ]
        ).transpose(0, 1, 3, 2)
        cells = tuple(f"{name} | {answer}" for name in regions for answer in range(ANSWERS))
        items = {
            item.id: OptionCounts(item, of.reshape(-1, 2), of.reshape(-1, 2).sum(axis=1))
            for item, of in zip(form.items, halves, strict=True)
        }
        people = halves[0].reshape(-1, 2).sum(axis=1)
        population = Population(f"bench by background {number}", form.name)
        occasion = Occasion(population, waves, _structure(tuple(regions), f"background {number}", cells))
        yield ByBackground(f"background {number}", Counts(form, cells, people, items), occasion)


def _structure(regions: tuple[str, ...], by: str, cells: tuple[str, ...]) -> Structure:
    every = {name: tuple(range(at * ANSWERS, (at + 1) * ANSWERS)) for at, name in enumerate(regions)}
    return Structure(
        cells,
        {
            "nation": {EVERYBODY: tuple(range(len(cells)))},
            "region": every,
            f"nation x {by}": {
                f"{EVERYBODY} | {answer}": tuple(range(answer, len(cells), ANSWERS)) for answer in range(ANSWERS)
            },
            f"region x {by}": {name: (at,) for at, name in enumerate(cells)},
        },
    )


def _form() -> Instrument:
    """The first items of the bench's questionnaire, favourable or not."""
    asked = "".join(
        f'[[items]]\nid = "q{at}"\nsection = "s"\nkind = "one"\nscale = "half"\nask = "Question {at}?"\n'
        for at in range(ITEMS)
    )
    options = (
        '{ code = "good", text = "Good", side = "favourable" }, { code = "other", text = "Other", side = "neutral" }'
    )
    return parse(
        f'id = "bench"\nversion = "1"\ntitle = "Bench"\nrespondents = "people"\n[[scales]]\nid = "half"\n'
        f'options = [{options}]\n[[sections]]\nid = "s"\ntitle = "S"\nkind = "process"\n{asked}',
        "bench.toml",
    )
