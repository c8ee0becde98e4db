"""One request to a questionnaire: whose link, which draft, in which face, and whether it may go on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from poet.instrument import Instrument, Variant
from poet.instrument.faces import Dressed
from poet.instrument.overlays import STANDARD
from portal.capture import keeping, words
from portal.capture.asking import Context
from portal.capture.finding import Begun, Place, find
from portal.capture.framing import DRAFT_FIELD, FACE_FIELD, LOOK_FIELD, Frame
from portal.capture.models import Look
from portal.capture.tallying import Asked
from portal.capture.words import Message, Told
from portal.councils import scope
from portal.outreach.vouchers import INVITATION, is_voucher
from portal.rounds.models import Window, window

COOKIE, WAY_COOKIE = "draft", "way"
BETWEEN = ":"


@dataclass(frozen=True, slots=True)
class Visit:
    """A respondent at a questionnaire.

    `key` is the draft's, from the page's own form, else from the cookie, else new. `in_cookie` says that the browser
    gave it back, so that a redirect will find the draft again. `answers` is None where no draft is begun.
    `dressed` and `look` are the way of asking chosen last.
    """

    request: HttpRequest
    place: Place
    key: str
    in_cookie: bool
    answers: Mapping[str, str] | None
    dressed: Dressed
    look: str

    @property
    def token(self) -> str:
        """The link's token."""
        return self.place.token

    @property
    def instrument(self) -> Instrument:
        """The questionnaire asked, in the words of its face."""
        return self.dressed.instrument

    @property
    def variant(self) -> Variant:
        """The wording it is asked in."""
        return self.instrument.variant(self.place.variant_id)

    @property
    def asked(self) -> Asked:
        """Where its pages are tallied."""
        return Asked(self.place.round_id, self.place.version_id, self.dressed.face)

    @property
    def frame(self) -> Frame:
        """What stands around its pages."""
        return Frame(self.token, self.place.area, self.place.made_up, self.key, self.dressed, self.look)

    def page(self, template: str, context: Context, status: int = 200) -> HttpResponse:
        """A page of this questionnaire; its forms carry the draft's key, and so does the cookie."""
        return self.sent(render_to_string(template, {**self.frame.context(), **context}), status)

    def sent(self, page: str, status: int = 200) -> HttpResponse:
        """A page that is drawn already."""
        return self.remember(HttpResponse(page, status=status))

    def message(self, what: Told, status: int, *, there: str = "", **gaps: str) -> HttpResponse:
        """A page that says what happened; its button leads to the first page, or `there`."""
        message = words.message(what, self.dressed.language, **gaps)
        return self.page("capture/message.html", told(message, there or reverse("start", args=[self.token])), status)

    def remember(self, response: HttpResponse) -> HttpResponse:
        """The response, with the draft's key and the way of asking in cookies that end with the browser's session."""
        way = f"{self.dressed.face}{BETWEEN}{self.look}"
        for name, value in ((COOKIE, self.key), (WAY_COOKIE, way)):
            if self.request.COOKIES.get(name) != value:
                response.set_cookie(
                    name,
                    value,
                    path=reverse("start", args=[self.token]),
                    httponly=True,
                    samesite="Lax",
                    secure=settings.SECURE,
                )
        return response


def at_link(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A respondent's view: all it reads and writes hangs on the link whose token stands in its address."""

    @wraps(view)
    def answered(request: HttpRequest, token: str, **place: str) -> HttpResponse:
        with scope.holding(token):
            return view(request, token, **place)

    return answered


def visit(request: HttpRequest, token: str, *, key: str = "", let_in: bool = False) -> Visit | HttpResponse:
    """The visit, or the message that stands in its place: an unknown link, a round not open, answers from elsewhere,
    nobody who was invited. `key` is a draft's key that was made just now; `let_in` is for who proves it in another way.
    """
    come = _come(request, token, key)
    if come is None:
        return unknown_link()
    if request.method == "POST" and is_from_elsewhere(request):
        return come.message(Told.FROM_ELSEWHERE, 403)
    shut = _shut(come)
    if shut is not None:
        return shut
    if come.place.by_invitation and not (let_in or come.answers is not None or is_voucher(come.key, token, INVITATION)):
        return come.message(Told.BY_INVITATION, 403, there=reverse("enter-code"))
    return come


def _shut(come: Visit) -> HttpResponse | None:
    """The message where the area has left the round, or the round is not open."""
    place = come.place
    if place.closed:
        return come.message(Told.LEFT, 410, area=place.area)
    lies = window(place.opens, place.closes, timezone.now())
    if lies is Window.NOT_YET:
        return come.message(Told.NOT_YET, 403, day=words.day(place.opens, come.dressed.language))
    if lies is Window.CLOSED or (lies is Window.GRACE and come.answers is None and not keeping.is_sent(come.key)):
        return come.message(Told.CLOSED, 410, day=words.day(place.closes, come.dressed.language))
    return None


def _come(request: HttpRequest, token: str, made: str) -> Visit | None:
    in_form, in_cookie = request.POST.get(DRAFT_FIELD, ""), request.COOKIES.get(COOKIE, "")
    # The page that is sent knows best which draft it belongs to: another tab may have changed the cookie since.
    said = made or next((key for key in (in_form, in_cookie) if keeping.is_key(key)), None)
    key = said or keeping.new_key()
    found = find(token, key)
    if found is None:
        return None
    place, begun = found
    face, look = _way(request, place, begun)
    answers = begun.answers if begun else None
    return Visit(request, place, key, said is not None and key == in_cookie, answers, place.faces[face], look)


def _way(request: HttpRequest, place: Place, begun: Begun | None) -> tuple[str, str]:
    """The face and the look: what was chosen last and is there. A page that is sent knows how it was asked."""
    in_cookie = request.COOKIES.get(WAY_COOKIE, "").partition(BETWEEN)
    faces = (request.POST.get(FACE_FIELD), request.GET.get("face"), in_cookie[0], begun.face if begun else None)
    looks = (request.POST.get(LOOK_FIELD), request.GET.get("look"), in_cookie[2], begun.look if begun else None)
    face = next((said for said in faces if said and said in place.faces), STANDARD)
    return face, next((said for said in looks if said and said in Look.values), Look.PLAIN.value)


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
