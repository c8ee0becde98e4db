"""The action plan as a file: CSV and Excel with a line an action, PDF with a heading a finding."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Mapping, Sequence
from importlib.metadata import version as installed

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from poet.report import Report
from poet.report.model import Cell, Paragraph, Section, Source, Table, Words
from portal.audit.recording import Kind, person, record
from portal.engagement import places, words
from portal.engagement.found import again_by_now
from portal.engagement.models import Action
from portal.engagement.places import Place
from portal.people.doors import may_do
from portal.people.rules import Action as May
from portal.reporting.views import as_file

PLAN_FILES: Mapping[str, str] = {"csv": "CSV", "xlsx": "Excel", "pdf": "PDF"}
_RUNS = ("=", "+", "-", "@", "\t", "\r")


@may_do(May.SEE_RESULTS, area="code")
@require_safe
def plan_file(request: HttpRequest, slug: str, code: str, form: str, ending: str) -> HttpResponse:
    """The plan; that it was taken away is written down."""
    place = places.read(request, slug, code, form)
    actions = list(place.plan.actions.all()) if place.plan else []
    if ending not in PLAN_FILES or not actions:
        raise Http404
    actor, what = person(places.me(request).pk), {"what": "action plan", "format": ending}
    record(Kind.EXPORTED, actor=actor, thing=f"plan:{slug}/{form}"[:80], area=code, detail=what)
    again = again_by_now(place.round, place.area, place.version, {one.item for one in actions})
    rows = [_row(one, again[one.item].said if one.item in again else words.NOT_MEASURED) for one in actions]
    name = f"action-plan-{slug}-{code}-{form}.{ending}"
    if ending == "csv":
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return HttpResponse(_csv(rows), content_type="text/csv; charset=utf-8", headers=headers)
    sections = (_whole(rows),) if ending == "xlsx" else tuple(_by_finding(actions, rows))
    return as_file(_report(place, sections), name, ending)


def _row(one: Action, again: str) -> tuple[str, ...]:
    shows = " ".join(part for part in (one.evidence, one.href) if part)
    stands = f"{one.get_state_display()}: {one.why}" if one.why else one.get_state_display()
    return (one.what, one.finding, one.owner, one.due.isoformat(), stands, shows, again)


def _csv(rows: Sequence[tuple[str, ...]]) -> str:
    """With a mark before what a spreadsheet would take for a formula, and one for Excel at the head."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(words.PLAN_HEAD)
    writer.writerows([f"'{cell}" if cell.startswith(_RUNS) else cell for cell in row] for row in rows)
    return "\ufeff" + out.getvalue()


def _table(name: str, caption: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    return Table(name, 0, caption, tuple(head), tuple(tuple(Cell(text) for text in row) for row in rows))


def _whole(rows: Sequence[tuple[str, ...]]) -> Section:
    return Section("plan", words.PLAN, (_table("plan", words.PLAN, words.PLAN_HEAD, rows),))


def _by_finding(actions: Sequence[Action], rows: Sequence[tuple[str, ...]]) -> list[Section]:
    found: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    names = {one.claim: (one.label, one.finding) for one in actions}
    for one, row in zip(actions, rows, strict=True):
        found[one.claim].append(row)
    sections = []
    for number, (claim, its) in enumerate(found.items(), 1):
        label, said = names[claim]
        table = _table(
            f"plan-{number}", words.PLAN, words.PLAN_SHORT_HEAD, [(r[0], r[2], r[3], r[4], r[5]) for r in its]
        )
        blocks = (Paragraph((Words(said), Words(its[0][6]))), table)
        sections.append(Section(f"finding-{number}", label, blocks))
    return sections


def _report(place: Place, sections: tuple[Section, ...]) -> Report:
    asked = place.version.instrument
    return Report(
        kind="action-plan",
        title=words.plan_of(place.area.name, place.version.title),
        subtitle=place.round.name,
        language="en-GB",
        date=timezone.localdate().isoformat(),
        source=Source(asked.name, asked.digest, "", f"POET {installed('poet')}"),
        summary=(),
        sections=sections,
        annex=(),
        made_up=place.round.made_up,
        area=place.area.name,
    )
