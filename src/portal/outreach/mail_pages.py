"""What the e-mails of a list say, before any is sent: settings, preview, a test to oneself, and who gets them when."""

from __future__ import annotations

import unicodedata
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from portal.councils.models import Area
from portal.outreach import outbox, planning, quiet_words, silencing, ways, words
from portal.outreach.composing import Envelope, message
from portal.outreach.list_pages import one_list, see, write_down
from portal.outreach.models import ADDED_LENGTH, NAME_LENGTH, InvitationList
from portal.outreach.posting import Fate, Post, Trouble
from portal.outreach.quiet import loud_from, quiet_in
from portal.outreach.wording import SAMPLE, address_of, languages, sheet
from portal.people.doors import may_do
from portal.people.rules import Action
from portal.people.standing import differing, is_overtaken, overtaken_errors, stood
from portal.rounds.models import Round, Window

_FIELDS = ("language", "signed", "added", "reminders", "between")


@may_do(Action.TAKE_PART, area="code")
@require_http_methods(["GET", "HEAD", "POST"])
def mail_page(request: HttpRequest, slug: str, code: str, number: int) -> HttpResponse:
    """What the e-mails of a list say and when they come, with a preview; nothing here sends anything to those invited."""
    asking, area, found = _by_mail(slug, code, number)
    if request.method != "POST":
        return _page(request, asking, area, found, _standing(found))
    if request.POST.get("do") == "test":
        return _test(request, asking, area, found)
    said = {name: request.POST.get(name, "") for name in _FIELDS}
    if found.started:
        return _page(request, asking, area, found, said, {"content": words.LIST_BEGAN_MEANWHILE}, status=409)
    if is_overtaken(request, _standing(found)) and (at := _differing(found, said)):
        return _page(request, asking, area, found, said, at, status=409)
    if faults := _faults(found, said):
        return _page(request, asking, area, found, said, faults, status=422)
    kept = {**said, "signed": " ".join(said["signed"].split()), "added": " ".join(said["added"].split())}
    InvitationList.objects.filter(pk=found.pk, started=None).update(
        **{**kept, "reminders": int(said["reminders"]), "between": int(said["between"])}
    )
    return see("mail-list", slug, code, number)


def _by_mail(slug: str, code: str, number: int) -> tuple[Round, Area, InvitationList]:
    asking, area, found = one_list(slug, code, number)
    if not found.by_mail or found.erased:
        raise Http404
    return asking, area, found


def _standing(found: InvitationList) -> dict[str, str]:
    """What is set now, as the form says it."""
    return {name: str(getattr(found, name)) for name in _FIELDS}


def _differing(found: InvitationList, said: dict[str, str]) -> dict[str, str]:
    """Where something else stands now than was typed; a text counts as it would be kept."""
    typed = {name: " ".join(text.split()) for name, text in said.items()}
    labels = {"language": dict(languages(found.link)), "reminders": dict(words.REMINDERS)}
    return differing(typed, _standing(found), labels)


def _faults(found: InvitationList, said: dict[str, str]) -> dict[str, str]:
    """What is wrong, by field."""
    odd = any(unicodedata.category(one) in {"Cc", "Cs", "Co"} for one in " ".join(said["signed"].split()))
    wrong = {
        "language": "" if said["language"] in dict(languages(found.link)) else words.CHOOSE_ONE,
        "signed": words.SIGNED_ODD
        if odd or set("<>") & set(said["signed"])
        else words.SIGNED_LONG
        if len(said["signed"]) > NAME_LENGTH
        else "",
        "added": words.ADDED_LONG if len(said["added"]) > ADDED_LENGTH else "",
        "reminders": "" if said["reminders"] in dict(words.REMINDERS) else words.CHOOSE_ONE,
        "between": "" if _days(said["between"]) else words.BETWEEN_ODD,
    }
    return {name: text for name, text in wrong.items() if text}


def _days(said: str) -> bool:
    told = said.strip()
    return told.isascii() and told.isdigit() and planning.FEWEST_DAYS <= int(told[:4]) <= planning.MOST_DAYS


def _page(
    request: HttpRequest,
    asking: Round,
    area: Area,
    found: InvitationList,
    said: dict[str, str],
    faults: dict[str, str] | None = None,
    note: str = "",
    status: int = 200,
) -> HttpResponse:
    faults = faults or {}
    overtaken = status == 409 and not found.started
    context = {
        "page_title": f"E-mails to “{found.name}”",
        "round": asking,
        "area": area,
        "made_up": asking.made_up,
        "one": found,
        "said": said,
        "fields": words.LETTER_FIELDS,
        "faults": faults,
        "errors": overtaken_errors(faults, words.LETTER_FIELDS)
        if overtaken
        else [{"href": f"#{name}", "text": text} for name, text in faults.items()],
        "stood": stood(_standing(found)),
        "languages": languages(found.link),
        "reminders": words.REMINDERS,
        "letter": sheet(found),
        "envelope": _sample(found, str(getattr(request.user, "email", ""))),
        "sender": settings.DEFAULT_FROM_EMAIL,
        "no_mail": "" if settings.SENDS_LETTERS else words.NO_MAIL_HERE,
        "note": note,
    }
    return render(request, "outreach/mail.html", context, status=status)


def _sample(found: InvitationList, to: str) -> Envelope:
    """A letter as it will be, with a code that opens nothing."""
    silence = silencing.link_for(found.link.area_id, to)
    return Envelope(to, planning.new_message_id(outbox.domain()), SAMPLE, address_of(SAMPLE, found.language), silence)


def _test(request: HttpRequest, asking: Round, area: Area, found: InvitationList) -> HttpResponse:
    """Send one to whoever asks, at once."""
    if not settings.SENDS_LETTERS:
        raise Http404
    to = str(getattr(request.user, "email", ""))
    made = message(sheet(found), _sample(found, to), timezone.now())
    made.replace_header("Subject", words.TEST_SUBJECT + str(made["Subject"]))
    try:
        with Post() as post:
            note = words.TEST_SENT if post.hand(made, to) is Fate.ACCEPTED else words.TEST_REFUSED
    except Trouble:
        note = words.TEST_REFUSED
    return _page(request, asking, area, found, _standing(found), note=note)


@may_do(Action.TAKE_PART, area="code")
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def begin_list(request: HttpRequest, slug: str, code: str, number: int) -> HttpResponse:
    """How many get it, and when; the button begins, once however often it is pressed."""
    asking, area, found = _by_mail(slug, code, number)
    now = timezone.now()
    closed = found.link.closed is not None or asking.window(now) in {Window.CLOSED, Window.GRACE}
    overtaken = request.method == "POST" and not found.started and is_overtaken(request, _standing(found))
    if request.method == "POST" and settings.SENDS_LETTERS and not closed and not overtaken:
        if planning.begin(found, outbox.domain(), now):
            write_down(request, found, words.LIST_BEGUN)
        return see("invitation-list", slug, code, number)
    people = found.invitations.count()
    context = {
        "page_title": words.confirm_title(people),
        "round": asking,
        "area": area,
        "made_up": asking.made_up,
        "one": found,
        "facts": [{"key": key, "value": value, "href": ""} for key, value in _timetable(found, asking, now).items()],
        "no_mail": words.MAIL_CLOSED if closed else "" if settings.SENDS_LETTERS else words.NO_MAIL_HERE,
        "begun": bool(found.started),
        "stood": stood(_standing(found)),
        "errors": [{"href": "#content", "text": words.LETTER_OVERTAKEN}] if overtaken else [],
    }
    return render(request, "outreach/begin.html", context, status=409 if overtaken else 200)


def _timetable(found: InvitationList, asking: Round, now: Any) -> dict[str, str]:
    kept = quiet_in(found.link.area_id)
    first = timezone.localtime(loud_from(max(now, asking.opens), kept))
    after = [planning.day_of(found, number, first.date()) for number in range(1, found.reminders + 1)]
    return {
        "What they are asked": ways.title(found.link),
        "When": words.timetable(first.strftime("%-d %B %Y, %H:%M"), [day.strftime("%-d %B %Y") for day in after]),
        "Nobody is written to": quiet_words.quiet_times(kept.begins, kept.ends, kept.days),
        "Until": ways.last_day(asking.closes),
        "Who gets none": words.GETS_NONE,
    }
