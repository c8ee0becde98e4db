"""The audit: for every count that was not printed, in every release and between releases, how narrowly it can be told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, islice
from math import prod

from poet.protect import words
from poet.protect.ledger import Draft, Rule
from poet.protect.proof.history import Subject, TooMuch, subjects
from poet.protect.proof.kept import Apart, Cache, content_of
from poet.protect.proof.known import Contradiction
from poet.protect.proof.leak import Leak, Place
from poet.protect.proof.routes import linked
from poet.protect.proof.system import NoWorld
from poet.protect.proof.view import View

__all__ = ["Apart", "Audit", "Cache", "Leak", "audit", "audit_subject"]


# Of an item of which so many counts are told no more are looked for, and that is said: whatever is mended is audited again.
ENOUGH = 200
# More marks of who is counted where than fit into memory and are searched in any reasonable time.
MOST_MARKS = 250_000_000


@dataclass(frozen=True, slots=True)
class Audit:
    """What an audit found: every leak, how many counts it looked at, how many of these it proved by a search, and of which
    items it stopped before the end, in words."""

    leaks: tuple[Leak, ...]
    counts: int
    searched: int
    stopped: tuple[str, ...] = ()

    @property
    def is_clean(self) -> bool:
        """Whether all was looked at and nothing is told."""
        return not self.leaks and not self.stopped


def audit(drafts: Sequence[Draft], rule: Rule, cache: Cache | None = None) -> Audit:
    """Audit releases over the same people under a rule. Raises Unfitting where they do not lie over one another."""
    kept = cache if cache is not None else Cache()
    beside = (one.subject for one in linked(drafts))
    found = [_audited(one, rule, kept) for one in chain(subjects(drafts), beside)]
    return Audit(
        tuple(leak for one in found for leak in one.leaks),
        sum(one.counts for one in found),
        sum(one.searched for one in found),
        tuple(said for one in found for said in one.stopped),
    )


def _audited(subject: Subject, rule: Rule, cache: Cache) -> Audit:
    try:
        return audit_subject(subject, rule, cache)
    except TooMuch as too_much:
        return Audit((), 0, 0, (str(too_much),))


def audit_subject(
    subject: Subject, rule: Rule, cache: Cache, apart: Apart | None = None, *, all_of_them: bool = True
) -> Audit:
    """Audit one item over all releases. Without `all_of_them` some leaks are enough where there are any: those that
    follow by sums, or else one from each set of equations that hang together, and each names the numbers it is told by.
    `apart` holds what was found of the same item when at least as much was printed, and takes in what is found now.
    Raises TooMuch where there is more than can be searched."""
    size, content = subject.lattice.known.size, content_of(subject, rule)
    if content in cache.sound:
        return Audit((), size, cache.sound[content])
    _refuse_too_much(subject)
    view = None
    try:
        view = View(subject, rule, cache, apart or Apart.none(size), traced=not all_of_them)
        found = tuple(view.told_by_sums())
        if not found or (all_of_them and len(found) < ENOUGH):
            found += tuple(islice(view.told_by_bounds(all_of_them=all_of_them), ENOUGH - len(found)))
    except Contradiction as wrong:
        found = (_contradiction(subject, subject.name(*wrong.place), wrong.place),)
    except NoWorld:
        found = (_contradiction(subject, words.SOMEWHERE.format(item=subject.item), (0, 0, 0)),)
    searched = view.searched if view else 0
    if not found:
        cache.sound[content] = searched
    stopped = (_enough(subject, len(found)),) if len(found) >= ENOUGH else ()
    return Audit(found, size, searched, stopped)


def _enough(subject: Subject, found: int) -> str:
    return words.ENOUGH.format(item=subject.item or words.RESPONDENTS, found=found)


def _refuse_too_much(subject: Subject) -> None:
    lattice = subject.lattice
    axes = (lattice.waves, lattice.groups, lattice.answers.axis)
    if prod(sum(map(len, one.sets)) for one in axes) > MOST_MARKS:
        releases = len(set(subject.covered))
        raise TooMuch(words.TOO_MUCH.format(item=subject.item or words.RESPONDENTS, releases=releases))


def _contradiction(subject: Subject, what: str, place: Place) -> Leak:
    """Figures that no people could have given; its interval is empty."""
    return Leak(subject.item, what, place, 1, 0, by_sums=True)
