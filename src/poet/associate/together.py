"""How far two questions' answers rise together, from the frame: gamma and tau-b to show, polychoric for models."""

from __future__ import annotations

from dataclasses import dataclass

from poet.associate.agreement import Correlation, gamma, tau_b
from poet.associate.polychoric import polychoric
from poet.associate.reading import Pair, pair
from poet.associate.released import Released
from poet.frame import Frame
from poet.measure import NotEstimable
from poet.protect import STANDARD, Policy, let_out


@dataclass(frozen=True, slots=True)
class Together:
    """Three coefficients of the same two questions, each by itself."""

    gamma: Correlation | NotEstimable
    tau_b: Correlation | NotEstimable
    polychoric: Correlation | NotEstimable


def rising_together(frame: Frame, one: str, other: str, policy: Policy = STANDARD) -> Released[Together]:
    """Gamma, tau-b and the polychoric correlation of the scores of two judged questions, by their ids."""
    two = pair(frame, one, other)
    return two if isinstance(two, NotEstimable) else together_of(two, policy)


def together_of(two: Pair, policy: Policy) -> Released[Together]:
    """`rising_together` of two questions already read."""
    scores = two.condition.scores, two.outcome.scores
    found = Together(gamma(*scores), tau_b(*scores), polychoric(*scores))
    if isinstance(found.gamma, NotEstimable):
        return found.gamma
    return let_out(f"{two.outcome.item.id} with {two.condition.item.id}", found, two.behind(2), policy)
