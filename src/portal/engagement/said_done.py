""" "You said, we did": made of findings and actions, published by the council with its consent, taken back when it likes.

An edition is kept as it stood when it was published. It is open to all while the council's consent to a public report of
that round stands, and no longer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from poet.protect.ledger import Overtaken
from poet.report import Done, Finding
from portal.audit.recording import Kind, person, record
from portal.councils import scope
from portal.councils.models import Area
from portal.engagement import words
from portal.engagement.found import Rounds, compared, findings_in, measured_again, rounds_of
from portal.engagement.models import Action, Plan, Told
from portal.engagement.places import Place, log
from portal.engagement.releasing import NotInTheLedger, Printed, ledgered
from portal.pages import on_day
from portal.people.models import Person
from portal.publishing.opening import noise_stands
from portal.publishing.opening_words import BY_NOISE
from portal.questionnaires.models import Version
from portal.reporting.passing_on import NotPassedOn
from portal.rounds.consent import may_publish
from portal.rounds.models import Round
from portal.rounds.statements import Use

Content = dict[str, Any]
USE = Use.OWN_REPORT_IN_PUBLIC


class NotPublished(Exception):
    """Why nothing was published, and what to do."""


def content(place: Place, actions: Sequence[Action]) -> Content:
    """What an edition says today: each finding that is acted on, in words by rules, with what is done about it."""
    return _content(place, actions, rounds_of(place.round, place.area, place.version, again=bool(actions)))


def _content(place: Place, actions: Sequence[Action], rounds: Rounds) -> Content:
    found = {one.item: one for one in findings_in(rounds.release, place.round, place.area)}
    again = measured_again(rounds, place.round, place.area, {one.item for one in actions})
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


def acted_on(asking: Round, area: Area, version: Version) -> tuple[Done, ...]:
    """What a council does about its findings, for the report that is written with it: once its plan is opened to the national
    team or told to everybody, and nothing of it before."""
    plan = Plan.objects.filter(round=asking, area=area, version=version).first()
    if plan is None or (plan.opened is None and standing(plan) is None):
        return ()
    return as_done(list(plan.actions.all()))


@transaction.atomic
def publish(place: Place, *, by: Person, now: datetime) -> Told:
    """A new edition that takes the place of the one that stands. Raises NotPublished."""
    if not may_publish(place.round, place.area.pk, USE, at=now):
        raise NotPublished(words.NO_CONSENT)
    actions = list(place.plan.actions.all()) if place.plan else []
    if place.plan is None or not actions:
        raise NotPublished(words.NOTHING_TO_TELL)
    rounds = rounds_of(place.round, place.area, place.version, again=True)
    if any(noise_stands(one) for one in (place.round, rounds.later) if one):
        raise NotPublished(BY_NOISE)
    told = _content(place, actions, rounds)
    try:
        ledgered(*_printed(place, told, rounds))
    except (NotInTheLedger, NotPassedOn, Overtaken) as fault:
        raise NotPublished(words.NOT_RELEASED) from fault
    Told.objects.filter(plan=place.plan, taken_back=None).update(taken_back=now)
    try:
        with transaction.atomic():
            new = Told.objects.create(plan=place.plan, content=told, at=now, by=by)
    except IntegrityError as fault:
        raise NotPublished(words.AT_THE_SAME_TIME) from fault
    thing = f"you-said:{place.round.slug}/{place.version.form}"[:80]
    record(Kind.PUBLISHED, actor=person(by.pk), thing=thing, area=place.area.pk, detail={"what": "you said, we did"})
    return new


def _printed(place: Place, told: Content, rounds: Rounds) -> Iterator[Printed]:
    """What an edition prints of people: its findings, and each that the next round measured again with both figures."""
    again = compared(rounds, place.round, place.area, {one["item"] for one in told["findings"]})
    said = {one["item"] for one in told["findings"] if one["claim"]}
    yield Printed(place.round, place.version, rounds.release, frozenset(said | again.keys()), place.area.name)
    if rounds.later and rounds.version and rounds.newer:
        yield Printed(rounds.later, rounds.version, rounds.newer, frozenset(again.values()), rounds.called)


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
