"""What the templates of the respondent's pages are given: plain values, worded for the link's variant."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from poet import route
from poet.answers import LONGEST_COMMENT, codes
from poet.instrument import Instrument, Item, Kind, Unit, Variant, worded
from poet.route import Page
from portal.capture import hearing, words
from portal.capture.hearing import Heard
from portal.rounds.models import Link

DRAFT_FIELD = "draft-key."  # ends in a point, which no item id holds
NOTHING_HEARD = Heard({}, {}, {})
Context = dict[str, Any]


def question(
    token: str,
    instrument: Instrument,
    variant: Variant,
    page: Page,
    answers: Mapping[str, str],
    heard: Heard = NOTHING_HEARD,
) -> Context:
    """One page of the questionnaire, with the answers so far or with what was just refused."""
    way = [other.id for other in route.path(instrument, variant, answers)]
    at = way.index(page.id)
    section = page.section
    opens_section = at == 0 or section.id != instrument.by_id[way[at - 1]].section
    items = [_asked(item, variant, answers.get(item.id, ""), heard) for item in page.items]
    return {
        "page_title": items[0]["legend"] if len(items) == 1 else worded(section.title, variant),
        "section_title": worded(section.title, variant),
        "intro": worded(section.intro, variant) if opens_section else "",
        "items": items,
        "errors": [{"href": f"#{item}", "text": refusal.words} for item, refusal in heard.refusals.items()],
        "progress": words.progress(at + 1, len(way)),
        "back": page_url(token, way[at - 1]) if at else reverse("start", args=[token]),
        "action": page_url(token, page.id),
    }


def _asked(item: Item, variant: Variant, cell: str, heard: Heard) -> Context:
    refusal = heard.refusals.get(item.id)
    value = _value(item, cell, heard)
    chosen = set(codes(value)) if isinstance(value, str) else set()
    return {
        "id": item.id,
        "kind": "duration" if hearing.is_duration(item) else item.kind.value,
        "legend": worded(item.ask, variant),
        "hint": worded(item.hint, variant),
        "error": refusal.words if refusal else "",
        "value": value,
        "prefix": "£" if item.unit is Unit.POUNDS else "",
        "suffix": "years" if item.unit is Unit.YEARS else "",
        "most": LONGEST_COMMENT if item.kind is Kind.TEXT else 0,
        "options": [
            {
                "code": option.code,
                "text": worded(option.text, variant),
                "checked": option.code in chosen,
                "apart": option.apart,
                "alone": option.alone,
            }
            for option in item.options
        ],
    }


def _value(item: Item, cell: str, heard: Heard) -> str | Mapping[str, str]:
    """What stands in the item's fields: what was just refused, or what is kept."""
    posted = heard.posted.get(item.id)
    if not hearing.is_duration(item):
        return posted[item.id] if posted is not None else cell
    fields = posted if posted is not None else hearing.boxes(item, cell)
    return {name.rpartition(".")[2]: value for name, value in fields.items()}


def review(token: str, instrument: Instrument, variant: Variant, answers: Mapping[str, str]) -> Context:
    """Every question on this respondent's way with its answer, by section, each with a way back to it."""
    way = route.path(instrument, variant, answers)
    sections: dict[str, Context] = {}
    for page in way:
        listed = sections.setdefault(page.section.id, {"title": worded(page.section.title, variant), "rows": []})
        listed["rows"] += [
            {
                "key": worded(item.ask, variant),
                "value": told(item, variant, answers.get(item.id, "")),
                "href": f"{page_url(token, page.id)}#{item.id}",
                "change": worded(item.ask, variant),
            }
            for item in page.items
        ]
    return {
        "page_title": words.REVIEW_TITLE,
        "sections": list(sections.values()),
        "back": page_url(token, way[-1].id),
        "action": reverse("review", args=[token]),
    }


def told(item: Item, variant: Variant, cell: str) -> str | list[str]:
    """An answer in words."""
    if not cell:
        return words.NOT_ANSWERED
    if item.options:
        found = (item.option(code) for code in codes(cell))
        return [worded(option.text, variant) for option in found if option]
    if item.kind is Kind.TEXT:
        return cell.split("\n")
    return _number_told(item, float(cell))


def _number_told(item: Item, value: float) -> str:
    if item.unit is Unit.MONTHS:
        return words.length_of_time(value)
    return f"£{value:,.10g}" if item.unit is Unit.POUNDS else f"{value:,.10g}"


def start(link: Link) -> Context:
    """The first page: what this is, how long it takes, who reads the answers."""
    instrument, variant = link.version.instrument, link.wording
    questions = sum(len(page.items) for page in route.pages(instrument, variant))
    return {
        "page_title": worded(instrument.title, variant),
        "about": worded(instrument.about, variant).strip().split("\n\n"),
        "council": link.area.name,
        "minutes": words.minutes(questions),
        "closes": words.day(link.round.closes),
        "action": reverse("start", args=[link.token]),
    }


def page_url(token: str, page_id: str) -> str:
    """Where a page of the questionnaire stands."""
    return reverse("question", args=[token, page_id])
