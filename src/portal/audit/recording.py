"""Adding to the log, and proving that nothing in it was changed since.

What can be said at all stands in one table. There is no event of anything a respondent does, and no field that could hold
an answer, a draft's key or a link's token: the log can never lead from a person to what they said.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from django.db import connection, transaction
from django.utils import timezone

from portal.audit.models import BEGINNING, Event

OPERATOR, PORTAL = "operator", "portal"
_LOCK = 4_104_210  # any number that nobody else's advisory lock has
_LONGEST = 120


class Kind(StrEnum):
    """What can happen."""

    SIGNED_IN = "signed-in"
    SIGN_IN_FAILED = "sign-in-failed"
    SECOND_FACTOR_FAILED = "second-factor-failed"
    SECOND_FACTOR_ADDED = "second-factor-added"
    SECOND_FACTOR_REMOVED = "second-factor-removed"
    PASSWORD_CHANGED = "password-changed"  # noqa: S105 (no password)
    SIGNED_OUT_ELSEWHERE = "signed-out-elsewhere"
    INVITED = "invited"
    INVITATION_WITHDRAWN = "invitation-withdrawn"
    INVITATION_TAKEN_UP = "invitation-taken-up"
    INTEREST_CHANGED = "interest-changed"
    ROLE_GIVEN = "role-given"
    ROLE_REMOVED = "role-removed"
    ORGANISATION_CHANGED = "organisation-changed"
    ROUND_CHANGED = "round-changed"
    QUESTIONNAIRE_CHANGED = "questionnaire-changed"
    TOKEN_MADE = "token-made"  # noqa: S105 (no token)
    TOKEN_REVOKED = "token-revoked"  # noqa: S105 (no token)
    EXPORTED = "exported"
    PUBLISHED = "published"
    REPORTS_ISSUED = "reports-issued"
    COMMENTS_READ = "comments-read"
    ERASED = "erased"
    PAPER_TYPED = "paper-typed"
    TABLE_UPLOADED = "table-uploaded"
    RETENTION_CHANGED = "retention-changed"
    LINKS_CHANGED = "links-changed"
    REPORT_CHANGED = "report-changed"
    ENGAGEMENT_CHANGED = "engagement-changed"


@dataclass(frozen=True, slots=True)
class Entry:
    """What a kind of event is called, and the details it may hold."""

    name: str
    may_hold: frozenset[str] = frozenset()


KINDS: Mapping[Kind, Entry] = MappingProxyType(
    {
        Kind.SIGNED_IN: Entry("Signed in"),
        Kind.SIGN_IN_FAILED: Entry("Could not sign in", frozenset({"by"})),
        Kind.SECOND_FACTOR_FAILED: Entry("Gave a wrong second factor"),
        Kind.SECOND_FACTOR_ADDED: Entry("Added a second factor", frozenset({"by"})),
        Kind.SECOND_FACTOR_REMOVED: Entry("Removed a second factor", frozenset({"by"})),
        Kind.PASSWORD_CHANGED: Entry("Changed the password"),
        Kind.SIGNED_OUT_ELSEWHERE: Entry("Signed out everywhere else"),
        Kind.INVITED: Entry("Invited somebody", frozenset({"role"})),
        Kind.INVITATION_WITHDRAWN: Entry("Withdrew an invitation", frozenset({"role"})),
        Kind.INVITATION_TAKEN_UP: Entry("Took an invitation up", frozenset({"role"})),
        Kind.INTEREST_CHANGED: Entry(
            "Took in or answered that a council would like to take part", frozenset({"change"})
        ),
        Kind.ROLE_GIVEN: Entry("Gave a role", frozenset({"role"})),
        Kind.ROLE_REMOVED: Entry("Took a role away", frozenset({"role"})),
        Kind.ORGANISATION_CHANGED: Entry("Changed an organisation", frozenset({"change"})),
        Kind.ROUND_CHANGED: Entry("Changed a round", frozenset({"change"})),
        Kind.QUESTIONNAIRE_CHANGED: Entry("Changed a questionnaire", frozenset({"change"})),
        Kind.TOKEN_MADE: Entry("Made a key for another computer", frozenset({"verbs"})),
        Kind.TOKEN_REVOKED: Entry("Ended a key for another computer", frozenset({"verbs"})),
        Kind.EXPORTED: Entry("Took data away as a file", frozenset({"what", "format"})),
        Kind.PUBLISHED: Entry("Published", frozenset({"what"})),
        Kind.REPORTS_ISSUED: Entry("Issued reports", frozenset({"what", "how_many"})),
        Kind.COMMENTS_READ: Entry("Read comments", frozenset({"what"})),
        Kind.ERASED: Entry("Erased data", frozenset({"what", "how_many"})),
        Kind.PAPER_TYPED: Entry("Typed paper in", frozenset({"change"})),
        Kind.TABLE_UPLOADED: Entry("Uploaded a table of answers", frozenset({"change"})),
        Kind.RETENTION_CHANGED: Entry("Changed how long data are kept", frozenset({"change"})),
        Kind.LINKS_CHANGED: Entry("Changed links of groups or invitations", frozenset({"change"})),
        Kind.REPORT_CHANGED: Entry("Worked on a report", frozenset({"change"})),
        Kind.ENGAGEMENT_CHANGED: Entry("Changed an event, an action plan or what is told of it", frozenset({"change"})),
    }
)


class NotRecorded(Exception):
    """An event that would say more than its kind may."""


def person(key: int) -> str:
    """How the log names a person."""
    return f"person:{key}"


@transaction.atomic
def record(
    kind: Kind,
    *,
    actor: str,
    thing: str,
    area: str = "",
    detail: Mapping[str, str] | None = None,
    at: datetime | None = None,
) -> Event:
    """Add an event, in the transaction of what it tells of: both are kept or neither. Raises NotRecorded."""
    said = dict(detail or {})
    if set(said) - KINDS[kind].may_hold or any(len(value) > _LONGEST for value in said.values()):
        raise NotRecorded(f"{kind} may hold {', '.join(sorted(KINDS[kind].may_hold)) or 'no details'}, each in short.")
    if connection.vendor == "postgresql":  # SQLite lets one writer in at a time by itself
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    last = Event.objects.order_by("-number").first()
    event = Event(
        number=last.number + 1 if last else 1,
        at=at or timezone.now(),
        actor=actor,
        kind=kind,
        thing=thing,
        area=area,
        detail=said,
        before=last.digest if last else BEGINNING,
    )
    event.digest = event.digested()
    event.save()
    return event


def broken(events: Iterator[Event], before: str = BEGINNING) -> Event | None:
    """The first event, oldest first, that is not what was recorded or does not follow the one before; None if all do."""
    for number, event in enumerate(events, 1):
        if event.number != number or event.before != before or event.digest != event.digested():
            return event
        before = event.digest
    return None
