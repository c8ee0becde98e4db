"""Issuing: a release goes into the ledger if the proof allows it beside every earlier one, and is refused if not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from poet.protect.ledger import Draft, Entry, Ledger
from poet.protect.policy import Policy
from poet.protect.proof.audit import Cache, Leak, audit
from poet.protect.proof.history import RESPONDENTS, TooMuch, people_of
from poet.protect.views import View, views

# Up to so many tables, every pair is tried for the smallest set to withhold.
FEW_TABLES = 40


@dataclass(frozen=True, slots=True)
class Withhold:
    """A table to hold back: the item ("" for the count of respondents) and the groups it is printed for, which are the
    same people under each of these names (partition, group; None for a partition's whole)."""

    item: str
    groups: tuple[tuple[str, str | None], ...]


@dataclass(frozen=True, slots=True)
class Issued:
    """The release is in the ledger."""

    entry: Entry


@dataclass(frozen=True, slots=True)
class Refused:
    """Nothing was issued: what would be told, the smallest set of tables to withhold so that it is not, and the release
    without them. `offer` is None where holding back does not help, as earlier releases tell it already."""

    leaks: tuple[Leak, ...]
    withhold: tuple[Withhold, ...]
    offer: Draft | None


def issue(draft: Draft, policy: Policy, ledger: Ledger, cache: Cache | None = None) -> Issued | Refused:
    """Audit a release with all earlier ones over the same people, for everybody who will see it, and append it.

    Raises LedgerBroken where the ledger was altered, Overtaken where another release was issued since this one was
    audited (nothing is appended then), Unfitting where the releases do not lie over one another, or are more than can be
    proved.
    """
    entries, head = ledger.read()
    kept = cache if cache is not None else Cache()
    seen = views(entries, draft.population, policy)
    leaks = _leaks(draft, seen, kept)
    if not leaks:
        return Issued(ledger.append(draft, head))
    items = sorted({leak.item for leak in leaks})
    withhold = tuple(dict.fromkeys(one for item in items for one in _smallest(draft, item, seen, kept)))
    offer = without(draft, withhold)
    return Refused(leaks, withhold, None if _leaks(offer, seen, kept) else offer)


def _leaks(draft: Draft, seen: Sequence[View], cache: Cache) -> tuple[Leak, ...]:
    """Raises TooMuch where no leak was found, and not all was looked at either."""
    found = [audit([*view.drafts, draft], view.rule, cache) for view in seen]
    leaks = tuple(dict.fromkeys(leak for one in found for leak in one.leaks))
    stopped = [said for one in found for said in one.stopped]
    if stopped and not leaks:
        raise TooMuch(stopped[0])
    return leaks


def without(draft: Draft, withhold: Sequence[Withhold]) -> Draft:
    """The release with these tables held back."""
    held = {(one.item, *group) for one in withhold for group in one.groups}
    return replace(
        draft,
        tables=tuple(one for one in draft.tables if (one.item, one.partition, one.group) not in held),
        respondents=tuple(one for one in draft.respondents if ("", one.partition, one.group) not in held),
    )


def _smallest(draft: Draft, item: str, seen: Sequence[View], cache: Cache) -> list[Withhold]:
    """The smallest set of an item's tables without which nothing is told: one or two by trying all, else as few as
    giving up the smallest groups first and taking back what need not be given up leaves."""
    own = _only(draft, item)
    views_ = [replace(view, drafts=tuple(_only(one, item) for one in view.drafts)) for view in seen]
    tables = list(_tables(own, item))

    def is_safe(held: Sequence[Withhold]) -> bool:
        return not _leaks(without(own, held), views_, cache)

    most = 2 if len(tables) <= FEW_TABLES else 1
    tries = (list(held) for number in range(1, most + 1) for held in combinations(tables, number))
    found = next((held for held in tries if is_safe(held)), None)
    return found if found is not None else _few(tables, is_safe)


def _few(tables: Sequence[Withhold], is_safe: Callable[[Sequence[Withhold]], bool]) -> list[Withhold]:
    """A set of which no table can be given back: the smallest groups first until it is safe, then those not needed."""
    enough = next((number for number in range(len(tables)) if is_safe(tables[:number])), len(tables))
    held = list(tables[:enough])
    for one in reversed(tables[:enough]):
        rest = [other for other in held if other is not one]
        held = rest if is_safe(rest) else held
    return held


def _only(draft: Draft, item: str) -> Draft:
    """The release as far as it is about one item, with what is asked only after an answer to it."""
    near = [one for one in draft.questions if item in {one.item, *(before.item for before in one.after)}]
    near += [one for one in draft.questions if one.after and item == RESPONDENTS.item]
    names = {one.item for one in near}
    return replace(
        draft,
        questions=tuple(near),
        tables=tuple(one for one in draft.tables if one.item in names),
        respondents=draft.respondents if item == RESPONDENTS.item else (),
    )


def _tables(draft: Draft, item: str) -> Iterator[Withhold]:
    """The tables of what is asked after the item, then its own, smallest groups first; names for the same people together."""
    people = people_of([draft])
    for one in dict.fromkeys([*(led.item for led in draft.questions if led.after), item]):
        names: dict[int, list[tuple[str, str | None]]] = {}
        printed = [(table.partition, table.group) for table in draft.tables if table.item == one]
        printed += [(told.partition, told.group) for told in draft.respondents if one == RESPONDENTS.item]
        for name in dict.fromkeys(printed):
            if name in people.place[0]:
                names.setdefault(people.place[0][name], []).append(name)
        size = {at: people.groups.sets[at] for at in names}
        for at in sorted(names, key=lambda place: (len(size[place]), place)):
            yield Withhold(one, tuple(names[at]))
