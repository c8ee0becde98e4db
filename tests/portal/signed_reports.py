"""Signed reports of the small world, as the room that edits hands them over, and councils that agree to what they agree to."""

from __future__ import annotations

from dataclasses import dataclass, replace

import anyshire
from django.utils import timezone

from poet.report.model import (
    Bar,
    Bars,
    Block,
    Cell,
    Claim,
    Dot,
    Dots,
    Paragraph,
    Points,
    Report,
    Section,
    Segment,
    Source,
    Table,
    Tone,
    Words,
)
from portal.councils.models import Area
from portal.editing.inserting import digest as digested
from portal.publishing.drawing import draw
from portal.publishing.models import Publication
from portal.publishing.publish import publish
from portal.rounds.models import Answered
from portal.rounds.statements import Use

HERE, THERE, NOWHERE = anyshire.ANYSHIRE, anyshire.OTHERSHIRE, anyshire.NOWHERE
PLAIN = Paragraph((Words("Most people said that the information was clear."),))


@dataclass(frozen=True)
class Edition:
    """As `portal.editing.edition.Edition`."""

    draft: int | None
    kind: str
    round_id: int
    area_id: str | None
    region: str | None
    digest: str
    report: Report
    signed: tuple[str, ...] = ("national", "council")


def claim(item: str, of: str, value: float = 0.75, group: str = "Everyone who answered") -> Claim:
    return Claim(of, item, group, value, 40, 0.6, 0.86, method="wilson", id=f"{item}/{of}")


def bar(label: str, value: float = 0.75, item: str = "information") -> Bar:
    parts = (
        Segment("Always", Tone.FAVOURABLE, value, f"{value:.0%}"),
        Segment("Never", Tone.UNFAVOURABLE, 1 - value, f"{1 - value:.0%}"),
    )
    return Bar(label, "n = 40", parts, claims=(claim(item, "favourable", value),))


def chart(*labels: str, caption: str = "Information is clear", panels: bool = False) -> Bars:
    said = Words(caption, (claim("information", "favourable"),))
    return Bars(
        "process",
        1,
        said,
        f"Bars: {caption}",
        tuple(map(bar, labels)),
        stacked=True,
        table="process-table",
        panels=panels,
    )


def funnel(*labels: str) -> Dots:
    dots = tuple(Dot(label, "n = 40", 0.5, 0.4, 0.6, 0.5, "50%", n=40) for label in labels)
    return Dots("funnel", 2, Words("Areas lie together"), "Points", dots, "An area", "All", "funnel-table")


def table(*labels: str) -> Table:
    rows = tuple(
        (Cell(label), Cell("75%", 0.75, percent=True, claim=claim("information", "favourable"))) for label in labels
    )
    return Table("process-table", 1, "Information", ("Question", "Favourable"), rows)


def report(
    world, *blocks: Block, kind: str = "national", area: str | None = None, annex: tuple[Block, ...] = ()
) -> Report:
    return Report(
        kind=kind,
        title="Getting support",
        subtitle=f"{area or 'Everyone who answered'} · {kind} report · Autumn",
        language="en",
        date="2026-11-24",
        source=Source(str(world.version), world.version.digest, "standard", "POET 0.1.0"),
        summary=(Section("summary", "What is working, and what is not", (Points(PLAIN.sentences),)),),
        sections=(Section("process", "Getting a plan", blocks or (PLAIN,)),),
        annex=(Section("tables", "Tables", annex),) if annex else (),
        area=area,
        asked=(("information", "Information is clear"),),
    )


def signed(world, told: Report, *, area: str | None = None, region: str | None = None) -> Edition:
    digest = digested(told)
    return Edition(None, told.kind, world.round.pk, area, region, digest, told)


def own(world, *blocks: Block, code: str = HERE, kind: str = "local") -> Edition:
    """A council's own report, signed."""
    return signed(world, report(world, *blocks, kind=kind, area=Area.objects.get(pk=code).name), area=code)


def national(world, *blocks: Block, kind: str = "national") -> Edition:
    return signed(world, report(world, *blocks, kind=kind))


def agrees(world, code: str, *uses: Use, given: bool = True, at=None, asking=None) -> None:
    for use in uses or tuple(Use):
        Answered.objects.create(
            round=asking or world.round, area_id=code, statement=use, edition="2026", digest="x", given=given,
            at=at or timezone.now(), signed="Ann",
        )  # fmt: skip


def answered(world) -> None:
    """Somebody has answered in each of the three areas, so that no report on everybody is of two."""
    for link in world.links.values():
        anyshire.sent(link, age="4")


def out(edition: Edition) -> Publication:
    """Published, with all its files."""
    one = publish(edition, by=None, at=timezone.now())
    draw(one.pk)
    return Publication.objects.get(pk=one.pk)


def altered(edition: Edition, **fields) -> Edition:
    return replace(edition, **fields)
