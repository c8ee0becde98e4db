"""Drafts of the small world: Anyshire with thirty answers, Othershire with as many, and people who write and sign."""

from __future__ import annotations

import anyshire
from django.utils import timezone

from poet.report import Report
from poet.report.model import Claim, Paragraph, Points, Section, Source, Words
from portal.councils.models import Area, Collector
from portal.editing.figures import claims_of
from portal.editing.models import Draft
from portal.editing.writing import begin, content
from portal.people.inviting import Offer, invite, take_up
from portal.people.models import Person
from portal.people.rules import Role
from portal.reporting import live, results

SHARE = "information/favourable"


def forget():
    results.protected.cache_clear()
    live.forget()


def answer(world, people, information="always", code=anyshire.ANYSHIRE):
    for number in range(people):
        anyshire.sent(world.links[code], age=str(5 + number % 3), information=information)


def answered(world):
    forget()
    for code in (anyshire.ANYSHIRE, anyshire.OTHERSHIRE):
        for said in ("always", "sometimes", "never"):
            answer(world, 10, said, code)
    return world


def draft_of(world, code: str | None = anyshire.ANYSHIRE, kind: str = "") -> Draft:
    area = Area.objects.get(pk=code) if code else None
    kind = kind or ("local" if code else "national")
    return begin(world.round, world.version, kind, area, by=None, at=timezone.now())


def bare(share: float = 0.725, base: int = 40, *more: Section) -> Report:
    """A small report, for tests of pages that ask nothing of its figures."""
    claim = Claim("favourable", "information", "Anyshire", share, base, id=SHARE, release="made-up")
    text = f"{round(100 * share)}% of {base} found the information clear."
    return Report(
        kind="local",
        title="Getting support",
        subtitle="Anyshire · Autumn",
        language="en",
        date="2026-11-28",
        source=Source("small/1", "d" * 64, "standard-2026", "POET"),
        summary=(Section("summary", "What is working, and what is not", (Points((Words(text, (claim,)),)),)),),
        sections=(Section("introduction", "Why this report", (Paragraph((Words("It is there to be read."),)),)), *more),
        annex=(),
    )


def quick(world, code: str | None = anyshire.ANYSHIRE, kind: str = "local", report: Report | None = None) -> Draft:
    """A draft whose generated part another room has made."""
    area = Area.objects.get(pk=code) if code else None
    return begin(world.round, world.version, kind, area, by=None, at=timezone.now(), report=report or bare())


def person(role: Role, area: str | None = None) -> Person:
    """Without a browser."""
    place = Area.objects.get(pk=area) if area else None
    works_for = Collector.objects.get_or_create(area=place, name="Forum")[0] if role is Role.COLLECTOR else None
    address = f"{role}.{area or 'england'}@people.example".lower()
    token = invite(Offer(address, role, place, works_for), by=None, now=timezone.now())
    who = take_up(token, name=f"{role} {area or ''}".strip(), now=timezone.now())
    return Person.objects.get(pk=who.pk)


def figures(draft):
    return claims_of(content(draft).report)
