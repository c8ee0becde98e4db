"""How open data are given: the pages on which the national team sees and sets it, and where everybody takes the files."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.pages import moment
from portal.people.doors import may_do, open_to_all
from portal.people.models import Person
from portal.people.paging import paged
from portal.people.rules import Action
from portal.publishing import opening
from portal.publishing import opening_words as words
from portal.publishing.models import OpenData, Opening
from portal.publishing.opening import NotOpened
from portal.rounds.models import Round


@may_do(Action.SIGN_OFF, national=True)
@require_safe
def ways(request: HttpRequest) -> HttpResponse:
    """Every round with how its open data are given."""
    listed = paged(request, Round.objects.order_by("-opens", "pk"))
    chosen = dict(Opening.objects.filter(round__in=list(listed.rows)).order_by("pk").values_list("round_id", "policy"))
    rows = [
        {
            "text": one.name,
            "href": reverse("open-way", args=[one.slug]),
            "way": words.WAY_NAMES[chosen.get(one.pk, opening.EXACT)],
        }
        for one in listed.rows
    ]
    context = {
        "page_title": words.WAYS_OPEN,
        "intro": words.WAYS_INTRO,
        "list": listed,
        "rows": rows,
        "empty": words.NO_ROUNDS,
        "made_up": any(one.made_up for one in listed.rows),
    }
    return render(request, "publishing/ways.html", context)


@may_do(Action.SIGN_OFF, national=True)
@require_http_methods(["GET", "HEAD", "POST"])
def way(request: HttpRequest, slug: str) -> HttpResponseBase:
    """How open data of a round are given, what each way costs, and the choice."""
    asking = get_object_or_404(Round, slug=slug)
    if request.method != "POST":
        return _page(request, asking)
    assert isinstance(request.user, Person)
    try:
        opening.choose(asking, request.POST.get("policy", ""), by=request.user, now=timezone.now())
    except NotOpened as fault:
        return _page(request, asking, str(fault))
    return redirect("open-way", slug)


@may_do(Action.SIGN_OFF, national=True)
@require_POST
def give_open_data(request: HttpRequest, slug: str, form: str) -> HttpResponseBase:
    """Give a questionnaire's figures with noise to everybody."""
    asking = get_object_or_404(Round, slug=slug)
    version = get_object_or_404(asking.versions, form=form)
    assert isinstance(request.user, Person)
    try:
        opening.give(asking, version, by=request.user, now=timezone.now())
    except NotOpened as fault:
        return _page(request, asking, str(fault))
    return redirect("open-way", slug)


def _page(request: HttpRequest, asking: Round, wrong: str = "") -> HttpResponse:
    now = opening.set_for(asking)
    given = {one.version_id: one for one in OpenData.objects.filter(round=asking).defer("data")}
    context = {
        "page_title": f"{words.WAYS_OPEN}: {asking.name}",
        "made_up": asking.made_up,
        "intro": words.WAYS_INTRO,
        "back": {"text": words.BACK_TO_WAYS, "href": reverse("open-ways")},
        "set": words.set_on(moment(now.at), str(now.by)) if now.at and now.by else words.SET_BY_NOBODY,
        "audiences": [(who, said or words.WAY_NAMES[now.policy.id]) for who, said in words.AUDIENCES],
        "choices": [_choice(name, chosen=name == now.policy.id) for name in opening.choices()],
        "save": words.SET_WAY,
        "is_noise": now.is_noise,
        "give": words.GIVE,
        "forms": [_form(asking, one, given.get(one.pk)) for one in asking.versions.defer("text").order_by("form")],
        "wrong": wrong,
        "errors": [{"href": "#policy", "text": wrong}] if wrong else [],
    }
    return render(request, "publishing/way.html", context, status=409 if wrong else 200)


def _choice(name: str, *, chosen: bool) -> dict[str, Any]:
    policy = opening.choices()[name]
    return {
        "value": name,
        "text": words.WAY_NAMES[name],
        "about": words.WAY_ABOUT[name],
        "cost": opening.cost() if name == opening.NOISE else "",
        "policy": words.of_policy(policy.id, policy.dated, policy.author, words.WAY_SOURCES[name]),
        "chosen": chosen,
    }


def _form(asking: Round, version: Any, given: OpenData | None) -> dict[str, str]:
    place = [asking.slug, version.form]
    return {
        "title": version.title,
        "action": reverse("give-open-data", args=place),
        "href": reverse("open-data-file", args=place) if given else "",
    }


@open_to_all
@require_safe
def open_data(request: HttpRequest) -> HttpResponse:
    """Every file of open data, with what its noise costs."""
    rows = OpenData.objects.defer("data", "version__text").select_related("round", "version")
    listed = paged(request, rows, size=100_000 if getattr(request, "exporting", False) else 25)
    files = [
        {
            "text": f"{one.version.title}, {one.round.name}",
            "href": reverse("open-data-file", args=[one.round.slug, one.version.form]),
            "cost": one.cost,
            "policy": one.policy,
        }
        for one in listed.rows
    ]
    context = {
        "page_title": words.OPEN_DATA,
        "intro": words.OPEN_DATA_INTRO,
        "list": listed,
        "files": files,
        "empty": words.NO_OPEN_DATA,
        "made_up": any(one.round.made_up for one in listed.rows),
        "licence": settings.LICENCE,
    }
    return render(request, "publishing/open_data.html", context)


@open_to_all
@require_safe
def open_data_file(request: HttpRequest, slug: str, form: str) -> HttpResponseBase:
    """One file, as it was given."""
    del request
    one = OpenData.objects.filter(round__slug=slug, version__form=form).first()
    if one is None:
        raise Http404
    named = {"Content-Disposition": f'attachment; filename="open-data-{slug}-{form}.csv"'}
    return HttpResponse(bytes(one.data), content_type="text/csv; charset=utf-8", headers=named)
