"""The pages of stopping and coming back: three pictures to keep, and three boxes to say them in."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_http_methods, require_POST

from portal.capture import returning, words
from portal.capture.naming import meant, word
from portal.capture.returning import Wait
from portal.capture.visit import Visit, at_link, visit
from portal.languages import said
from portal.people.doors import open_to_all

FIELDS = ("first.", "second.", "third.")


@open_to_all
@csrf_exempt
@require_POST
@at_link
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Three picture-words for the draft."""
    come = visit(request, token)
    return come if isinstance(come, HttpResponse) else stopped(come)


def stopped(come: Visit) -> HttpResponse:
    """The page with the three pictures to keep."""
    left = returning.leave(come.key, come.token)
    if left is None:
        return come.message(words.Told.NOTHING_TO_KEEP, 422)
    language, say = come.dressed.language, said(come.dressed.language)
    pictures = [{"name": word(one.name, language), "src": static(f"pictures/{one.name}.svg")} for one in left]
    context = {
        "page_title": say["pictures"],
        "pictures": pictures,
        "days": words.KEPT_DAYS,
        "there": come.request.build_absolute_uri(reverse("back", args=[come.token])),
        "closes": words.day(come.place.closes, language),
        "start": reverse("start", args=[come.token]),
    }
    return come.page("capture/stopped.html", context)


@open_to_all
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@gzip_page
@at_link
def back(request: HttpRequest, token: str) -> HttpResponse:
    """Three boxes for the words; right ones lead to the questions with the answers so far."""
    come = visit(request, token, let_in=True)  # the words say that they were let in
    if isinstance(come, HttpResponse):
        return come
    if request.method != "POST":
        return _asked(come, "")
    told = [meant(request.POST.get(name, "")[:40]) for name in FIELDS]
    found = returning.come_back(token, told, timezone.now())
    if isinstance(found, Wait):
        return _asked(come, words.wait_until(found.until, come.dressed.language), 429)
    if found is None:
        return _asked(come, said(come.dressed.language)["wrong_words"], 422)
    # The review shows everything said so far, with a way to each question; and it works where cookies are off.
    again = replace(come, key=found)
    response = HttpResponseRedirect(reverse("review", args=[token]))
    response.status_code = 303
    return again.remember(response)


def _asked(come: Visit, error: str, status: int = 200) -> HttpResponse:
    language = come.dressed.language
    context = {
        "page_title": said(language)["back_title"],
        "errors": [{"href": f"#{FIELDS[0]}", "text": error}] if error else [],
        "error": error,
        "fields": list(zip(FIELDS, words.which_picture(language), strict=True)),
        "choices": [
            {"name": word(one.name, language), "src": static(f"pictures/{one.name}.svg")} for one in returning.choices()
        ],
        "action": reverse("back", args=[come.token]),
        "back": reverse("start", args=[come.token]),
    }
    return come.page("capture/back.html", context, status)
