"""What the templates of the respondent's pages are given: plain values, worded for the link's variant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.dispatch import Signal
from django.templatetags.static import static
from django.urls import reverse

from poet import route
from poet.answers import LONGEST_COMMENT, codes
from poet.instrument import Instrument, Item, Kind, Unit, Variant, worded
from poet.instrument.faces import Dressed
from poet.route import Page
from portal.capture import films, hearing, words
from portal.capture.finding import Place
from portal.capture.hearing import Heard
from portal.capture.models import Look
from portal.capture.stamping import STAMP_FIELD
from portal.languages import said
from portal.questionnaires.faces import recorded
from portal.questionnaires.words import face as face_name

UNCLEAR = "unclear"
Context = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """A page as one respondent meets it: `at` counts from 0 among `pages`, and `back` is the address before it.

    `opens_section` says that the page before belongs to another section.
    """

    token: str
    dressed: Dressed
    variant: Variant
    page: Page
    at: int
    pages: int
    back: str
    opens_section: bool
    answers: Mapping[str, str]


def asked(token: str, dressed: Dressed, variant: Variant, page_id: str, answers: Mapping[str, str]) -> Asked | None:
    """The page on the way of somebody who gave these answers; None where their way does not lead there."""
    way = route.path(dressed.instrument, variant, answers)
    at = next((at for at, page in enumerate(way) if page.id == page_id), None)
    if at is None:
        return None
    before = way[at - 1] if at else None
    return Asked(
        token,
        dressed,
        variant,
        way[at],
        at,
        len(way),
        back=page_url(token, before.id) if before else reverse("start", args=[token]),
        opens_section=before is None or before.section.id != way[at].section.id,
        answers=answers,
    )


def question(asked: Asked, stamp: str, heard: Heard = hearing.NOTHING) -> Context:
    """The page with the answers so far, or with what was just refused. `stamp` says when it was first shown."""
    section, variant = asked.page.section, asked.variant
    items = [_item(asked, item, heard) for item in asked.page.items]
    title = worded(section.title, variant)
    return {
        "page_title": items[0]["legend"] if len(items) == 1 else title,
        "section_title": title,
        "section_language": _foreign(asked.dressed, "section", section.id, "title"),
        "section_picture": _picture(asked.dressed, "section", section.id)
        if asked.opens_section and section.intro
        else "",
        "intro": worded(section.intro, variant) if asked.opens_section else "",
        "intro_language": _foreign(asked.dressed, "section", section.id, "intro"),
        "items": items,
        "errors": [
            {"href": f"#{item}", "text": words.refused(refusal, asked.dressed.language)}
            for item, refusal in heard.refusals.items()
        ],
        "progress": words.progress(asked.at + 1, asked.pages, asked.dressed.language),
        "back": asked.back,
        "action": page_url(asked.token, asked.page.id),
        "stamp": (STAMP_FIELD, stamp),
    }


def _item(asked: Asked, item: Item, heard: Heard) -> Context:
    refusal, variant = heard.refusals.get(item.id), asked.variant
    cell = asked.answers.get(item.id, "")
    unclear = item.not_understood is not None and cell == item.not_understood.code
    value = _value(item, "" if unclear and not item.options else cell, heard)
    chosen = set(codes(value)) if isinstance(value, str) else set()
    return {
        "id": item.id,
        "kind": "duration" if hearing.is_duration(item) else item.kind.value,
        "legend": worded(item.ask, variant),
        "language": _foreign(asked.dressed, "item", item.id, "ask"),
        "hint": worded(item.hint, variant),
        "hint_language": _foreign(asked.dressed, "item", item.id, "hint"),
        "error": words.refused(refusal, asked.dressed.language) if refusal else "",
        "value": value,
        "prefix": "£" if item.unit is Unit.POUNDS else "",
        "suffix": said(asked.dressed.language)["years_unit"] if item.unit is Unit.YEARS else "",
        "most": LONGEST_COMMENT if item.kind is Kind.TEXT else 0,
        "picture": _picture(asked.dressed, "item", item.id),
        "media": recorded(asked.dressed, item),
        "not_understood": item.not_understood if item.not_understood and not item.options else None,
        "unclear": unclear,
        "options": [
            {
                "code": option.code,
                "text": worded(option.text, variant),
                "language": _foreign(asked.dressed, "option", item.id, option.code),
                "picture": _picture(asked.dressed, "option", item.id, option.code),
                "checked": option.code in chosen,
                "apart": option.apart,
                "alone": option.alone,
            }
            for option in item.options
        ],
    }


def _picture(dressed: Dressed, *spot: str) -> str:
    """Where the picture of a spot is served; empty where there is none."""
    name = dressed.pictures.get(spot)
    return static(f"pictures/{name}.svg") if name else ""


def _foreign(dressed: Dressed, *spot: str) -> str:
    """The language of a text that the face does not have in its own; empty where it does."""
    return dressed.base.language if spot in dressed.untranslated else ""


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
                "value": _told(page, item, variant, answers.get(item.id, ""), instrument.language),
                "href": f"{page_url(token, page.id)}#{item.id}",
                "change": worded(item.ask, variant),
            }
            for item in page.items
        ]
    return {
        "page_title": said(instrument.language)["review"],
        "sections": list(sections.values()),
        "back": page_url(token, way[-1].id),
        "action": reverse("review", args=[token]),
    }


def _told(page: Page, item: Item, variant: Variant, cell: str, language: str) -> str | list[str]:
    """An answer in words, unless it is for the respondent's eyes alone."""
    return said(language)["only_you"] if page.section.private and cell else told(item, variant, cell, language)


def told(item: Item, variant: Variant, cell: str, language: str) -> str | list[str]:
    """An answer in words."""
    if not cell:
        return said(language)["not_answered"]
    if item.not_understood and cell == item.not_understood.code:
        return item.not_understood.text
    if item.options:
        found = (item.option(code) for code in codes(cell))
        return [worded(option.text, variant) for option in found if option] or said(language)["not_answered"]
    if item.kind is Kind.TEXT:
        return cell.split("\n")
    return _number_told(item, float(cell), language)


def _number_told(item: Item, value: float, language: str) -> str:
    if item.unit is Unit.MONTHS:
        return words.length_of_time(value, language)
    return f"£{value:,.10g}" if item.unit is Unit.POUNDS else f"{value:,.10g}"


# Asked, with the `place` where somebody is about to begin, what came of an earlier round there: whoever hears may answer
# with {text, href}.
beginning = Signal()


def start(place: Place, dressed: Dressed, look: str, *, again: bool = False) -> Context:
    """The first page: what this is, how long it takes, who reads the answers, and the ways of answering. `again`: this
    browser has sent answers before.
    """
    instrument = dressed.instrument
    variant = instrument.variant(place.variant_id)
    questions = sum(len(page.items) for page in route.pages(instrument, variant))
    return {
        "page_title": worded(instrument.title, variant),
        "about": worded(instrument.about, variant).strip().split("\n\n"),
        "film": films.film(place.instrument.id, dressed.face, dressed.language),
        "council": place.area,
        "minutes": words.minutes(questions),
        "closes": words.day(place.closes, dressed.language),
        "again": said(dressed.language)[f"again_{place.repeats.replace('-', '_')}"] if again else "",
        "action": reverse("start", args=[place.token]),
        "paper": f"{reverse('paper', args=[place.token])}?face={dressed.face}&look={look}",
        "come_back": reverse("back", args=[place.token]),
        "last_time": next((found for _, found in beginning.send(sender=Place, place=place) if found), None),
        "faces": list(_faces(place, dressed, look)),
        "looks": [
            {
                "text": said(dressed.language)[f"look_{one.value}"],
                "href": _way(place, dressed.face, one.value),
                "chosen": one.value == look,
            }
            for one in Look
        ],
    }


def _faces(place: Place, chosen: Dressed, look: str) -> Iterator[Context]:
    """Every face there is, named in its own language. Words no speaker has checked say so before they are chosen."""
    for face, dressed in place.faces.items():
        yield {
            "text": face_name(dressed),
            "language": dressed.language,
            "note": words.face_note(dressed, chosen.language),
            "href": _way(place, face, look),
            "chosen": face == chosen.face,
        }


def _way(place: Place, face: str, look: str) -> str:
    return f"{reverse('start', args=[place.token])}?face={face}&look={look}#ways"


def page_url(token: str, page_id: str) -> str:
    """Where a page of the questionnaire stands."""
    return reverse("question", args=[token, page_id])
