""" "You said, we did": made of findings and actions, published by the council with its consent, taken back when it likes.

An edition is kept as it stood when it was published. It is open to all while the council's consent to a public report of
that round stands, and no longer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from poet.report import Done, Finding
from portal.audit.recording import Kind, person, record
from portal.councils import scope
from portal.engagement import words
from portal.engagement.found import findings_of, measured_again
from portal.engagement.models import Action, Plan, Told
from portal.engagement.places import Place, log
from portal.engagement.releasing import ledgered
from portal.pages import on_day
from portal.people.models import Person
from portal.rounds.consent import may_publish
from portal.rounds.statements import Use

Content = dict[str, Any]
USE = Use.OWN_REPORT_IN_PUBLIC


class NotPublished(Exception):
    """Why nothing was published, and what to do."""


def content(place: Place, actions: Sequence[Action]) -> Content:
    """What an edition says today: each finding that is acted on, in words by rules, with what is done about it."""
    found = {one.item: one for one in findings_of(place.round, place.area, place.version)}
    again = measured_again(place.round, place.area, place.version, {one.item for one in actions})
    by_item: dict[str, list[Action]] = defaultdict(list)
    for one in actions:
        by_item[one.item].append(one)
    order = [item for item in found if item in by_item] + [item for item in by_item if item not in found]
    return {
        "preface": place.plan.preface if place.plan else "",
        "findings": [
            _said(found.get(item), by_item[item]) | {"again": again[item].said if item in again else ""}
            for item in order
        ],
    }


def _said(finding: Finding | None, actions: Sequence[Action]) -> Content:
    """A finding that may no longer be shown is named and its figure is not."""
    label = actions[0].label
    return {
        "item": actions[0].item,
        "label": label,
        "claim": finding.claim.id if finding else "",
        "said": finding.said.text if finding else words.you_told_us(label),
        "easy": finding.easy if finding else words.you_told_us(label),
        "closer": finding.closer if finding else True,
        "actions": [_done(one) for one in actions],
    }


def _done(one: Action) -> Content:
    return {
        "what": one.what,
        "easy": one.easy or one.what,
        "owner": one.owner,
        "due": on_day(one.due),
        "state": one.state,
        "stands": one.get_state_display(),
        "why": one.why,
        "evidence": one.evidence,
        "href": one.href,
    }


def as_done(actions: Sequence[Action]) -> tuple[Done, ...]:
    """The same actions as a report of the kind `you-said` tells them."""
    return tuple(Done(one.item, one.what, one.owner, on_day(one.due), one.get_state_display()) for one in actions)


@transaction.atomic
def publish(place: Place, *, by: Person, now: datetime) -> Told:
    """A new edition that takes the place of the one that stands. Raises NotPublished."""
    if not may_publish(place.round, place.area.pk, USE, at=now):
        raise NotPublished(words.NO_CONSENT)
    actions = list(place.plan.actions.all()) if place.plan else []
    if place.plan is None or not actions:
        raise NotPublished(words.NOTHING_TO_TELL)
    told = content(place, actions)
    ledgered(place, {one["item"] for one in told["findings"] if one["claim"]})
    Told.objects.filter(plan=place.plan, taken_back=None).update(taken_back=now)
    try:
        with transaction.atomic():
            new = Told.objects.create(plan=place.plan, content=told, at=now, by=by)
    except IntegrityError as fault:
        raise NotPublished(words.AT_THE_SAME_TIME) from fault
    thing = f"you-said:{place.round.slug}/{place.version.form}"[:80]
    record(Kind.PUBLISHED, actor=person(by.pk), thing=thing, area=place.area.pk, detail={"what": "you said, we did"})
    return new


@transaction.atomic
def take_back(place: Place, *, by: Person, now: datetime) -> bool:
    """The edition that stands is shown no more; whether there was one."""
    gone = Told.objects.filter(plan=place.plan, taken_back=None).update(taken_back=now)
    if gone:
        log(by, place, "you said, we did: taken back")
    return bool(gone)


def standing(plan: Plan | None) -> Told | None:
    """The edition that stands, whether or not the consent does."""
    return Told.objects.filter(plan=plan, taken_back=None).select_related("by").first() if plan else None


@transaction.atomic
def say_before(place: Place, preface: str) -> None:
    """The council's own words at the head of the next edition."""
    plan = place.kept()
    plan.preface = preface
    plan.save(update_fields=["preface"])


@scope.everywhere("what a council made public")
def open_edition(told: Mapping[str, Any], now: datetime) -> Told | None:
    """The edition that everybody may read, of the newest round first: it stands, and so does the consent."""
    rows = Told.objects.filter(taken_back=None, **told).select_related("plan__round", "plan__area", "plan__version")
    newest = rows.defer("plan__version__text").order_by("-plan__round__opens", "-pk").first()
    if newest is None or not may_publish(newest.plan.round, newest.plan.area_id, USE, at=now):
        return None
    return newest
