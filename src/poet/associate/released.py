"""The three things a question to this room may come back with: a model's result, withheld, or not estimable."""

from __future__ import annotations

from typing import TypeAlias, TypeVar

from poet.measure import NotEstimable
from poet.protect import ModelOutput, Withheld

T = TypeVar("T")

Released: TypeAlias = ModelOutput[T] | Withheld | NotEstimable
