"""Why there is no figure about areas, each with what to do next."""

from __future__ import annotations

UNEQUAL = "not estimable: there must be one count and one base for each area"
NOT_NUMBERS = "not estimable: a count or base is missing or no number; leave that area out"
NOT_WHOLE = "not estimable: counts and bases are whole numbers of people; use band_scores for weighted figures"
TOO_MANY = "not estimable: no area has so many people; check the table"
IMPOSSIBLE = "not estimable: more people gave the answer than answered, or fewer than nobody; check the table"
ONE_AREA = "not estimable: one area alone can be compared with nobody; take in at least one more"
FEW_AREAS = (
    "not estimable: with fewer than {least} areas nobody can tell an area that stands out from areas that differ; "
    "show the areas side by side with their intervals"
)
ALL_THE_SAME = "not estimable: everybody in every area gave the same answer"
NOBODY_ANYWHERE = "not estimable: nobody in any area answered; choose another question, or ask more people"
NOBODY = "not estimable: nobody in this area answered"
NO_PAIRS = "not estimable: no area has two answers, so areas cannot be told from people; pool rounds or areas"
ALL_OR_NOTHING = "not estimable: within every area everybody agrees, so chance within areas cannot be measured"
NOT_ENOUGH = "not enough answers to say"
BAD_TARGET = "not estimable: the target must be a share between 0 and 1"
BAD_LEVEL = "not estimable: the target must be a number"
BAD_SCORES = "not estimable: every area needs a score, and an error above nought; leave out areas that have none"
NO_ROUND = "not estimable: there is no round to take scores from"
NO_SCORES = "not estimable: in no area did two people answer enough of these questions; pool rounds or sections"
NO_SPREAD = "not estimable: everybody has the same score"
NOTHING_JUDGED = "not estimable: no question of this section has a favourable and an unfavourable side"
REWORDED = "not estimable: {item} is not the same question in every round; pool only rounds that asked the same"
