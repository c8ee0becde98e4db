"""Quotes in a report: written down with the consent they were given under, approved by somebody else, taken out again.

Nothing is taken from the answers: whoever writes a quote down types what was approved. What is approved, and what is taken out,
changes what the report says, so that no signature from before holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone

from poet.report import Approved, Report
from poet.report.quotes import faults_of, quotable
from portal.editing import words
from portal.editing.models import Draft, Quotation, Step
from portal.editing.moving import NotMoved, held, recorded, step
from portal.editing.parties import has, party_of, role_of
from portal.editing.states import MOVES, OPEN_TO_WRITING, Move, Standing, State, after
from portal.people.models import Person

FIELDS = ("about", "text", "consent", "agreed", "kept")
_EARLIEST = date(2000, 1, 1)


class NotQuoted(Exception):
    """A quote that is not taken in; `wrong` says by field what to mend."""

    def __init__(self, wrong: Mapping[str, str]) -> None:
        super().__init__(" ".join(wrong.values()))
        self.wrong = wrong


@dataclass(frozen=True, slots=True)
class Question:
    """A question that a quote may stand beside: its id and its short name."""

    item: str
    label: str


def standing_at(draft: Draft, revision: int) -> tuple[tuple[str, Approved], ...]:
    """The quotes of a revision, each with the section of its question."""
    rows = Quotation.objects.filter(draft=draft, since__lte=revision).filter(Q(until=None) | Q(until__gt=revision))
    found = list(rows)
    sections = {item.id: item.section for item in draft.version.instrument.items} if found else {}
    return tuple(
        (sections.get(one.about, ""), Approved(one.text, one.about, one.role, one.approved.isoformat()))
        for one in found
        if one.approved
    )


def questions(draft: Draft, report: Report) -> tuple[Question, ...]:
    """The questions that a quote may stand beside in a draft: those whose figures its sections show."""
    asked = dict(report.asked)
    return tuple(
        Question(item.id, asked.get(item.id, item.id))
        for item in draft.version.instrument.items
        if quotable(report, item)
    )


def write_down(draft: Draft, report: Report, said: Mapping[str, str], *, by: Person, at: datetime) -> Quotation:
    """Write a quote down, to be approved by somebody else. Raises NotQuoted, NotMoved."""
    with held(draft) as kept:
        _may_write(kept, by)
        wrong = dict(_wrong(said, {one.item for one in questions(kept, report)})) | _joining(kept, said)
        if wrong:
            raise NotQuoted(wrong)
        one = Quotation.objects.create(
            draft=kept,
            about=said["about"],
            text=_plain(said["text"]),
            consent=said["consent"],
            agreed=date.fromisoformat(said["agreed"]),
            kept=_plain(said["kept"]),
            by=by,
            at=at,
        )
        recorded(kept, "wrote a quote down", by=by, at=at)
    return one


def _may_write(draft: Draft, by: Person) -> None:
    if not has(by, MOVES[Move.CHANGE].who, draft.area_id):
        raise NotMoved(words.NOT_YOURS)
    if State(draft.state) not in OPEN_TO_WRITING:
        raise NotMoved(words.closed(State(draft.state)))


def _plain(text: str) -> str:
    return " ".join(text.split())


def _wrong(said: Mapping[str, str], known: set[str]) -> list[tuple[str, str]]:
    """What is wrong, by field."""
    text = _plain(said["text"])
    faults = [*faults_of(text), *([words.QUOTE_REACHES] if "@" in text else [])]
    found = [("text", words.of_a_quote(fault)) for fault in faults[:1]]
    if said["about"] not in known:
        found.append(("about", words.QUOTE_ABOUT))
    if said["consent"] not in Quotation.Consent.values:
        found.append(("consent", words.QUOTE_CONSENT))
    if not _is_day(said["agreed"]):
        found.append(("agreed", words.QUOTE_DAY))
    if not _plain(said["kept"]) or len(_plain(said["kept"])) > 200:
        found.append(("kept", words.QUOTE_KEPT))
    return found


def _joining(draft: Draft, said: Mapping[str, str]) -> dict[str, str]:
    """What is wrong with words that the report has already: beside two questions they tell that one person answered both."""
    again = Quotation.objects.filter(draft=draft, text__iexact=_plain(said["text"]), withdrawn=None)
    return {"text": words.QUOTE_AGAIN} if again.exists() else {}


def _is_day(said: str) -> bool:
    try:
        return _EARLIEST <= date.fromisoformat(said) <= timezone.localdate()
    except ValueError:
        return False


def approve(draft: Draft, number: int, *, by: Person, at: datetime) -> None:
    """Approve a quote that somebody else wrote down: it stands in the report from now on. Raises NotMoved."""
    if not has(by, Standing.SIGNER, draft.area_id):
        raise NotMoved(words.NOT_YOURS)
    with held(draft) as kept:
        there = after(State(kept.state), Move.CHANGE)
        if there is None:
            raise NotMoved(words.closed(State(kept.state)))
        one = Quotation.objects.filter(draft=kept, pk=number, since=None, withdrawn=None).first()
        if one is None:
            raise NotMoved(words.QUOTE_GONE)
        if one.by_id == by.pk:
            raise NotMoved(words.QUOTE_YOURS)
        party = party_of(by, kept.area_id)
        assert party is not None
        taken = step(kept, Step.What.QUOTED, there, by=by, at=at)
        one.approver, one.approved, one.since = by, timezone.localdate(at), taken.number
        one.role = role_of(by, party, kept.area_id)
        one.save(update_fields=["approver", "approved", "since", "role"])
        recorded(kept, "approved a quote", by=by, at=at)


def take_out(draft: Draft, number: int, *, by: Person, at: datetime) -> bool:
    """Take a quote out: one that only waited is erased; one that stood leaves the next version. False where that version is
    still to come, because the report is public or withdrawn. Raises NotMoved."""
    if not has(by, MOVES[Move.CHANGE].who, draft.area_id):
        raise NotMoved(words.NOT_YOURS)
    with held(draft) as kept:
        one = Quotation.objects.filter(draft=kept, pk=number, withdrawn=None).first()
        if one is None:
            raise NotMoved(words.QUOTE_GONE)
        recorded(kept, "took a quote out", by=by, at=at)
        if one.since is None:
            one.delete()
            return True
        there = after(State(kept.state), Move.CHANGE)
        # What is public does not change under its readers' eyes: the version that is opened next is without it.
        one.until = step(kept, Step.What.UNQUOTED, there, by=by, at=at).number if there else kept.steps + 1
        one.withdrawn = at
        one.save(update_fields=["until", "withdrawn"])
    return there is not None
