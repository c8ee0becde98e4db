"""Areas beside each other: bands with a gate, reliability, shrunken shares, rank intervals, and scores of a whole section.

What is released leaves as ModelOutput; the rest serves pure arrays of figures and stays in the analysis."""

from poet.associate.areas.banding import Band, Banding, band, band_scores, expected
from poet.associate.areas.betabinomial import BetaBinomial, beta_binomial
from poet.associate.areas.composites import AreaScores, Scores, area_scores, scores, section_scores
from poet.associate.areas.limits import limits
from poet.associate.areas.ranks import RankInterval, rank_intervals, rank_tables, ranks
from poet.associate.areas.release import (
    AreaBand,
    AreaBands,
    release_bands,
    release_every_band,
    release_model,
    release_score_bands,
)
from poet.associate.areas.reliability import ENOUGH, Reliability, gated, reliabilities, reliability
from poet.associate.areas.shrinkage import Shrunken, shrink, shrink_table
from poet.associate.areas.spread import Spread, shrinking, spread
from poet.associate.areas.tallies import Tallies, tallied

__all__ = [
    "ENOUGH",
    "AreaBand",
    "AreaBands",
    "AreaScores",
    "Band",
    "Banding",
    "BetaBinomial",
    "RankInterval",
    "Reliability",
    "Scores",
    "Shrunken",
    "Spread",
    "Tallies",
    "area_scores",
    "band",
    "band_scores",
    "beta_binomial",
    "expected",
    "gated",
    "limits",
    "rank_intervals",
    "rank_tables",
    "ranks",
    "release_bands",
    "release_every_band",
    "release_model",
    "release_score_bands",
    "reliabilities",
    "reliability",
    "scores",
    "section_scores",
    "shrink",
    "shrink_table",
    "shrinking",
    "spread",
    "tallied",
]
