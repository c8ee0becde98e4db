"""Lists of single-use invitations: made, seen in tens, taken away as codes or letters once, stopped and erased."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from poet.protect import Shown, tally
from portal.audit.recording import Kind, person, record
from portal.councils.models import Area
from portal.outreach import addressing, listing, planning, ways, words
from portal.outreach.link_pages import at
from portal.outreach.listing import NotListed
from portal.outreach.models import Invitation, InvitationList, Letter
from portal.people.doors import may_do
from portal.people.models import Person
from portal.people.paging import paged
from portal.people.rules import Action
from portal.rounds.models import Round, Window

_FIELDS = ("link", "name", "addresses", "letters")
_LARGEST = 2_000_000


SORTED = {"list": ("name",), "made": ("made", "name"), "questionnaire": ("link__version__title", "name")}


def lists_in(asking: Round, code: str) -> Any:
    """The lists of an area in a round."""
    rows = InvitationList.objects.filter(link__round=asking, link__area=code)
    return rows.select_related("link__version", "link__area", "link__round")


def one_list(slug: str, code: str, number: int) -> tuple[Round, Area, InvitationList]:
    """The list that an address names. Raises Http404."""
    asking, area = at(slug, code)
    found = lists_in(asking, code).filter(pk=number).first()
    if found is None:
        raise Http404
    return asking, area, found


@may_do(Action.TAKE_PART, area="code")
@require_http_methods(["GET", "HEAD", "POST"])
def lists_page(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """The lists of the area, and a form for one more."""
    asking, area = at(slug, code)
    if request.method != "POST":
        return _lists(request, asking, area, dict.fromkeys(_FIELDS, ""))
    said = {name: request.POST.get(name, "") for name in _FIELDS}
    try:
        made = _make(request, asking, area, said)
    except NotListed as fault:
        return _lists(request, asking, area, said, fault)
    return see("invitation-list", slug, code, made.pk)


def _make(request: HttpRequest, asking: Round, area: Area, said: dict[str, str]) -> InvitationList:
    """Make the list, and write it down; a form that is sent twice makes one. Raises NotListed."""
    link = ways.open_links(asking, area.pk).filter(token=said["link"]).first()
    if link is None or asking.window(timezone.now()) is Window.CLOSED:
        raise NotListed([words.LIST_LINKLESS], "link")
    addresses, letters = _people(request, said)
    name = " ".join(said["name"].split())
    if made := _same(link.pk, name, addresses, letters):
        return made
    try:
        with transaction.atomic():
            made = listing.make(link, name=name, addresses=addresses, letters=letters, on=timezone.localdate())
            write_down(request, made, words.LIST_MADE)
    except IntegrityError:  # the same form, sent at the same moment
        again = _same(link.pk, name, addresses, letters)
        if again is None:
            raise NotListed([words.list_taken(name)], "name") from None
        return again
    return made


def _same(link: str, name: str, addresses: tuple[str, ...], letters: int) -> InvitationList | None:
    """A list that was made of just this."""
    made = InvitationList.objects.filter(link=link, name=name, by_mail=bool(addresses), erased=None).first()
    if made is None or made.made != timezone.localdate():
        return None
    there = sorted(made.invitations.values_list("address", flat=True))
    return made if there == sorted(addresses or [""] * letters) else None


def _people(request: HttpRequest, said: dict[str, str]) -> tuple[tuple[str, ...], int]:
    """The addresses, or how many letters. Raises NotListed."""
    file = request.FILES.get("file")
    if file and (file.size or 0) > _LARGEST:
        raise NotListed([words.FILE_LARGE], "file")
    text = said["addresses"].strip() or (addressing.decoded(file.read()) if file else "")
    number = said["letters"].strip().replace(",", "")
    if bool(text.strip()) == bool(number):
        raise NotListed([words.LIST_BOTH if number else words.LIST_EMPTY], "addresses")
    if number:
        if not (number.isascii() and number.isdigit() and len(number) < 8):
            raise NotListed([words.LIST_NO_NUMBER], "letters")
        return (), int(number)
    read = addressing.read(text)
    if read.faults:
        raise NotListed(read.faults, "addresses")
    return read.addresses, 0


def _lists(
    request: HttpRequest, asking: Round, area: Area, said: dict[str, str], fault: NotListed | None = None
) -> HttpResponse:
    listed = paged(request, lists_in(asking, area.pk), SORTED)
    context = {
        "page_title": words.lists_of(area.name),
        "round": asking,
        "area": area,
        "made_up": asking.made_up,
        "list": listed,
        "rows": [(one, ways.title(one.link), state(one)) for one in listed.rows],
        "empty": words.NO_LISTS,
        "said": said,
        "links": [(one.token, f"{ways.title(one)}, {one.wording.title}") for one in ways.open_links(asking, area.pk)],
        "at": fault.at if fault else "",
        "faults": fault.messages if fault else (),
        "errors": [{"href": f"#{fault.at}", "text": one} for one in fault.messages] if fault else [],
    }
    return render(request, "outreach/lists.html", context, status=422 if fault else 200)


def state(one: InvitationList) -> str:
    """How far a list has come."""
    started = _day(one.started)
    return words.list_state(by_mail=one.by_mail, erased=bool(one.erased), stopped=one.stopped, started=started)


def _day(one: date | None) -> str:
    return one.strftime("%-d %B %Y") if one else ""


@may_do(Action.TAKE_PART, area="code")
@require_safe
def list_page(request: HttpRequest, slug: str, code: str, number: int) -> HttpResponse:
    """One list: how far it has come, in tens, and what can be done with it."""
    asking, area, found = one_list(slug, code, number)
    return list_shown(request, asking, area, found)


def list_shown(
    request: HttpRequest, asking: Round, area: Area, found: InvitationList, fault: str = "", status: int = 200
) -> HttpResponse:
    """The page of one list, with what could not be done."""
    context = {
        "page_title": found.name,
        "round": asking,
        "area": area,
        "made_up": asking.made_up,
        "one": found,
        "title": ways.title(found.link),
        "state": state(found),
        "facts": _facts(found),
        "fault": fault,
        "takes": [] if found.by_mail or found.erased else _takes(found),
        "can_stop": bool(found.started) and not found.stopped,
    }
    return render(request, "outreach/list.html", context, status=status)


def _takes(found: InvitationList) -> list[dict[str, Any]]:
    both = (("csv", "codes_taken", "The codes as a table (CSV)"), ("pdf", "letters_taken", "Letters to print (PDF)"))
    return [{"ending": ending, "text": text, "taken": _day(getattr(found, name))} for ending, name, text in both]


def _facts(found: InvitationList) -> list[dict[str, str]]:
    """What the council itself has done with a list, and nothing of who came by it: how many used an invitation, or are
    reminded because they did not, would tell beside the area's page of those who answered without one."""
    facts = [("Invitations", f"{Invitation.objects.filter(list=found).count():,}")]
    if found.by_mail and found.started and not found.erased:
        states = dict(
            Letter.objects.filter(invitation__list=found, number=0)
            .values_list("state")
            .annotate(number=Count("pk"))
            .order_by("state")
        )
        said = ((Letter.State.SENT, "Invitations sent by e-mail"), (Letter.State.WAITING, "Waiting"),
                (Letter.State.REFUSED, "Could not be delivered"))  # fmt: skip
        facts += [(text, words.in_tens(told(states.get(one.value, 0)))) for one, text in said]
        facts += [("Reminders", words.reminded(found.planned - 1, found.reminders))]
    return [{"key": key, "value": value, "href": ""} for key, value in facts]


def told(number: int) -> int | None:
    """A number down to tens; None under ten."""
    return count.value if isinstance(count := tally(number), Shown) else None


@may_do(Action.TAKE_PART, area="code")
@require_POST
@transaction.atomic
def stop_list(request: HttpRequest, slug: str, code: str, number: int) -> HttpResponse:
    """Send nothing more of a list, however often it is pressed."""
    _, _, found = one_list(slug, code, number)
    if found.started and not found.stopped:
        planning.stop(found)
        write_down(request, found, words.LIST_STOPPED)
    return see("invitation-list", slug, code, number)


@may_do(Action.TAKE_PART, area="code")
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def erase_list(request: HttpRequest, slug: str, code: str, number: int) -> HttpResponse:
    """Erase the addresses of a list, after a page that says what it means."""
    asking, area, found = one_list(slug, code, number)
    if request.method != "POST":
        context = {
            "page_title": words.erase_title(found.name),
            "round": asking,
            "area": area,
            "made_up": asking.made_up,
            "one": found,
        }
        return render(request, "outreach/erase.html", context)
    if not found.erased:
        gone = listing.erase(found, timezone.localdate())
        detail = {"what": words.LIST_ADDRESSES, "how_many": str(gone)}
        record(Kind.ERASED, actor=by(request), thing=thing(found), area=area.pk, detail=detail)
    return see("invitation-list", slug, code, number)


def by(request: HttpRequest) -> str:
    """Who does it, as the log names them."""
    assert isinstance(request.user, Person)
    return person(request.user.pk)


def thing(found: InvitationList) -> str:
    """What the log names: the round and the questionnaire, and neither a list nor an address."""
    return f"{found.link.round.slug} {found.link.version}"


def write_down(request: HttpRequest, found: InvitationList, change: str) -> None:
    """Add to the log."""
    record(
        Kind.LINKS_CHANGED, actor=by(request), thing=thing(found), area=found.link.area_id, detail={"change": change}
    )


def see(view: str, *place: Any) -> HttpResponse:
    """Go on to a page after a form."""
    response = HttpResponseRedirect(reverse(view, args=place))
    response.status_code = 303
    return response
