"""The pages on which coders read comments: a question's at a time, each by itself, nothing beside it."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.db.models.fields.json import KT
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from poet.instrument import Instrument, Item, Kind, worded
from portal.audit.recording import Kind as Happened
from portal.audit.recording import person, record
from portal.capture.models import Response
from portal.comments import words
from portal.people.doors import may_do
from portal.people.models import Person
from portal.people.paging import paged
from portal.people.rules import Action
from portal.questionnaires.models import Version
from portal.reporting.extract import asked_in, responses
from portal.rounds.models import Round

READ = "comments read"  # in a session: the questions that were read in this sitting
ROUNDS_SORTED = {"round": ("name",), "closes": ("closes", "name")}


@may_do(Action.READ_COMMENTS, national=True)
@require_safe
def rounds(request: HttpRequest) -> HttpResponse:
    """The rounds, newest first or as asked, each with its questionnaires."""
    found = Round.objects.prefetch_related(Prefetch("versions", Version.objects.defer("text"))).order_by(
        "-closes", "pk"
    )
    context = {
        "page_title": words.TITLE,
        "who": words.WHO,
        "empty": words.NO_ROUNDS,
        "list": paged(request, found, ROUNDS_SORTED),
    }
    return render(request, "comments/rounds.html", context)


@may_do(Action.READ_COMMENTS, national=True)
@require_safe
def read(request: HttpRequest, slug: str, form: str, version: str) -> HttpResponse:
    """What was written to one question (`?question=`; the first where none is named). That it is read is written down,
    once in each sitting."""
    there_is = Round.versions.through.objects.select_related("round", "version")
    both = get_object_or_404(there_is, round__slug=slug, version__form=form, version__version=version)
    asking, kept = both.round, both.version
    asked = asked_in(asking, kept)
    there = commented(asked)
    one = next((item for item in there if item.id == request.GET.get("question")), there[0] if there else None)
    context: dict[str, Any] = {
        "page_title": f"{words.TITLE}: {kept.title}, {asking.name}",
        "made_up": asking.made_up,
        "who": words.WHO,
        "order": words.ORDER,
        "empty": words.NOTHING_WRITTEN if one else words.NO_QUESTIONS,
        "questions": [
            {"ask": worded(item.ask, asked.variants[0]), "href": f"?question={item.id}", "chosen": item is one}
            for item in there
        ],
    }
    if one is not None:
        context["list"] = paged(request, written(asking, kept, one), question=one.id)
        context["ask"] = worded(one.ask, asked.variants[0])
        _written_down(request, asking, kept, one)
    return render(request, "comments/read.html", context)


def commented(asked: Instrument) -> tuple[Item, ...]:
    """The questions that people answer in their own words, in the questionnaire's order, without what is nobody's to read."""
    return tuple(one for one in asked.items if one.kind is Kind.TEXT and not asked.section(one.section).private)


def written(asking: Round, version: Version, item: Item) -> QuerySet[Response]:
    """The responses that hold words on a question, each with them as `said`, by their random keys."""
    found = responses(asking, version).filter(answers__has_key=item.id).annotate(said=KT(f"answers__{item.id}"))
    return found.defer("answers").order_by("key")


def _written_down(request: HttpRequest, asking: Round, version: Version, item: Item) -> None:
    """Once in each sitting: a reload, or a next page, tells nothing more."""
    assert isinstance(request.user, Person)
    read_before, this = request.session.get(READ, []), f"{asking.pk}/{version.pk}/{item.id}"
    if this in read_before:
        return
    request.session[READ] = [*read_before, this]
    what = {"what": f"{version} {item.id}"[:120]}
    record(Happened.COMMENTS_READ, actor=person(request.user.pk), thing=asking.slug, detail=what)
