"""The release ledger in the database: appended in one step or not at all, never changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from django.db import IntegrityError, transaction

from poet.protect.ledger import BEGINNING, Draft, Entry, Overtaken, Population, is_before, verified
from poet.protect.ledger.lines import line_of, read_line
from portal.reporting.called import called_by_round, draft_today, entry_today
from portal.reporting.models import LedgerLine


class DatabaseLedger:
    """A ledger as `poet.protect.ledger` wants it, kept in a table of the portal's database."""

    def read(self) -> tuple[tuple[Entry, ...], str]:
        """All entries and the hash of the last, their areas called as they are today. Raises LedgerBroken."""
        entries, head = verified(self.lines())
        names = called_by_round()
        return tuple(entry_today(one, names) for one in entries) if names else entries, head

    def lines(self) -> Iterator[bytes]:
        """The ledger's lines as a file holds them."""
        return (bytes(line) for line in LedgerLine.objects.values_list("line", flat=True).iterator())

    def holding(self, words: str, of: Population) -> Iterator[Draft]:
        """What was issued over the same people in lines that hold these words. No other line is read, and none is verified."""
        sought, names = [word.encode() for word in (words, of.round)], called_by_round()
        for line in self.lines():
            if all(word in line for word in sought):
                draft = read_line(line).entry.draft
                if draft.population.key == of.key:
                    yield draft_today(draft, names)

    def head(self) -> str:
        """The hash of the last entry; BEGINNING where there is none."""
        return LedgerLine.objects.order_by("-number").values_list("hash", flat=True).first() or BEGINNING

    def append(self, draft: Draft, expected: str) -> Entry:
        """Put the draft behind the entry whose hash is `expected`. Raises Overtaken if that is not the last one."""
        last = LedgerLine.objects.order_by("-number").first()
        if (last.hash if last else BEGINNING) != expected:
            raise Overtaken
        # Should the clock have been set back, the ledger's time stands still: an entry dated earlier would break it.
        before = read_line(bytes(last.line)).entry.draft.at if last else draft.at
        draft = replace(draft, at=before) if is_before(draft.at, before) else draft
        entry = Entry(number=last.number + 1 if last else 1, previous=expected, draft=draft)
        line, own = line_of(entry)
        try:
            with transaction.atomic():
                LedgerLine.objects.create(number=entry.number, previous=expected, hash=own, line=line)
        except IntegrityError as raced:
            raise Overtaken from raced
        return entry
