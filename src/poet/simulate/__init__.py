"""A sceptic's simulation: made-up areas whose truth is known, put through the very functions that real areas go through."""

from poet.simulate import words
from poet.simulate.composites import ScoreRates, Section, score_rates, sections
from poet.simulate.coverage import METHODS, Coverage, coverage
from poet.simulate.flags import FlagRates, World, flag_rates, worlds
from poet.simulate.page import BEGIN, END, put, told
from poet.simulate.plan import Plan, Simulation, Step, joined, steps
from poet.simulate.power import Detectable, detectable, detected
from poet.simulate.reference import limits_of_few

__all__ = [
    "BEGIN",
    "END",
    "METHODS",
    "Coverage",
    "Detectable",
    "FlagRates",
    "Plan",
    "ScoreRates",
    "Section",
    "Simulation",
    "Step",
    "World",
    "coverage",
    "detectable",
    "detected",
    "flag_rates",
    "joined",
    "limits_of_few",
    "put",
    "score_rates",
    "sections",
    "steps",
    "told",
    "words",
    "worlds",
]
