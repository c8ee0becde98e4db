"""What every release of a round has in common: tried anew where others issued meanwhile, proved, and in one transaction
ledgered and standing on the councils' pages.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from django.db import transaction

from poet.protect import Protected
from poet.protect.issuing import Refused, issue
from poet.protect.ledger import Draft, Entry, Ledger, LedgerBroken, Overtaken
from poet.protect.planning import HistoryLeaks
from poet.protect.proof.audit import Cache
from poet.protect.proof.history import Unfitting
from portal.questionnaires.models import Version
from portal.reporting.leaving import Gone, told
from portal.reporting.ledger import DatabaseLedger
from portal.reporting.live import POLICY, replace_standing
from portal.rounds.models import Round

T = TypeVar("T")
_TRIES = 3
_LONGEST = 600


class NotReleased(Exception):
    """Nothing was issued; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Sayings:
    """How a room says that nothing was issued: it would leak ({why}), the ledger is broken ({why}), others were faster."""

    leaks: str
    broken: str
    overtaken: str


@dataclass(frozen=True, slots=True, eq=False)
class OnPages:
    """The figures of councils that stand on their pages with a release, of how many people, who had left when they were
    counted, and the hash of the last entry that was known then."""

    asking: Round
    version: Version
    areas: Protected
    people: int
    left: Gone
    head: str


class PagesLedger:
    """The database's ledger; with an entry its figures stand on the pages, and who left is told of."""

    def __init__(self, pages: OnPages) -> None:
        self._ledger, self._pages = DatabaseLedger(), pages

    def read(self) -> tuple[tuple[Entry, ...], str]:
        """All entries and the hash of the last. Raises LedgerBroken."""
        return self._ledger.read()

    def append(self, draft: Draft, expected: str) -> Entry:
        """All of it, or nothing. Raises Overtaken, also where something was issued since the tables were planned."""
        of = self._pages
        if expected != of.head:
            raise Overtaken
        with transaction.atomic():
            entry = self._ledger.append(draft, expected)
            told(of.asking, of.version.pk, of.left)
            replace_standing(of.asking, of.version, of.areas, of.people)
        return entry


def tried(attempt: Callable[[], T], say: Sayings) -> T:
    """What an attempt to release something brings; anew where something else was issued meanwhile. Raises NotReleased."""
    for _ in range(_TRIES):
        try:
            return attempt()
        except Overtaken:
            continue
        except (HistoryLeaks, Unfitting) as refused:
            raise NotReleased(say.leaks.format(why=_short(str(refused)))) from refused
        except LedgerBroken as broken:
            raise NotReleased(say.broken.format(why=_short(str(broken)))) from broken
    raise NotReleased(say.overtaken)


def issued(draft: Draft, ledger: Ledger, cache: Cache, say: Sayings) -> None:
    """Audit it beside all before it, and append it. Raises NotReleased, Overtaken and LedgerBroken."""
    outcome = issue(draft, POLICY, ledger, cache)
    if isinstance(outcome, Refused):
        raise NotReleased(say.leaks.format(why=_short("; ".join(str(leak) for leak in outcome.leaks))))


def _short(text: str) -> str:
    return text if len(text) < _LONGEST else f"{text[:_LONGEST]} …"
