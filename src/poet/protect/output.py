"""What a model may say: figures that are no counts, let out only where enough people stand behind them.

A model output is outside the reach of the audit of counts, which says so; its safety rests on the rule here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from poet.protect.model import Why, Withheld
from poet.protect.policy import Policy

T = TypeVar("T")
Other = TypeVar("Other")


@dataclass(frozen=True, slots=True)
class Behind:
    """Who stands behind a model output: all people in it, those in its smallest group, and how many more people there
    are than parameters (`residual`, the residual degrees of freedom)."""

    people: int
    smallest: int
    residual: int


@dataclass(frozen=True, slots=True)
class ModelOutput(Generic[T]):
    """A model's result that passed the rule: what it is `of`, its value, and who stands behind it."""

    of: str
    value: T
    behind: Behind

    def made_into(self, value: Other, of: str = "") -> ModelOutput[Other]:
        """What follows from this result alone, or from it and what is shown already: the same people stand behind it."""
        return ModelOutput(of or self.of, value, self.behind)


def let_out(of: str, value: T, behind: Behind, policy: Policy) -> ModelOutput[T] | Withheld:
    """The result where the policy's minimum sizes are met, else why it is withheld."""
    enough = (
        behind.people >= policy.model_people
        and behind.smallest >= policy.minimum_base
        and behind.residual >= policy.model_residual
    )
    return ModelOutput(of, value, behind) if enough else Withheld(Why.FEW_FOR_MODEL)
