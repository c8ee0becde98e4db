"""The audit: for every count that was not printed, in every release and between releases, how narrowly it can be told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from poet.protect import words
from poet.protect.ledger import Draft, Rule
from poet.protect.proof.history import Subject, subjects
from poet.protect.proof.kept import Apart, Cache, content_of
from poet.protect.proof.known import Contradiction
from poet.protect.proof.leak import Leak, Place
from poet.protect.proof.system import NoWorld
from poet.protect.proof.view import View

__all__ = ["Apart", "Audit", "Cache", "Leak", "audit", "audit_subject"]


@dataclass(frozen=True, slots=True)
class Audit:
    """What an audit found: every leak, how many counts it looked at, and how many of these it proved by a search."""

    leaks: tuple[Leak, ...]
    counts: int
    searched: int


def audit(drafts: Sequence[Draft], rule: Rule, cache: Cache | None = None) -> Audit:
    """Audit releases over the same people under a rule. Raises Unfitting where they do not lie over one another."""
    kept = cache if cache is not None else Cache()
    found = [audit_subject(one, rule, kept) for one in subjects(drafts)]
    return Audit(
        tuple(leak for one in found for leak in one.leaks),
        sum(one.counts for one in found),
        sum(one.searched for one in found),
    )


def audit_subject(
    subject: Subject, rule: Rule, cache: Cache, apart: Apart | None = None, *, all_of_them: bool = True
) -> Audit:
    """Audit one item over all releases. Without `all_of_them` some leaks are enough where there are any: those that
    follow by sums, or else one from each set of equations that hang together. `apart` holds what was found of the same
    item when at least as much was printed, and takes in what is found now."""
    size, content = subject.lattice.known.size, content_of(subject, rule)
    if content in cache.sound:
        return Audit((), size, cache.sound[content])
    try:
        view = View(subject, rule, cache, apart or Apart.none(size))
        found = tuple(view.told_by_sums())
        if all_of_them or not found:
            found += tuple(view.told_by_bounds(all_of_them=all_of_them))
    except Contradiction as wrong:
        found = (_contradiction(subject, subject.name(*wrong.place), wrong.place),)
        return Audit(found, size, 0)
    except NoWorld:
        found = (_contradiction(subject, words.SOMEWHERE.format(item=subject.item), (0, 0, 0)),)
        return Audit(found, size, 0)
    if not found:
        cache.sound[content] = view.searched
    return Audit(found, size, view.searched)


def _contradiction(subject: Subject, what: str, place: Place) -> Leak:
    """Figures that no people could have given; its interval is empty."""
    return Leak(subject.item, what, place, 1, 0, by_sums=True)
