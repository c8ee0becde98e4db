"""The national findings, question by question, chosen by plain forms; no ranking."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from poet.draw import csvw, html
from portal.people.doors import open_to_all
from portal.publishing import words
from portal.publishing.findings import Finding, as_report, findings, instruments_of, links
from portal.publishing.reading import marked
from portal.publishing.report_pages import absent

MOST = 60
Options = dict[str, str]


@open_to_all
@require_safe
@marked
def explorer(request: HttpRequest) -> HttpResponse:
    """The findings that are asked for, by who answered, area of life, year, and what their people are told apart by."""
    every = findings()
    groups: Options = {one.form: words.group(one.respondents, one.form) for one in every}
    areas: Options = {one.section: one.section for one in every}
    years: Options = {str(one.year): words.year(one.year) for one in every}
    parted: Options = {found.by: found.by for one in every for found in one.parted}
    asked = {name: request.GET.get(name, "") for name in ("group", "area", "year", "by")}
    exporting = getattr(request, "exporting", False)
    found = [one for one in every if _fits(one, asked)]
    shown = found if exporting else found[:MOST]
    context = {
        "page_title": words.FINDINGS,
        "exporting": exporting,
        "filters": [
            _filter("group", groups, asked["group"]),
            _filter("area", areas, asked["area"]),
            _filter("year", years, asked["year"]),
            *([_filter("by", parted, asked["by"])] if parted else []),
        ],
        "groups": _grouped(shown),
        "more": words.more_findings(len(found) - len(shown)) if len(found) > len(shown) else "",
        "filtered": any(asked.values()),
        "made_up": any(one.made_up for one in shown),
    }
    return render(request, "publishing/findings.html", context)


def _fits(one: Finding, asked: dict[str, str]) -> bool:
    said = {"group": one.form, "area": one.section, "year": str(one.year)}
    is_parted = not asked["by"] or asked["by"] in {found.by for found in one.parted}
    return is_parted and all(not asked[name] or value == asked[name] for name, value in said.items())


def _filter(name: str, options: Options, chosen: str) -> dict[str, Any]:
    listed = [{"value": value, "text": text, "chosen": value == chosen} for value, text in options.items()]
    return {"name": name, "label": words.FILTERS[name], "options": listed}


def _grouped(found: Sequence[Finding]) -> list[dict[str, Any]]:
    """Findings under who answered, the area of life and the year, in the order of the questionnaire."""
    groups: dict[tuple[str, str, int], list[Finding]] = {}
    for one in found:
        groups.setdefault((words.group(one.respondents, one.form), one.section, one.year), []).append(one)
    return [
        {"title": f"{section}: {group}, {words.year(year)}", "rows": [_row(one) for one in rows]}
        for (group, section, year), rows in groups.items()
    ]


def _row(one: Finding) -> dict[str, str]:
    return {"text": one.sentence.text, "label": one.label, "href": reverse("finding", args=[one.form, one.item])}


@open_to_all
@require_safe
@marked
def finding(request: HttpRequest, form: str, item: str) -> HttpResponse:
    """One question over the years: sentence, chart and table of each, and whether a line runs between them."""
    found = _on(form, item)
    if not found:
        return absent(request, words.NO_FINDING_TITLE, words.NO_FINDING, reverse("findings"), 404, words.FINDINGS)
    told = as_report(found, links(found, instruments_of(found)))
    context = {
        "page_title": f"{told.title} – {told.subtitle}",
        "made_up": told.made_up,
        "styles": reverse("report-styles"),
        "report": html.body(told),
        "back": {"text": words.FINDINGS, "href": reverse("findings")},
        "file": reverse("finding-file", args=[form, item]),
        "reports": [{"text": one.report, "href": reverse("report", args=[one.address])} for one in found],
    }
    return render(request, "publishing/finding.html", context)


@open_to_all
@require_safe
@marked
def finding_file(request: HttpRequest, form: str, item: str) -> HttpResponse:
    """The tables of one question as CSV with its description."""
    found = _on(form, item)
    if not found:
        return absent(request, words.NO_FINDING_TITLE, words.NO_FINDING, reverse("findings"), 404, words.FINDINGS)
    told = as_report(found, links(found, instruments_of(found)))
    named = {"Content-Disposition": f'attachment; filename="{form}-{item}.zip"'}
    return HttpResponse(csvw.draw(told), content_type="application/zip", headers=named)


def _on(form: str, item: str) -> list[Finding]:
    return [one for one in findings() if one.form == form and one.item == item]
