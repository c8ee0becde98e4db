"""One request to a questionnaire: whose link, which draft, and whether it may go on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from poet.instrument import Instrument, Variant
from portal.capture import keeping, words
from portal.capture.asking import DRAFT_FIELD, Context
from portal.capture.words import Message
from portal.rounds.models import Link, Window

COOKIE = "draft"


@dataclass(frozen=True, slots=True)
class Visit:
    """A respondent at a questionnaire.

    `key` is the draft's, from the page's own form, else from the cookie, else new. `in_cookie` says that the browser
    gave it back, so that a redirect will find the draft again. `answers` is None where no draft is begun.
    """

    request: HttpRequest
    link: Link
    key: str
    in_cookie: bool
    answers: Mapping[str, str] | None

    @property
    def instrument(self) -> Instrument:
        """The questionnaire asked."""
        return self.link.version.instrument

    @property
    def variant(self) -> Variant:
        """The wording it is asked in."""
        return self.link.wording

    def page(self, template: str, context: Context, status: int = 200) -> HttpResponse:
        """A page of this questionnaire; its forms carry the draft's key, and so does the cookie."""
        own = {
            "service_name": words.service(self.link.area.name),
            "made_up": self.link.round.made_up,
            "language": self.instrument.language,
            "hidden": {DRAFT_FIELD: self.key},
            "csrf_input": "",
        }
        return self.remember(HttpResponse(render_to_string(template, {**own, **context}), status=status))

    def message(self, message: Message, status: int) -> HttpResponse:
        """A page that says what happened; its button leads to the first page."""
        there = reverse("start", args=[self.link.token])
        return self.page("capture/message.html", told(message, there), status)

    def remember(self, response: HttpResponse) -> HttpResponse:
        """The response, with the draft's key in a cookie that ends with the browser's session."""
        response.set_cookie(
            COOKIE,
            self.key,
            path=reverse("start", args=[self.link.token]),
            httponly=True,
            samesite="Lax",
            secure=settings.SECURE,
        )
        return response


def visit(request: HttpRequest, token: str) -> Visit | HttpResponse:
    """The visit, or the message that stands in its place: an unknown link, a round not open, answers from elsewhere."""
    link = Link.objects.select_related("round", "area", "version").defer("version__text").filter(token=token).first()
    if link is None:
        return unknown_link()
    come = _come(request, link)
    if request.method == "POST" and is_from_elsewhere(request):
        return come.message(words.FROM_ELSEWHERE, 403)
    window = link.round.window(timezone.now())
    if window is Window.NOT_YET:
        return come.message(words.not_yet(link.round.opens), 403)
    if window is Window.CLOSED or (window is Window.GRACE and come.answers is None and not keeping.is_sent(come.key)):
        return come.message(words.closed(link.round.closes), 410)
    return come


def _come(request: HttpRequest, link: Link) -> Visit:
    in_form, in_cookie = request.POST.get(DRAFT_FIELD, ""), request.COOKIES.get(COOKIE, "")
    # The page that is sent knows best which draft it belongs to: another tab may have changed the cookie since.
    key = next((said for said in (in_form, in_cookie) if keeping.is_key(said)), None)
    if key is None:
        return Visit(request, link, keeping.new_key(), in_cookie=False, answers=None)
    draft = keeping.draft(key, link)
    return Visit(request, link, key, in_cookie=key == in_cookie, answers=draft.answers if draft else None)


def unknown_link() -> HttpResponse:
    """The message for a token that no link has."""
    return HttpResponse(render_to_string("capture/message.html", told(words.UNKNOWN_LINK, "")), status=404)


def told(message: Message, there: str) -> Context:
    """A message as its template is given it, with a button that leads there if the message has one."""
    go = {"text": message.action, "href": there} if message.action else None
    return {"page_title": message.title, "paragraphs": message.paragraphs, "go": go}


def is_from_elsewhere(request: HttpRequest) -> bool:
    """Whether another site's page sent this form: it could slip its own draft into somebody's browser."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site not in {"same-origin", "none"}
    origin = request.headers.get("Origin")
    return origin is not None and origin != f"{request.scheme}://{request.get_host()}"
