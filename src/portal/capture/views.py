"""The respondent's pages: start, question, review, thank-you. No script is needed and no login is ridden on.

They are exempt from Django's CSRF token: what a form may do is decided by the unguessable draft key it carries, there
is no session that another site could ride on, and `visit` refuses forms sent from elsewhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_http_methods, require_safe

from poet import route
from poet.route import Page
from portal.capture import asking, coming_back, drawn, hearing, keeping, sweeping, tallying, words
from portal.capture.asking import Asked
from portal.capture.framing import SHOW_FIELD, SKIP_FIELD, STOP_FIELD, spoken
from portal.capture.hearing import Heard
from portal.capture.stamping import STAMP_FIELD, as_shown, seconds_since, shown_again
from portal.capture.submitting import AlreadySent, Closed, Lost, NothingSaid, Outcome, Submitted, submit, thanked
from portal.capture.tallying import Passed
from portal.capture.visit import Visit, at_link, told, visit
from portal.capture.words import Told
from portal.languages import said
from portal.outreach.groups import renewed
from portal.people.doors import open_to_all
from portal.rounds.choosing import begin
from portal.rounds.repeating import begun_again

GET_OR_POST = ("GET", "HEAD", "POST")


@open_to_all
@csrf_exempt
@require_http_methods(GET_OR_POST)
@at_link
def start(request: HttpRequest, token: str) -> HttpResponse:
    """The first page; its button begins, or goes on with what was begun in this browser."""
    come = visit(request, token)
    if isinstance(come, HttpResponse):
        return come
    sweeping.once_a_day(timezone.localdate())
    if request.method != "POST":
        # A browser that gave no key back has sent nothing.
        again = come.in_cookie and come.answers is None and keeping.is_sent(come.key)
        return come.page("capture/start.html", asking.start(come.place, come.dressed, come.look, again=again))
    if come.answers is None and keeping.is_sent(come.key):
        if come.place.by_invitation:
            return come.message(Told.INVITATION_USED, 409, there=reverse("back", args=[token]))
        begun_again(come.place.round_id, come.place.version_id)
        come = replace(come, key=renewed(token, come.key) or keeping.new_key())
    first = route.path(come.instrument, come.variant, come.answers or {})[0]
    if come.answers is None:
        tallying.add(come.asked, {first.id: Counter(met=1)})
    return _go_on(come, first, come.answers or {})


@open_to_all
@csrf_exempt
@require_http_methods(GET_OR_POST)
@at_link
def question(request: HttpRequest, token: str, page_id: str) -> HttpResponse:
    """One page of questions; sending it keeps what is accepted and leads on, or says what is not."""
    come = visit(request, token)
    if isinstance(come, HttpResponse):
        return come
    if come.answers is None and keeping.is_sent(come.key):
        return come.message(Told.ALREADY_SENT, 409)
    asked = _asked(come, page_id, come.answers or {})
    if asked is None:
        return _off_the_way(come, page_id, come.answers or {})
    if come.answers is None and asked.at:
        return come.message(Told.LOST, 404)
    return _sent(come, asked) if request.method == "POST" else _show(come, asked)


def _sent(come: Visit, asked: Asked) -> HttpResponse:
    """What a button of the page asks for: to see a private question, to leave it out, or to keep what was said."""
    if SHOW_FIELD in come.request.POST:
        return come.sent(drawn.question(asked, come.frame))
    heard = hearing.NOTHING if SKIP_FIELD in come.request.POST else hearing.listen(asked.page.items, come.request.POST)
    return _hear(come, asked, heard)


def _show(come: Visit, asked: Asked) -> HttpResponse:
    """The question, or the screen before one that is only for the respondent's eyes."""
    if not asked.page.section.private:
        return come.sent(drawn.question(asked, come.frame))
    private = words.message(Told.PRIVATE, come.dressed.language)
    context = {
        **told(private, ""),
        "back": asked.back,
        "action": asking.page_url(come.token, asked.page.id),
        "show": (SHOW_FIELD, private.action),
        "skip": (SKIP_FIELD, said(come.dressed.language)["leave_this"]),
    }
    return come.page("capture/private.html", context)


def _asked(come: Visit, page_id: str, answers: Mapping[str, str]) -> Asked | None:
    return asking.asked(come.token, come.dressed, come.variant, page_id, answers)


def _hear(come: Visit, asked: Asked, heard: Heard) -> HttpResponse:
    if not come.place.begun and any(heard.cells.values()):
        begin(come.place.round_id, come.place.area_code, come.place.version_id)
    shown, items = come.request.POST.get(STAMP_FIELD, ""), [item.id for item in asked.page.items]
    answers = keeping.keep(
        draft_key=come.key,
        link=come.token,
        cells=heard.cells,
        today=timezone.localdate(),
        face=come.dressed.face,
        look=come.look,
        passed=None if heard.refusals else _passed(come, asked, heard),
        as_shown=as_shown(shown, come.key, asked.page.id, items, heard.cells),
    )
    if answers is None:
        return come.message(Told.ALREADY_SENT, 409)
    if heard.refusals:
        shown = shown_again(shown, [answers.get(item, "") for item in items])
        return come.page("capture/question.html", asking.question(replace(asked, answers=answers), shown, heard), 422)
    if STOP_FIELD in come.request.POST:
        return coming_back.stopped(come)
    return _go_on(come, _after(come, asked.page.id, answers), answers)


def _passed(come: Visit, asked: Asked, heard: Heard) -> Passed:
    """What is tallied of a page that was taken in."""
    page = asked.page
    then = _after(come, page.id, {**asked.answers, **heard.cells})
    seconds = seconds_since(come.request.POST.get(STAMP_FIELD, ""), come.key, page.id)
    at = [one.id for one in route.pages(come.instrument, come.variant)].index(page.id)
    return Passed(come.asked, page.id, at, page.items, seconds, then.id if then else None)


def _after(come: Visit, page_id: str, answers: Mapping[str, str]) -> Page | None:
    """The next page on the respondent's way; None where only the review is left."""
    order = [page.id for page in route.pages(come.instrument, come.variant)]
    way = route.path(come.instrument, come.variant, answers)
    return next((page for page in way if order.index(page.id) > order.index(page_id)), None)


def _go_on(come: Visit, page: Page | None, answers: Mapping[str, str]) -> HttpResponse:
    """To the page, or to the review. A browser without cookies gets it at once: a redirect would lose its draft."""
    token = come.token
    if come.in_cookie:
        there = asking.page_url(token, page.id) if page else reverse("review", args=[token])
        return come.remember(_see(there))
    return _ask(come, page, answers) if page else _check(come, answers)


def _see(there: str) -> HttpResponse:
    response = HttpResponseRedirect(there)
    response.status_code = 303
    return response


def _ask(come: Visit, page: Page, answers: Mapping[str, str]) -> HttpResponse:
    asked = _asked(come, page.id, answers)
    assert asked is not None, "the page was taken from the respondent's own way"
    return _show(come, asked)


def _off_the_way(come: Visit, page_id: str, answers: Mapping[str, str]) -> HttpResponse:
    """A page that routing leaves out leads on to the next one asked; one that is in no questionnaire is unknown."""
    if page_id not in {page.id for page in route.pages(come.instrument, come.variant)}:
        return come.message(Told.UNKNOWN_PAGE, 404)
    if come.answers is None:
        return come.message(Told.LOST, 404)
    return _go_on(come, _after(come, page_id, answers), answers)


@open_to_all
@csrf_exempt
@require_http_methods(GET_OR_POST)
@gzip_page
@at_link
def review(request: HttpRequest, token: str) -> HttpResponse:
    """All answers before they are sent; its button sends them."""
    come = visit(request, token)
    if isinstance(come, HttpResponse):
        return come
    if request.method == "POST":
        return _SAID[type(submit(draft_key=come.key, now=timezone.now()))](come)
    if come.answers is None:
        return come.message(Told.ALREADY_SENT, 409) if keeping.is_sent(come.key) else come.message(Told.LOST, 404)
    return _check(come, come.answers)


def _check(come: Visit, answers: Mapping[str, str]) -> HttpResponse:
    return come.page("capture/review.html", asking.review(come.token, come.instrument, come.variant, answers))


def _thank(come: Visit) -> HttpResponse:
    """`submit` has returned, so the response is committed."""
    if come.in_cookie:
        return come.remember(_see(reverse("thanks", args=[come.token])))
    return come.page("capture/thanks.html", _thanks(come))


_SAID: Mapping[type[Outcome], Callable[[Visit], HttpResponse]] = {
    Submitted: _thank,
    AlreadySent: _thank,
    Lost: lambda come: come.message(Told.LOST, 404),
    Closed: lambda come: come.message(Told.CLOSED, 410, day=words.day(come.place.closes, come.dressed.language)),
    NothingSaid: lambda come: come.message(Told.NOTHING_SAID, 422),
}


@open_to_all
@require_safe
@at_link
def thanks(request: HttpRequest, token: str) -> HttpResponse:
    """The thank-you: only for answers that are stored."""
    come = visit(request, token)
    if isinstance(come, HttpResponse):
        return come
    if not keeping.is_sent(come.key):
        return _see(reverse("start", args=[token]))
    return come.page("capture/thanks.html", _thanks(come))


def _thanks(come: Visit) -> asking.Context:
    area, closes, language = come.place.area, come.place.closes, come.dressed.language
    return {
        "page_title": said(language)["thanks"],
        "keepsake_at": come.request.build_absolute_uri("/keepsake").partition("://")[2],
        "council": area,
        "what_next": words.what_next(area, closes, language),
        "keepsake": next((str(code) for _, code in thanked.send(sender=Visit, draft_key=come.key) if code), ""),
    }


@open_to_all
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Who sees the answers, and what is not kept."""
    return _page(request, Told.PRIVACY)


@open_to_all
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """How the pages are meant to work for everyone, and what to do where they do not."""
    return _page(request, Told.ACCESSIBILITY)


def _page(request: HttpRequest, what: Told) -> HttpResponse:
    around = spoken(request.GET.get("language", ""))
    return render(request, "capture/message.html", {**around, **told(words.message(what, around["language"]), "")})
