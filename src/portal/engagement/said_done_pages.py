""" "You said, we did": the council's page with its draft and buttons, and the page for everybody in plain words and Easy Read."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from poet.draw import FORMATS
from poet.report import local
from portal.audit.recording import Kind, person, record
from portal.capture.framing import spoken
from portal.engagement import places, said_done, words
from portal.engagement.found import about, release_of
from portal.engagement.places import Place
from portal.engagement.said_done import Content, NotPublished
from portal.engagement.telling import reaches_somebody
from portal.pages import moment
from portal.people.doors import may_do, open_to_all
from portal.people.rules import Action as May
from portal.reporting.views import as_file
from portal.rounds.consent import may_publish

Context = dict[str, Any]
EASY = "easy"
# The picture beside a line of the Easy Read page, by where an action stands.
PICTURES = {"planned": "calendar", "under-way": "change", "done": "yes", "stopped": "no"}
SAID = "comment"
_LONGEST = 1000


@may_do(May.TAKE_PART, area="code")
@require_http_methods(["GET", "HEAD", "POST"])
def tell(request: HttpRequest, slug: str, code: str, form: str) -> HttpResponseBase:
    """The draft as it would stand, and the buttons that publish it, take it back, or keep the words before it."""
    place = places.written(request, slug, code, form)
    if request.method != "POST":
        return _tell(request, place)
    by, now, does = places.me(request), timezone.now(), request.POST.get("do", "")
    preface = request.POST.get("preface", "").strip()
    if does == "keep":
        wrong = words.too_long(_LONGEST) if len(preface) > _LONGEST else ""
        if reach := reaches_somebody(preface):
            wrong = words.points_at(reach)
        if wrong:
            return _tell(request, place, {"preface": wrong}, preface)
        said_done.say_before(place, preface)
    elif does == "publish":
        try:
            said_done.publish(place, by=by, now=now)
        except NotPublished as fault:
            return _tell(request, place, {"publish": str(fault)})
    elif does == "take-back":
        said_done.take_back(place, by=by, now=now)
    return redirect("tell", slug, code, form)


def _tell(
    request: HttpRequest, place: Place, wrong: dict[str, str] | None = None, preface: str | None = None
) -> HttpResponse:
    actions = list(place.plan.actions.all()) if place.plan else []
    told = said_done.standing(place.plan)
    consents = may_publish(place.round, place.area.pk, said_done.USE, at=timezone.now())
    kept = place.plan.preface if place.plan else ""
    context = {
        "page_title": words.SAID_DONE,
        "area": place.area,
        "round": place.round,
        "form": place.version.form,
        "made_up": place.round.made_up,
        "back": reverse("action-plan", args=place.words),
        "stands": words.stands(moment(told.at), str(told.by or words.SOMEBODY), consents=consents) if told else "",
        "not_yet": words.NOT_PUBLISHED,
        "consents": consents,
        "no_consent": words.NO_CONSENT,
        "statements": reverse("statements", args=[place.area.pk, place.round.slug]),
        "public": request.build_absolute_uri(reverse("you-said", args=place.words)),
        "content": said_done.content(place, actions),
        "empty": words.NOTHING_TO_TELL,
        "files": [
            {"text": one.use, "href": reverse("you-said-report", args=[*place.words, ending])}
            for ending, one in FORMATS.items()
            if actions
        ],
        "wrong": {"preface": "", "publish": "", **(wrong or {})},
        "said": {"preface": kept if preface is None else preface},
        "errors": [{"href": f"#{name}", "text": text} for name, text in (wrong or {}).items()],
    }
    return render(request, "engagement/tell.html", context, status=422 if wrong else 200)


@may_do(May.SEE_RESULTS, area="code")
@require_safe
def you_said_report(request: HttpRequest, slug: str, code: str, form: str, ending: str) -> HttpResponse:
    """The same as a report of its kind, in every format; that it was taken away is written down."""
    place = places.read(request, slug, code, form)
    if ending not in FORMATS or place.plan is None:
        raise Http404
    release = release_of(place.round, place.area, place.version)
    if place.area.name not in release.groups:
        raise Http404
    done = said_done.as_done(list(place.plan.actions.all()))
    told = local(release, place.area.name, about(place.round, done=done), "you-said")
    actor, what = person(places.me(request).pk), {"what": "you said, we did", "format": ending}
    record(Kind.EXPORTED, actor=actor, thing=f"you-said:{slug}/{form}"[:80], area=code, detail=what)
    return as_file(told, f"you-said-{slug}-{code}-{form}.{ending}", ending)


@open_to_all
@require_safe
def you_said(request: HttpRequest, slug: str, code: str, form: str) -> HttpResponse:
    """What people said and what the council did, as it was published; a page that says "not yet" where it was not."""
    here = {"plan__round__slug": slug, "plan__area": code, "plan__version__form": form}
    told = said_done.open_edition(here, timezone.now())
    if told is None:
        context = {"page_title": words.SAID_DONE, "paragraphs": words.NOT_HERE, "go": words.HOME, **spoken("en")}
        return render(request, "capture/message.html", context, status=404)
    easy, plan = request.GET.get("face") == EASY, told.plan
    context = {
        "page_title": words.said_done_of(plan.area.name),
        "area": plan.area.name,
        "round": plan.round.name,
        "title": plan.version.title,
        "made_up": plan.round.made_up,
        "easy": easy,
        "faces": [
            {"text": words.PLAIN_FACE, "href": request.path, "here": not easy},
            {"text": words.EASY_FACE, "href": f"{request.path}?face={EASY}", "here": easy},
        ],
        "content": told.content,
        "published": words.published(moment(told.at)),
        "rows": _easy_rows(told.content) if easy else [],
        **spoken("en"),
    }
    return render(request, "engagement/you_said.html", context)


def _easy_rows(content: Content) -> list[Context]:
    """One idea a row, its picture at the left."""
    return [
        {
            "label": one["label"],
            "said": one["easy"],
            "picture": _picture(SAID),
            "done": [
                {
                    "text": it["easy"],
                    "stands": words.EASY_STATES[it["state"]],
                    "picture": _picture(PICTURES[it["state"]]),
                }
                for it in one["actions"]
            ],
        }
        for one in content["findings"]
    ]


def _picture(name: str) -> str:
    return static(f"pictures/{name}.svg") if (settings.ASSETS / "pictures" / f"{name}.svg").exists() else ""
