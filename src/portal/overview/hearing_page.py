"""Who are we not hearing? One questionnaire of an area's round beside the published caseload."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from poet.associate.certainty import USUAL_SHARE, Detectable, MoreAnswers, detectable_difference, more_answers
from portal.caseloads.caseload import Caseload, caseloads
from portal.caseloads.models import Attribute
from portal.caseloads.targets import aim, targets
from portal.overview import words
from portal.overview.hearing import Heard, Lack, heard, lacking
from portal.overview.tens import tens
from portal.people.doors import may_do
from portal.people.rules import Action
from portal.questionnaires.models import Version
from portal.reporting.benchmarks import benchmark
from portal.reporting.live_pages import own
from portal.reporting.results import stands
from portal.reporting.ways import counted_with
from portal.reporting.words import benchmark as said_in_full
from portal.rounds.choosing import chosen_in


@may_do(Action.SEE_RESULTS, area="code")
@require_safe
def hearing(request: HttpRequest, slug: str, code: str, form: str) -> HttpResponse:
    """Those who answered beside the caseload, what ten more answers would buy, and what opens the benchmarks."""
    asking, area, version = own(request, slug, code, form)
    tables = stands(asking, version, chosen_in(asking, version)).tables
    counts = aim(form).counts
    caseload = caseloads(area, [counts])[counts] if counts else Caseload()
    found = [one for one in heard(tables, area.name, form, caseload) if caseload.groups.get(one.match.attribute)]
    target = targets(asking, area, [form])[form].people
    context = {
        "page_title": words.not_heard(version.title, area.name),
        "made_up": asking.made_up,
        "back": reverse("glance", args=[slug, code]),
        "rate": words.of_caseload(tens(tables.respondents.get(area.name)), caseload if counts else None),
        "tables": [_table(one, caseload) for one in found],
        "empty": "" if found else words.NOTHING_TO_COMPARE,
        "lacking": [words.lacking(version.title, counts, *one) for one in _lacking(version, caseload, found)],
        "certainty": _certainty(tens(tables.respondents.get(area.name))),
        "benchmark": said_in_full(benchmark(tables, asking, area, target)),
    }
    return render(request, "overview/hearing.html", context)


def _lacking(version: Version, caseload: Caseload, found: Collection[Heard]) -> tuple[tuple[Attribute, Lack], ...]:
    asked = {item.id for item in counted_with(version.instrument).items}
    return lacking(version.form, asked, aim(version.form).counts, caseload, found)


def _table(one: Heard, caseload: Caseload) -> dict[str, Any]:
    rows = [
        (
            row.label,
            words.count(row.answered),
            words.percent(row.share_answered),
            words.count(row.caseload),
            words.percent(row.share_caseload),
            words.gap(row),
        )
        for row in one.rows
    ]
    notes = [one.match.about, "" if one.match.parts else words.SEVERAL, words.alike(one)]
    return {
        "finding": words.finding(one),
        "caption": f"{words.attribute(one)}, answers beside the caseload of {caseload.period}",
        "rows": rows,
        "notes": [note for note in notes if note],
    }


def _certainty(people: int | None) -> list[str]:
    """What the next ten answers buy, reckoned from the number in tens that is shown."""
    if people is None:
        return []
    more, found = more_answers(round(USUAL_SHARE * people), people), detectable_difference(people)
    said = [words.next_ten(more.now, more.then, people)] if isinstance(more, MoreAnswers) else []
    if isinstance(found, Detectable):
        up, down = (one if isinstance(one, float) else None for one in (found.up, found.down))
        said.append(words.detectable(up, down))
    return [one for one in said if one]
