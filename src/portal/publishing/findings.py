"""What published national reports found, question by question: cut out of those reports, and nothing is worked out anew.

A finding is a question's favourable share with its interval and base, as the report's own table holds it, beside the bar that
the report draws. One question's findings of several years stand together; whether a line runs from one to the next is found
by comparing the questionnaires (`poet.instrument.lineage`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from poet.instrument import Instrument
from poet.instrument.lineage import Trend, lineage
from poet.report import Report
from poet.report.model import Bar, Bars, Claim, Dots, Paragraph, Section, Source, Table, Words
from poet.report.numbering import numbered
from portal.publishing import words
from portal.publishing.models import Publication
from portal.publishing.publish import shown
from portal.questionnaires.models import Version

NATIONAL = ("overall", "national", "annual")
_SIDES = "Favourable"
BY_BACKGROUND = "by-background-tables"


@dataclass(frozen=True, slots=True)
class Parted:
    """One question as groups of people answered it: `by` names what they are parted by, the chart and its table are the
    report's own."""

    by: str
    chart: Dots
    table: Table


@dataclass(frozen=True, slots=True)
class Finding:
    """One question in one published report: `claim` is its favourable share, `bar` how the answers spread, where it is drawn,
    `tables` the report's own rows on it, `parted` the same by background where the report tells it."""

    form: str
    respondents: str
    version: str
    year: int
    section: str
    item: str
    label: str
    claim: Claim
    bar: Bar | None
    tables: tuple[Table, ...]
    report: str
    address: str
    made_up: bool
    parted: tuple[Parted, ...] = ()

    @property
    def sentence(self) -> Words:
        """The finding in words, with the claim that it rests on."""
        return Words(words.finding(self.label, self.claim, self.respondents), (self.claim,))


_READ: dict[tuple[int, str], tuple[Finding, ...]] = {}
_MOST_READ = 60


def findings() -> list[Finding]:
    """Every finding of what is public on the whole country: by questionnaire, in the order of its questions, newest first.

    What was read of a publication is kept by this process; whether it is public is asked each time."""
    rows = Publication.public.filter(area=None, region="", kind__in=NATIONAL)
    there = list(rows.order_by("form", "-year", "-published", "pk").values_list("pk", "digest"))
    new = [key for key in there if key not in _READ]
    for one in rows.filter(pk__in=[key for key, _ in new]) if new else ():
        if len(_READ) >= _MOST_READ:
            _READ.pop(next(iter(_READ)))
        _READ[one.pk, one.digest] = tuple(_of(one))
    return list(_newest(found for key in there for found in _READ.get(key, ())))


def _newest(found: Iterator[Finding]) -> Iterator[Finding]:
    """Of two reports on one year, the one that was published last."""
    seen: set[tuple[str, int, str]] = set()
    for one in found:
        key = (one.form, one.year, one.item)
        if key not in seen:
            seen.add(key)
            yield one


def _of(one: Publication) -> Iterator[Finding]:
    told = shown(one)
    bars = {bar.claims[0].item: bar for bar in _bars(told) if bar.claims}
    tables = [table for part in (*told.annex, *told.figures) for table in part.blocks if isinstance(table, Table)]
    sections = {section.id: section.title for section in told.sections}
    parted = list(_parted(told))
    for part in (part for part in (*told.annex, *told.figures) if part.id != BY_BACKGROUND):
        for table in (block for block in part.blocks if isinstance(block, Table) and _SIDES in block.head):
            place = table.head.index(_SIDES)
            for row in table.rows:
                claim = row[place].claim
                if claim and claim.of == "favourable":
                    yield Finding(
                        one.form,
                        one.respondents,
                        told.source.instrument,
                        one.year,
                        sections.get(part.id.removesuffix("-tables"), told.title),
                        claim.item,
                        row[0].text,
                        claim,
                        bars.get(claim.item),
                        tuple(_rows_on(row[0].text, tables, table)),
                        f"{told.title}, {told.subtitle}",
                        one.address,
                        one.made_up,
                        tuple(found for item, found in parted if item == claim.item),
                    )


def _bars(told: Report) -> Iterator[Bar]:
    for section in told.sections:
        for block in section.blocks:
            if isinstance(block, Bars) and block.stacked and not block.panels:
                yield from block.bars


def _parted(told: Report) -> Iterator[tuple[str, Parted]]:
    """Each chart by background with its table, by the item that it is on."""
    behind = {
        one.id: one for part in told.annex if part.id == BY_BACKGROUND for one in part.blocks if isinstance(one, Table)
    }
    for section in told.sections:
        for block in section.blocks:
            if isinstance(block, Dots) and block.table in behind:
                (item,) = {claim.item for dot in block.dots for claim in dot.claims if claim.item != "policy"}
                yield item, Parted(section.title, block, behind[block.table])


def _rows_on(label: str, tables: Sequence[Table], sides: Table) -> Iterator[Table]:
    """The rows on one question, of the table of its sides and of that of all its answers."""
    stem = sides.id.removesuffix("-sides")
    for table in (sides, *(one for one in tables if one.id == f"{stem}-table")):
        rows = tuple(row for row in table.rows if row and row[0].text == label)
        if rows:
            yield msgspec.structs.replace(table, rows=rows)


@dataclass(frozen=True, slots=True)
class Link:
    """What leads from an earlier year's finding to a later one: whether a line runs, and the sentence that says so."""

    earlier: Finding
    later: Finding
    trend: Trend

    @property
    def sentence(self) -> str:
        """Whether the two may be set side by side."""
        return words.trend(self.earlier.year, self.later.year, self.trend)


def links(found: Sequence[Finding], instruments: Mapping[str, Instrument]) -> list[Link]:
    """From each year's finding to the next one's, newest first; a questionnaire that is not known breaks the line."""
    pairs = zip(found[1:], found, strict=False)
    return [Link(earlier, later, _trend(earlier, later, instruments)) for earlier, later in pairs]


def _trend(earlier: Finding, later: Finding, instruments: Mapping[str, Instrument]) -> Trend:
    if earlier.version == later.version:
        return Trend.RUNS
    before, after = instruments.get(earlier.version), instruments.get(later.version)
    if before is None or after is None or after.follows != before.version:
        return Trend.BREAKS
    step = next((one for one in lineage(before, after) if one.after and one.after.id == later.item), None)
    return step.trend if step else Trend.BREAKS


def instruments_of(found: Sequence[Finding]) -> dict[str, Instrument]:
    """The questionnaires that findings are of, by name."""
    forms = {one.form for one in found}
    return {str(version): version.instrument for version in Version.objects.filter(form__in=forms)}


def as_report(found: Sequence[Finding], between: Sequence[Link]) -> Report:
    """One question's findings as a report of their own: a section a year, newest first."""
    newest = found[0]
    sections = tuple(_section(one, place, between) for place, one in enumerate(found))
    return numbered(
        Report(
            kind="finding",
            title=newest.label,
            subtitle=words.finding_of(newest.section, newest.respondents, newest.form),
            language="en",
            date="",
            source=Source(newest.version, "", "", ""),
            summary=(),
            sections=sections,
            annex=(),
            made_up=any(one.made_up for one in found),
            licence=words.licence(),
        )
    )


def _section(one: Finding, place: int, between: Sequence[Link]) -> Section:
    blocks: list[Paragraph | Bars | Dots | Table] = [Paragraph((one.sentence,))]
    if one.bar:
        name = f"chart-{one.year}"
        caption = Words(words.how_answers_spread(one.label), one.bar.claims)
        blocks.append(Bars(name, place + 1, caption, caption.text, (one.bar,), stacked=True, table=f"{name}-table"))
    for number, table in enumerate(one.tables):
        title = f"{table.caption}, {words.year(one.year)}"
        known = {"id": f"table-{one.year}-{number}", "number": place * 2 + number + 1, "caption": title}
        blocks.append(msgspec.structs.replace(table, **known))
    for number, parted in enumerate(one.parted):
        name = f"parted-{one.year}-{number}"
        title = f"{parted.table.caption}, {words.year(one.year)}"
        figure = {"id": name, "number": 0, "table": f"{name}-table"}
        blocks.append(msgspec.structs.replace(parted.chart, **figure))
        blocks.append(msgspec.structs.replace(parted.table, id=f"{name}-table", number=0, caption=title))
    if place < len(between):
        blocks.append(Paragraph((Words(between[place].sentence),)))
    return Section(f"year-{one.year}", words.year(one.year), tuple(blocks))
