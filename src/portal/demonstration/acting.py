"""What a made-up council does after its made-up report: an event, three actions, and a published "you said, we did"."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from poet.report import Finding
from portal.councils.models import Area
from portal.demonstration import colleagues
from portal.engagement import hearing_back, meeting, planning, said_done
from portal.engagement.found import findings_of
from portal.engagement.models import Event
from portal.engagement.places import Place
from portal.engagement.planning import Wording
from portal.people.models import Person
from portal.people.rules import Role
from portal.questionnaires.models import Version
from portal.rounds.consenting import sign, standing
from portal.rounds.models import Round
from portal.rounds.statements import Use

# What is done about the first findings, with days from today until it is due: one done, one overdue, one stopped.
ACTIONS = (
    (-30, "Made-up action: a letter to every family each month", "We write to you each month.", "SEND manager",
     {"state": "done", "evidence": "Made-up evidence: the letters have gone out since spring."}),
    (-3, "Made-up action: a named person whom each family can ring", "You can ring one person.", "Head of the SEND team",
     {"state": "under-way"}),
    (60, "Made-up action: an office that is open on Saturdays", "The office opens on Saturdays.", "Local offer team",
     {"state": "stopped", "why": "Made-up reason: families told us that evenings suit them better."}),
)  # fmt: skip
REMARKS = ("Made-up remark: nobody says what happens next.", "Made-up remark: one letter that says it all would help.")


def act(asking: Round, area: Area, version: Version, *, now: datetime) -> bool:
    """Everything, through the actions that the council's own pages call; False where there are too few findings yet."""
    place = Place(asking, area, version, None)
    found = findings_of(asking, area, version)
    if len(found) < len(ACTIONS):
        return False
    manager = colleagues.person(Role.MANAGER)
    place = Place(asking, area, version, place.kept())
    _meet(place, by=manager, now=now)
    for finding, (days, what, easy, owner, more) in zip(found, ACTIONS, strict=False):
        due = timezone.localdate(now) + timedelta(days=days)
        said = {"what": what, "easy": easy, "owner": owner, "due": due.isoformat(), "state": "planned"}
        _done(place, finding, said, more, by=manager, now=now)
    consents = standing(asking, area.pk) | {Use.OWN_REPORT_IN_PUBLIC.value: True}
    # After the made-up signatures of the round's beginning: of two answers at one moment the stricter would hold.
    sign(asking, area, consents, by=manager, now=timezone.now())
    said_done.publish(place, by=manager, now=timezone.now())
    return True


def _meet(place: Place, *, by: Person, now: datetime) -> Event:
    start = timezone.localtime(now - timedelta(days=7))
    said = meeting.first_said(place) | {
        "starts": f"{start:%Y-%m-%dT18:00}",
        "ends": f"{start:%Y-%m-%dT20:30}",
        "place": "The made-up town hall, ground floor",
    }
    event = meeting.plan(place, said, ["board", "forum", "young-people"], by=by)
    meeting.show(place, event, public=True, by=by)
    asked = meeting.ask(place, event, "Somebody who has led such an evening before", by=by, now=now)
    meeting.answer(place, asked, {"answer": "accepted", "who": "The made-up engagement team"}, by=by, now=now)
    for text in REMARKS:
        hearing_back.take(event, place.version, {"text": text}, council=True)
    return event


def _done(
    place: Place, finding: Finding, said: dict[str, str], more: dict[str, str], *, by: Person, now: datetime
) -> None:
    action = planning.write(place, finding, Wording(said), by=by, now=now)
    planning.change(place, action, Wording(said | more), seen=1, by=by, now=now)
