"""The authors' page: how each question of a version fares, from all who answered together."""

from __future__ import annotations

from collections.abc import Container
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from poet.instrument import worded
from portal.capture.words import day
from portal.people.doors import may_do
from portal.people.rules import Action
from portal.questionnaires.comment_pages import address
from portal.questionnaires.composing import askable
from portal.questionnaires.faces import dressings
from portal.questionnaires.models import Comment, Version
from portal.questionnaires.words import face as face_name
from portal.reporting import words
from portal.reporting.health import Fares, Figures, Health, health
from portal.rounds.models import Round

MOST_TELLING = 5
MOST_SAID = 3
Context = dict[str, Any]


@may_do(Action.COMMENT_ON_QUESTIONNAIRES)
@require_safe
def questions(request: HttpRequest, form: str, version: str) -> HttpResponse:
    """How the questions of a version fare in a round (the newest, or `round`), in all faces or in one (`face`)."""
    kept = get_object_or_404(Version.objects.defer("text"), form=form, version=version)
    rounds = list(Round.objects.filter(versions=kept))
    asking = next((one for one in rounds if one.slug == request.GET.get("round")), rounds[0] if rounds else None)
    context = {
        "page_title": f"{words.HEALTH_TITLE}: {kept.title}, {kept.version}",
        "specimen": reverse("specimen", args=[form, version]),
        "how": words.HOW_TO_READ,
        "few": words.FEW,
        "empty": words.NOT_ASKED_YET,
        "made_up": asking is not None and asking.made_up,
        "rounds": [_way(request, one.name, round=one.slug, chosen=one == asking) for one in rounds],
        "asking": None,
    }
    if asking is not None:
        context |= _told(request, asking, kept)
    return render(request, "reporting/questions.html", context)


def _told(request: HttpRequest, asking: Round, version: Version) -> Context:
    face = request.GET.get("face") or None
    found = health(asking, version, face)
    worn = dressings(version.pk, version.digest)
    faces = [_way(request, words.ALL_FACES, round=asking.slug, chosen=face is None)]
    faces += [
        _way(request, face_name(worn[one]), round=asking.slug, face=one, chosen=one == face)
        for one in found.faces
        if one in worn
    ]
    return {
        "asking": {"name": asking.name, "opens": day(asking.opens), "closes": day(asking.closes)},
        "faces": faces,
        "telling": _telling(found),
        "sections": _sections(found, _said(version), version),
        "sent": _figures(found.sent),
    }


def _way(request: HttpRequest, text: str, *, chosen: bool, **asked: str) -> Context:
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    return {"text": text, "href": f"{request.path}?{query}", "chosen": chosen}


def _telling(found: Health) -> list[Context]:
    """The questions to look at first, those that most people have trouble with before others."""
    worst = [
        (line.percent, fares, words.telling(line.percent, line.text))
        for fares in found.questions
        for line in fares.telling
    ]
    worst.sort(key=lambda one: -one[0])
    return [
        {"href": f"#{fares.item.id}", "ask": _ask(found, fares), "why": why} for _, fares, why in worst[:MOST_TELLING]
    ]


def _ask(found: Health, fares: Fares) -> str:
    return worded(fares.item.ask, found.instrument.variants[0])


def _said(version: Version) -> dict[str, list[str]]:
    """The open comments on each question, the newest first."""
    said: dict[str, list[str]] = {}
    for item, text in Comment.objects.filter(version=version, settled=False).values_list("item", "said"):
        said.setdefault(item, []).append(text)
    return said


def _sections(found: Health, said: dict[str, list[str]], version: Version) -> list[Context]:
    there = askable(version)
    return [
        {
            "title": worded(section.title, found.instrument.variants[0]),
            "questions": [
                _question(found, one, said.get(one.item.id, []), version, there)
                for one in found.questions
                if one.item.section == section.id
            ],
        }
        for section in found.instrument.sections
    ]


def _question(found: Health, fares: Fares, said: list[str], version: Version, there: Container[str]) -> Context:
    figures = ((words.DONE, fares.done), (words.OPEN, fares.open), (words.WENT, fares.went))
    return {
        "id": fares.item.id,
        "ask": _ask(found, fares),
        "comments": said[:MOST_SAID],
        "thread": address(version, fares.item.id) if fares.item.id in there else "",
        "more": max(0, len(said) - MOST_SAID),
        "figures": [{"title": title, "shares": _figures(one)} for title, one in figures],
    }


def _figures(figures: Figures | None) -> Context | None:
    if figures is None:
        return None
    lines = [{"percent": line.percent, "text": line.text} for line in figures.lines]
    return {"about": f"{figures.about:,}", "lines": lines}
