"""What the simulation's page says around its tables."""

from __future__ import annotations

MADE_BY = (
    "Made by `make simulate` (`poet simulate --seed {seed} --rounds {rounds} --draws {draws}`): {rounds:,} made-up rounds of 9 "
    "areas and {many:,} of 153 in each line, {draws:,} draws from each truth of an interval."
)
FLAGS = (
    "False flags of the banding at a nominal 5% (1.96), and at 0.2% (3.09), before the reliability gate: the share of "
    "ordinary areas that are flagged though only chance and the spread `tau` move them. Beside them what the usual formula "
    "(c = 1, the same limits for any number of areas) flags falsely, how many outliers of 0.3 radians (24 to 30 points) are "
    "found, and how many areas the gate leaves without a band. True share 65%, 52 answers an area on average."
)
SCORES = (
    "How many of 153 areas the gate leaves without a band, by how many questions and rounds are joined; in brackets how many "
    "ordinary areas are flagged before the gate. Equal bases; questions of one section correlate at about .25."
)
ONE, SECTION, TWO_ROUNDS = "one question", "eight questions", "eight questions, two rounds"
COVERAGE = "Coverage of nominal 95% intervals: over all truths tried, and in brackets for the worst of them."
POWER = (
    "The smallest difference from 65% that two groups of equal size show with 80% power at 5%, in points; in brackets how "
    "often Newcombe's interval left out nought in as many made-up pairs of groups."
)
NONE = "none"
NO_MARKS = "{file} has no place for the simulation's tables. Put these two lines where they belong: {begin} and {end}"
TOO_FEW = "A simulation needs at least 20 rounds and 20 draws. Ask for more."
