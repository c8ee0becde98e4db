"""The declaration without which no record leaves: who asks, for what, and which columns could point at somebody."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from poet.protect.microdata import words

LEAST_K, LEAST_L = 5, 2
MOST_LEFT_OUT = 0.2
WRITTEN = ("researcher", "purpose", "licence", "approved_by", "dated")
_KNOWN = {*WRITTEN, "k", "l", "most_left_out", "identifying", "sensitive", "plain"}
_STEPS = {"column", "bands", "groups", "dates"}


class NotGiven(Exception):
    """No extract is made; `reasons` say what to declare or to mend."""

    def __init__(self, *reasons: str) -> None:
        super().__init__("\n".join(reasons))
        self.reasons = reasons


@dataclass(frozen=True, slots=True)
class Identifying:
    """A column that could point at somebody, and the steps in which it may be coarsened before it is hidden.

    `bands` are ever wider bands for numbers (5: 5-9, 10-14), `groups` ever coarser joinings of answers, each step a list of
    groups; `dates` the steps of a date, from "month", "quarter" and "year", of which the first is always taken.
    """

    column: str
    bands: tuple[int, ...] = ()
    groups: tuple[tuple[tuple[str, ...], ...], ...] = ()
    dates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """Who asks for what under which licence, who approved it, and how far the records must be hidden.

    Every combination of identifying values is shared by `k` people or more, who give `l` or more different answers to
    every `sensitive` question; at most `most_left_out` (a share) of the records are left out to reach that.
    """

    researcher: str
    purpose: str
    licence: str
    approved_by: str
    dated: str
    k: int
    l: int  # noqa: E741 the field's own name
    most_left_out: float
    identifying: tuple[Identifying, ...]
    sensitive: tuple[str, ...]
    plain: tuple[str, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that may leave, in order."""
        return (*(one.column for one in self.identifying), *self.sensitive, *self.plain)


def declared(text: str | None) -> Declaration:
    """The declaration in a TOML text. Raises NotGiven with everything that is absent or too weak; always without a text."""
    if text is None:
        raise NotGiven(words.NOTHING_DECLARED)
    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise NotGiven(words.NOT_TOML.format(why=error)) from error
    if faults := tuple(_faults(said)):
        raise NotGiven(*faults)
    return Declaration(
        **{name: said[name] for name in WRITTEN},
        k=said["k"],
        l=said["l"],
        most_left_out=float(said.get("most_left_out", 0.05)),
        identifying=tuple(_identifying(one) for one in said["identifying"]),
        sensitive=tuple(said["sensitive"]),
        plain=tuple(said.get("plain", ())),
    )


def _identifying(said: dict[str, Any]) -> Identifying:
    return Identifying(
        said["column"],
        tuple(said.get("bands", ())),
        tuple(tuple(tuple(group) for group in step) for step in said.get("groups", ())),
        tuple(said.get("dates", ())),
    )


def _faults(said: dict[str, Any]) -> Iterator[str]:
    yield from (words.UNKNOWN.format(what=name) for name in said if name not in _KNOWN)
    for name in WRITTEN:
        if not isinstance(said.get(name), str) or not said[name].strip():
            yield words.ABSENT.format(what=name)
    for name, least in (("k", LEAST_K), ("l", LEAST_L)):
        if type(said.get(name)) is not int or said[name] < least:
            yield words.WEAK.format(what=name, least=least, given=said.get(name))
    if not isinstance(share := said.get("most_left_out", 0.05), int | float) or not 0 <= share <= MOST_LEFT_OUT:
        yield words.SHARE.format(given=share)
    yield from _column_faults(said)


def _column_faults(said: dict[str, Any]) -> Iterator[str]:
    for name in ("sensitive", "plain"):
        listed = said.get(name, [])
        if (
            not isinstance(listed, list)
            or not all(isinstance(one, str) for one in listed)
            or (name == "sensitive" and not listed)
        ):
            yield words.ABSENT.format(what=f"{name}, a list of question ids")
    identifying = said.get("identifying")
    if not isinstance(identifying, list) or not identifying or not all(isinstance(one, dict) for one in identifying):
        yield words.ABSENT.format(what="[[identifying]], one for each column that could point at somebody")
        return
    for one in identifying:
        if not isinstance(one.get("column"), str):
            yield words.ABSENT.format(what="the column of each [[identifying]]")
        yield from (words.UNKNOWN.format(what=name) for name in one if name not in _STEPS)
