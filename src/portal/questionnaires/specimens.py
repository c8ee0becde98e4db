"""What anybody may read of a published questionnaire: its questions in every face, and what changed since the version before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe

from poet.instrument import Instrument, Item, Kind, Section, Variant, worded
from poet.instrument.bank import added
from poet.instrument.faces import Dressed
from poet.instrument.lineage import Change, Step, lineage
from poet.instrument.overlays import STANDARD, Words
from portal.people.doors import open_to_all
from portal.people.rules import Action, extent
from portal.questionnaires import words
from portal.questionnaires.faces import dressings, recorded
from portal.questionnaires.models import Version

Context = dict[str, Any]


@open_to_all
@require_safe
def forms(request: HttpRequest) -> HttpResponse:
    """Every published questionnaire."""
    versions = Version.objects.defer("text").order_by("title", "-version")
    listed = [
        {
            "text": version.title,
            "version": version.version,
            "href": _place(version),
            "questions": len(version.instrument.items),
            "faces": [words.face(one) for one in dressings(version.pk, version.digest).values()],
        }
        for version in versions
    ]
    return render(request, "questionnaires/forms.html", {"page_title": words.FORMS_TITLE, "forms": listed})


@open_to_all
@require_safe
def specimen(request: HttpRequest, form: str, version: str, composition: str = "") -> HttpResponse:
    """Every question of a version, in the face and the wording asked for; with an area's own questions, if it has some."""
    kept = _kept(form, version)
    if composition and not kept.compositions.filter(digest=composition).exists():
        raise Http404
    there = dressings(kept.pk, kept.digest, composition)
    context = {
        **read(request, there),
        "version": kept.version,
        "comments": reverse("comments", args=[form, version])
        if extent(request.user, Action.COMMENT_ON_QUESTIONNAIRES)
        else "",
        "more": words.composed(len(added(there[STANDARD].base))) if composition else "",
        "changes": reverse("changes", args=[form, version]) if there[STANDARD].base.follows else "",
        "forms": reverse("forms"),
    }
    return render(request, "questionnaires/specimen.html", context)


def read(request: HttpRequest, there: Mapping[str, Dressed]) -> Context:
    """The questions in the face and the wording asked for, as the specimen's template is given them. Raises Http404."""
    dressed = there.get(request.GET.get("face", STANDARD)) or there[STANDARD]
    variant = _wording(dressed.instrument, request.GET.get("variant"))
    return {
        "page_title": worded(dressed.instrument.title, variant),
        "language": dressed.language,
        "direction": "rtl" if dressed.right_to_left else "ltr",
        "easy": dressed.words is Words.EASY,
        "unchecked": words.UNCHECKED if dressed.draft else "",
        "about": worded(dressed.instrument.about, variant).strip().split("\n\n"),
        "sections": [_section(dressed, section, variant) for section in dressed.instrument.sections],
        "faces": [
            _choice(request.path, face, variant.id, face == dressed.face, words.face(there[face])) for face in there
        ],
        "wordings": [
            _choice(request.path, dressed.face, one.id, one.id == variant.id, one.title or one.id)
            for one in dressed.instrument.variants
        ],
    }


@open_to_all
@require_safe
def changes(request: HttpRequest, form: str, version: str) -> HttpResponse:
    """What became of each question since the version before, and what that does to trend lines."""
    after = _kept(form, version).instrument
    before = _kept(form, after.follows or "").instrument
    context = {**compared(before, after), "specimen": reverse("specimen", args=[form, version])}
    return render(request, "questionnaires/changes.html", context)


def compared(before: Instrument, after: Instrument) -> Context:
    """What became of each question, grouped by what that does to trend lines."""
    steps = lineage(before, after)
    groups = [_group(change, [step for step in steps if step.change is change], before, after) for change in Change]
    return {
        "page_title": words.changed_since(after.title, after.version, before.version),
        "groups": [group for group in groups if group["steps"]],
    }


def _kept(form: str, version: str) -> Version:
    return get_object_or_404(Version.objects.defer("text"), form=form, version=version)


def _wording(instrument: Instrument, variant: str | None) -> Variant:
    try:
        return instrument.variant(variant)
    except KeyError as unknown:
        raise Http404 from unknown


def _place(version: Version) -> str:
    return reverse("specimen", args=[version.form, version.version])


def _choice(place: str, face: str, variant: str, chosen: bool, text: str) -> Context:  # noqa: FBT001 (a row of a table)
    return {"text": text, "href": f"{place}?face={face}&variant={variant}", "chosen": chosen}


def _section(dressed: Dressed, section: Section, variant: Variant) -> Context:
    asked = (item for item in dressed.instrument.items_of(section) if not item.variants or variant.id in item.variants)
    return {
        "title": worded(section.title, variant),
        "intro": worded(section.intro, variant),
        "items": [_item(dressed, item, variant) for item in asked],
    }


def _item(dressed: Dressed, item: Item, variant: Variant) -> Context:
    return {
        "id": item.id,
        "ask": worded(item.ask, variant),
        "hint": worded(item.hint, variant),
        "kind": words.KINDS[item.kind],
        "picture": _picture(dressed.pictures, "item", item.id),
        "media": recorded(dressed, item),
        "options": [
            {"text": worded(one.text, variant), "picture": _picture(dressed.pictures, "option", item.id, one.code)}
            for one in item.options
        ],
        "only": bool(item.when),
    }


def _picture(pictures: Mapping[tuple[str, ...], str], *spot: str) -> str:
    name = pictures.get(spot)
    return static(f"pictures/{name}.svg") if name else ""


def _group(change: Change, steps: list[Step], before: Instrument, after: Instrument) -> Context:
    return {
        "title": words.CHANGES[change],
        "trend": words.TRENDS[change.trend],
        "steps": list(_told(steps, before, after)),
    }


def _told(steps: list[Step], before: Instrument, after: Instrument) -> Iterator[Context]:
    for step in steps:
        yield {"before": _asked(step.before, before), "after": _asked(step.after, after)}


def _asked(item: Item | None, instrument: Instrument) -> Context:
    """Everything that a difference can lie in, so that two sides that differ never look alike."""
    if item is None:
        return {"ask": "", "lines": []}
    variant = instrument.variants[0]
    options = ", ".join(option.text for option in item.in_base) or words.KINDS[item.kind]
    intro = worded(instrument.section(item.section).intro, variant)
    only = [words.only(instrument.by_id[one.item].label, one.codes) for one in item.when]
    lines = [intro, worded(item.hint, variant), options, *only]
    if item.kind is Kind.NUMBER:
        lines.append(words.bounds(item.low, item.high))
    return {"ask": worded(item.ask, variant), "lines": [line for line in lines if line]}
