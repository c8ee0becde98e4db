"""The demonstration round: every council, the published targets, each answer stored as the last page stores it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count, islice
from random import Random

from django.db import transaction
from django.urls import reverse

from poet.instrument import Instrument
from portal.capture import keeping
from portal.capture.models import Channel, Draft
from portal.capture.submitting import Submitted, submit
from portal.councils.models import Area
from portal.demonstration import caseload, clearing, last_year, reaching, states
from portal.demonstration.people import answers, someone
from portal.demonstration.walking import walk
from portal.questionnaires.composing import offered
from portal.questionnaires.models import Version
from portal.rounds.choosing import choose
from portal.rounds.models import Link, Round
from portal.rounds.taking_part import join, open_round

SLUG = "demonstration"
NAME = "Demonstration round with made-up answers"
# The targets published for 2015: 25 young people, 50 parents and 50 practitioners a council (R044).
# Young people are spread over the versions by age.
TARGETS = {
    ("ehc-young-people/2026", "young"): 8,
    ("ehc-young-people/2026", "older"): 9,
    ("ehc-young-people/2026", "adult"): 8,
    ("ehc-parents/2014", "ehc"): 50,
    ("ehc-practitioners/2014", "ehc"): 50,
}
THROUGH_THE_PAGES = 20
# How many questions every third area adds from the bank.
MORE = 4
BATCH = 500
SEED = 2014

Told = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Play:
    """What is to be stored for one link: how many by `submit` itself, and how many through the pages; `went` says how well it
    goes there, and `when` tells the people of one round from those of another."""

    link: Link
    asked: Instrument
    stored: int
    walked: int
    went: float
    when: str = ""


def standing() -> Round | None:
    """The demonstration round, if it was played to its end."""
    asking = Round.objects.filter(slug=SLUG).first()
    if asking is None or not asking.participations.exists():
        return None
    wanted = asking.participations.count() * sum(TARGETS.values()) + reaching.ANSWERS
    return asking if wanted <= asking.responses.count() else None


def clear() -> None:
    """Remove the demonstration rounds with all that was made up for them, their caseloads too."""
    clearing.clear([SLUG, states.SLUG, last_year.SLUG])
    caseload.forget()


def prepare(*, now: datetime) -> list[Play]:
    """Open the round for every area, and say what is to be played for each link."""
    wanted = sorted({name for name, _ in TARGETS})
    versions = [
        Version.objects.get(form=form, version=number) for form, _, number in (one.partition("/") for one in wanted)
    ]
    asking = open_round(
        slug=SLUG,
        name=NAME,
        opens=now - timedelta(days=28),
        closes=now + timedelta(days=90),
        versions=versions,
        made_up=True,
    )
    last_year.settle_the_usual(asking)
    links = sorted(join(asking, Area.objects.all()), key=lambda link: (link.area.code, link.version.form, link.variant))
    states.sign(asking, now=now)
    states.invite(asking, now=now)
    more = _add_questions(asking)
    return _plays([link for link in links if (str(link.version), link.variant) in TARGETS], more)


def _add_questions(asking: Round) -> dict[tuple[str, int], Instrument]:
    """Every third area adds some questions from the bank, where any suit: what is asked then, by area and version."""
    asked: dict[tuple[str, int], Instrument] = {}
    for version in asking.versions.all():
        suited = [item.id for _, items in offered(version) for item in items]
        for area in Area.objects.filter(participations__round=asking)[::3] if suited else ():
            chosen = Random(f"{SEED} {area.code} more").sample(suited, min(MORE, len(suited)))
            composition = choose(asking, area, version, chosen).composition
            assert composition is not None, "questions were chosen"
            asked[area.code, version.pk] = composition.instrument
    return asked


def _plays(links: list[Link], more: Mapping[tuple[str, int], Instrument]) -> list[Play]:
    """Who is walked through the pages is spread over the links, so that parents and practitioners both are."""
    walked = set(Random(SEED).sample(range(len(links)), min(THROUGH_THE_PAGES, len(links))))
    return [
        _play(link, more.get((link.area_id, link.version_id), link.version.instrument), int(place in walked))
        for place, link in enumerate(links)
    ]


def _play(link: Link, asked: Instrument, walked: int) -> Play:
    return Play(link, asked, TARGETS[str(link.version), link.variant] - walked, walked, area_went(link.area))


def a_year_ago(*, now: datetime) -> list[Play]:
    """The round of the year before, and what is to be stored for it."""
    return [
        Play(link, link.version.instrument, last_year.PEOPLE, 0, area_went(link.area) + last_year.WENT, "last year")
        for link in last_year.opened(now)
        if link.variant == link.version.instrument.variants[0].id
    ]


def somebody_says(link: Link) -> Callable[[], dict[str, str]]:
    """Made-up people of a link's area, one after the other: what each of them says."""
    asked = link.version.instrument
    numbers = count()

    def said() -> dict[str, str]:
        person = someone(asked, area_went(link.area), Random(f"{SEED} {link.area_id} reached {next(numbers)}"))
        return answers(person, link.wording)

    return said


def store(plays: list[Play], *, now: datetime, told: Told) -> None:
    """Make the answers up and send each by the action that the last page calls, some hundreds a commit."""
    drafts = _drafts(plays, now)
    while batch := list(islice(drafts, BATCH)):
        with transaction.atomic():
            Draft.objects.bulk_create(batch)
            for draft in batch:
                outcome = submit(draft_key=draft.key, now=now, channel=Channel.MADE_UP)
                assert isinstance(outcome, Submitted), outcome
        told(len(batch))


def _drafts(plays: list[Play], now: datetime) -> Iterator[Draft]:
    for play in plays:
        for random in _chances(play, play.stored):
            person = someone(play.asked, play.went, random)
            said = answers(person, play.link.wording)
            yield Draft(key=keeping.new_key(), link=play.link, answers=said, touched=now.date())


def walk_all(plays: list[Play], *, site: str, told: Told) -> None:
    """Answer through the real pages of a server that is running at `site`."""
    for play in plays:
        for random in _chances(play, play.walked, "walked"):
            person = someone(play.asked, play.went, random)
            walk(site + reverse("start", args=[play.link.token]), person)
            told(1)


def area_went(area: Area) -> float:
    """How well it goes in an area, made up from its code: areas differ."""
    return Random(f"{SEED} {area.code}").gauss(0, 0.35)


def _chances(play: Play, people: int, how: str = "stored") -> Iterator[Random]:
    for number in range(people):
        yield Random(f"{SEED} {play.link.area_id} {play.link.version} {play.when}{how} {number}")
