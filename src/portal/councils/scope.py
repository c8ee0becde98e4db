"""Whose data a piece of work may see: a scope is entered by name, and outside of one every query of an area's data raises.

    with within({"E10000007"}):          somebody of one area, or of several
    with everywhere("the results"):      the whole country, by those who may, or by the portal itself; it says what for
    with holding(token):                 a respondent: the one link whose token they hold, and what hangs on it

A scope is narrowed inside another, never widened, except where `everywhere` names a reason. `sql` repeats it to PostgreSQL,
whose row-level security makes the same promise once more.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

_CODE = re.compile(r"[A-Z][0-9]{8}")
_TOKEN = re.compile(r"[0-9a-z]+|-")
_NO_LINK = "-"


class OutOfScope(Exception):
    """An area's data was asked for by nobody in particular, or by somebody of another area."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What may be seen: everything (`reason` says what for), some areas by their codes, or what hangs on one link."""

    areas: frozenset[str] = frozenset()
    reason: str = ""
    link: str = ""

    def __post_init__(self) -> None:
        """Only what can be a code or a token gets as far as a statement. Raises OutOfScope."""
        if not all(_CODE.fullmatch(code) for code in self.areas):
            raise OutOfScope("A scope is made of areas' codes, like E10000007.")
        if self.link and not _TOKEN.fullmatch(self.link):
            raise OutOfScope("This can be no link's token.")

    @property
    def is_everywhere(self) -> bool:
        """Whether it is the whole country."""
        return bool(self.reason)

    def holds(self, area: str | None) -> bool:
        """Whether an area's data lies in it."""
        return self.is_everywhere or area in self.areas

    @property
    def sql(self) -> str:
        """As PostgreSQL is told it: `*`, `=TOKEN`, or codes parted at commas."""
        return "*" if self.is_everywhere else f"={self.link}" if self.link else ",".join(sorted(self.areas))


_now: ContextVar[Scope | None] = ContextVar("scope", default=None)


def is_code(said: str) -> bool:
    """Whether this can be an area's code at all."""
    return _CODE.fullmatch(said) is not None


def present() -> Scope | None:
    """The scope this work stands in, or None."""
    return _now.get()


def needed() -> Scope:
    """The scope this work stands in. Raises OutOfScope where there is none."""
    scope = _now.get()
    if scope is None:
        raise OutOfScope(
            "An area's data was asked for outside of any scope. Enter one first: scope.within(areas), "
            "scope.holding(token), or scope.everywhere(reason) for what the portal does itself."
        )
    return scope


@contextmanager
def _entered(scope: Scope | None) -> Iterator[None]:
    before = _now.set(scope)
    try:
        yield
    finally:
        _now.reset(before)


@contextmanager
def within(areas: Collection[str]) -> Iterator[None]:
    """Work inside these areas, by their codes. Raises OutOfScope where some lie outside the scope one stands in."""
    wanted, around = frozenset(areas), _now.get()
    if around is not None and not around.link and not all(around.holds(code) for code in wanted):
        raise OutOfScope("A scope is narrowed inside another, never widened.")
    with _entered(Scope(areas=wanted)):
        yield


@contextmanager
def everywhere(reason: str) -> Iterator[None]:
    """Work on the whole country: what the portal does itself, or what somebody with a national role asked for."""
    if not reason:
        raise OutOfScope("Say what the whole country is needed for.")
    with _entered(Scope(reason=reason)):
        yield


@contextmanager
def holding(token: str) -> Iterator[None]:
    """A respondent's work: whoever holds a link's token reaches that link, its drafts, and nothing else."""
    # What can be no token is nobody's.
    with _entered(Scope(link=token if _TOKEN.fullmatch(token) else _NO_LINK)):
        yield


@contextmanager
def nowhere() -> Iterator[None]:
    """No scope at all: how each request begins, whatever its thread did before."""
    with _entered(None):
        yield


def enter(scope: Scope) -> None:
    """Stand in a scope until whoever called `nowhere` is done: for doors, which open before a page and close after it."""
    _now.set(scope)


def check(area: str | None) -> None:
    """Refuse to write for an area outside the scope. Raises OutOfScope."""
    if not needed().holds(area):
        raise OutOfScope("Something was to be written for an area that lies outside the scope.")
