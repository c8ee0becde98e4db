"""Rules that say when a question is asked, as other formats write them: read where we can hold them, else refused.

We hold "one of these codes was chosen", joined by "and". An "or" is held where it is about one question.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NoReturn

from poet.exchange.toml import Table

MOST_DEEP = 50
_QUOTED = re.compile(r"""'([^']*)'|"([^"]*)\"""")
_GAP = re.compile(r"\s*")
_JOIN = re.compile(r"(and|or|&&|\|\|)(?![\w-])|(\()|(\))", re.IGNORECASE)
_WORDS = {"&&": "and", "||": "or"}


class NotHeld(ValueError):
    """A rule that our questionnaires cannot hold; its text is the part that is not understood."""


@dataclass(frozen=True, slots=True)
class Atom:
    """One way of writing that a code was chosen: groups `item` and `codes`, the codes in quotes."""

    pattern: re.Pattern[str]


def clauses(rule: str, atoms: tuple[Atom, ...]) -> list[Table]:
    """The conditions of a rule, all of which must be met. Raises NotHeld."""
    reader = _Reader(rule, list(_tokens(rule, atoms)))
    held = reader.either(0)
    if reader.left:
        reader.stop()
    return held


def _tokens(rule: str, atoms: tuple[Atom, ...]) -> Iterator[str | Table]:
    at = _skip(rule, 0)
    while at < len(rule):
        atom = next((match for one in atoms if (match := one.pattern.match(rule, at))), None)
        if atom:
            yield {"item": atom["item"], "is": [a or b for a, b in _QUOTED.findall(atom["codes"])]}
            at = _skip(rule, atom.end())
            continue
        join = _JOIN.match(rule, at)
        if not join:
            raise NotHeld(rule[at : at + 60])
        yield _WORDS.get(join[0], join[0].lower())
        at = _skip(rule, join.end())


def _skip(rule: str, at: int) -> int:
    match = _GAP.match(rule, at)
    return match.end() if match else at


@dataclass(slots=True)
class _Reader:
    rule: str
    left: list[str | Table]

    def stop(self) -> NoReturn:
        raise NotHeld(self.rule[:60])

    def either(self, depth: int) -> list[Table]:
        """Parts joined by "or"."""
        held = self.all(depth)
        while self.left and self.left[0] == "or":
            self.left.pop(0)
            held = self._merged(held, self.all(depth))
        return held

    def all(self, depth: int) -> list[Table]:
        """Parts joined by "and"."""
        held = self.part(depth)
        while self.left and self.left[0] == "and":
            self.left.pop(0)
            held = [*held, *self.part(depth)]
        return held

    def part(self, depth: int) -> list[Table]:
        """A condition, or parts in brackets."""
        first = self.left.pop(0) if self.left else ""
        if isinstance(first, Mapping):
            return [dict(first)]
        if first != "(" or depth > MOST_DEEP:
            self.stop()
        held = self.either(depth + 1)
        if not self.left or self.left.pop(0) != ")":
            self.stop()
        return held

    def _merged(self, one: list[Table], other: list[Table]) -> list[Table]:
        if len(one) != 1 or len(other) != 1 or one[0]["item"] != other[0]["item"]:
            self.stop()
        return [{"item": one[0]["item"], "is": list(dict.fromkeys([*one[0]["is"], *other[0]["is"]]))}]
