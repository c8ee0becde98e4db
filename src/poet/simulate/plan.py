"""The whole simulation as steps that can be followed, each with chance of its own, so that any order gives the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from poet.simulate.composites import ScoreRates, Section, score_rates, sections
from poet.simulate.coverage import BASES, METHODS, Coverage, coverage
from poet.simulate.flags import FlagRates, World, flag_rates, worlds
from poet.simulate.power import GROUPS, SHARE, Detectable, detectable, detected

# Many areas say as much in a twentieth of the rounds.
_FEW_AREAS, _SHARE_OF_ROUNDS = 9, 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What chance begins from, how many rounds are made up for 9 areas (of 153 a twentieth), and how many draws an
    interval gets from each truth. Raises ValueError where either is below 20."""

    seed: int
    rounds: int
    draws: int

    def __post_init__(self) -> None:
        if min(self.rounds, self.draws) < _SHARE_OF_ROUNDS:
            raise ValueError(f"a simulation needs at least {_SHARE_OF_ROUNDS} rounds and draws")


@dataclass(frozen=True, slots=True)
class Flagged:
    """The rates in one world."""

    world: World
    rates: FlagRates


@dataclass(frozen=True, slots=True)
class Scored:
    """The rates of one kind of score."""

    section: Section
    rates: ScoreRates


@dataclass(frozen=True, slots=True)
class Covered:
    """The coverage of one method at one base."""

    method: str
    coverage: Coverage


@dataclass(frozen=True, slots=True)
class Seen:
    """What a base can detect, and how often Newcombe's interval then leaves out nought: after the rise and the fall."""

    detectable: Detectable
    rise: float
    fall: float


Found = Flagged | Scored | Covered | Seen
Step = Callable[[], Found]


@dataclass(frozen=True, slots=True)
class Simulation:
    """Everything that was found, in the order of the plan."""

    plan: Plan
    flags: tuple[Flagged, ...]
    scores: tuple[Scored, ...]
    coverages: tuple[Covered, ...]
    powers: tuple[Seen, ...]


def steps(plan: Plan) -> tuple[Step, ...]:
    """What is to be done, to be called one by one."""
    named = [(name, base) for name in METHODS for base in BASES]
    chances = iter(np.random.SeedSequence(plan.seed).spawn(100))
    return (
        *(_flagging(world, plan, next(chances)) for world in worlds()),
        *(_scoring(section, plan, next(chances)) for section in sections()),
        *(_covering(name, base, plan, next(chances)) for name, base in named),
        *(_seeing(base, plan, next(chances)) for base in GROUPS),
    )


def joined(plan: Plan, found: Iterable[Found]) -> Simulation:
    """The simulation from what its steps found."""
    everything = tuple(found)
    return Simulation(
        plan=plan,
        flags=tuple(one for one in everything if isinstance(one, Flagged)),
        scores=tuple(one for one in everything if isinstance(one, Scored)),
        coverages=tuple(one for one in everything if isinstance(one, Covered)),
        powers=tuple(one for one in everything if isinstance(one, Seen)),
    )


def _flagging(world: World, plan: Plan, seed: np.random.SeedSequence) -> Step:
    rounds = plan.rounds if world.areas <= _FEW_AREAS else plan.rounds // _SHARE_OF_ROUNDS
    return lambda: Flagged(world, flag_rates(world, rounds=rounds, seed=seed))


def _scoring(section: Section, plan: Plan, seed: np.random.SeedSequence) -> Step:
    return lambda: Scored(section, score_rates(section, times=plan.rounds // _SHARE_OF_ROUNDS, seed=seed))


def _covering(name: str, base: int, plan: Plan, seed: np.random.SeedSequence) -> Step:
    return lambda: Covered(name, coverage(METHODS[name], base, draws=plan.draws, seed=seed))


def _seeing(base: int, plan: Plan, seed: np.random.SeedSequence) -> Step:
    def see() -> Seen:
        found = detectable(base)
        up, down = (
            detected(base, SHARE, SHARE + moved, draws=plan.draws, seed=each)
            for moved, each in zip((found.rise or 0.0, -(found.fall or 0.0)), seed.spawn(2), strict=True)
        )
        return Seen(found, up, down)

    return see
