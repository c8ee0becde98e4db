"""Pages of people: who holds which role where one manages, inviting, changing a role, taking it away and putting it back."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.councils.models import Area, Collector
from portal.people import inviting, roles, words
from portal.people.doors import may_do
from portal.people.inviting import NotInvited, Offer
from portal.people.models import Holding, Interest, Invitation, Person
from portal.people.paging import paged
from portal.people.roles import NotChanged
from portal.people.rules import RULES, Action, Role, extent, may, may_give
from portal.people.standing import is_overtaken, stood

GET_OR_POST = ["GET", "HEAD", "POST"]


def _me(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)
    return request.user


SORTED = {
    "name": ("person__name", "person__email"),
    "role": ("role", "person__name"),
    "area": ("area__name", "person__name"),
    "since": ("since",),
}


def _where(request: HttpRequest) -> Q:
    """The condition that a role or an invitation lies where one manages people."""
    where = extent(request.user, Action.MANAGE_PEOPLE)
    return Q() if where.everywhere else Q(area__in=where.areas)


@may_do(Action.MANAGE_PEOPLE)
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Who holds which role, by name, and which invitations are under way; `?q=` narrows by name, address or area."""
    return _people(request)


def _people(request: HttpRequest, *, told: str = "", slip: str = "", status: int = 200) -> HttpResponse:
    said = request.GET.get("q", "").strip()[:80]
    held = Holding.objects.filter(_where(request)).select_related("person", "area", "collector")
    held = held.order_by("person__name", "person__email", "area__name", "role")
    waiting = Invitation.objects.filter(_where(request), used=None, withdrawn=None).select_related("area", "by")
    if said:
        by_name = Q(person__name__icontains=said) | Q(person__email__icontains=said) | Q(area__name__icontains=said)
        held = held.filter(by_name)
        waiting = waiting.filter(Q(email__icontains=said) | Q(area__name__icontains=said))
    context = {
        "page_title": "People",
        "said": said,
        "list": paged(request, held, SORTED, q=said),
        "waiting": waiting[:50],
        "now": timezone.now(),
        "me": request.user,
        "told": told,
        "slip": slip,
    }
    return render(request, "people/people.html", context, status=status)


class InvitationForm(forms.Form):
    """Who is invited to what, where. What can be chosen is what the one who invites may give."""

    email = forms.EmailField(
        max_length=254, error_messages={"required": words.EMAIL_MISSING, "invalid": words.EMAIL_MISSING}
    )
    role = forms.ChoiceField(error_messages={"required": words.ROLE_MISSING, "invalid_choice": words.ROLE_MISSING})
    place = forms.ChoiceField(required=False)

    def __init__(self, by: Person, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        where = extent(by, Action.MANAGE_PEOPLE)
        areas = Area.objects.all() if where.everywhere else Area.objects.filter(pk__in=where.areas)
        collectors = Collector.objects.filter(area__in=areas, closed=None).select_related("area")
        gives = {role for one in by.holdings for role in RULES[Role(one.role)].gives}
        roles = [("", "Choose a role"), *((it.value, RULES[it].name) for it in Role if it in gives)]
        places = [
            *([("", "The whole country")] if where.everywhere else []),
            *((area.pk, area.name) for area in areas),
            *((f"collector:{one.pk}", f"{one.area}: {one.name}") for one in collectors),
        ]
        for name, choices in (("role", roles), ("place", places)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices

    def offer(self) -> Offer:
        """What is offered, once the form is sound."""
        said = self.cleaned_data
        place, collector = said["place"], None
        if place.startswith("collector:"):
            collector = Collector.objects.select_related("area").get(pk=place.partition(":")[2])
        area = collector.area if collector else Area.objects.filter(pk=place).first()
        return Offer(said["email"], Role(said["role"]), area, collector)


def _wanted(request: HttpRequest) -> dict[str, str]:
    """The form filled in for whoever said that their council would like to take part; by its number, so that no address
    stands in an address. The national team alone reads who that is."""
    said = request.GET.get("interest", "")
    if not (said.isascii() and said.isdigit() and len(said) < 10 and may(request.user, Action.MANAGE_PEOPLE)):
        return {}
    found = Interest.objects.filter(pk=said).first()
    return {"email": found.email, "role": Role.MANAGER.value, "place": found.area_id} if found else {}


@may_do(Action.MANAGE_PEOPLE)
@require_http_methods(GET_OR_POST)
def invite(request: HttpRequest) -> HttpResponseBase:
    """Invite somebody."""
    form = InvitationForm(_me(request), request.POST or None, initial=_wanted(request))
    if request.method == "POST" and form.is_valid():
        try:
            inviting.invite(form.offer(), by=_me(request), now=timezone.now())
        except (NotInvited, ValidationError) as fault:
            form.add_error("role", str(fault))
        else:
            return redirect("people")
    status = 422 if request.method == "POST" else 200
    return render(request, "people/invite.html", {"form": form}, status=status)


@may_do(Action.MANAGE_PEOPLE)
@require_http_methods(GET_OR_POST)
def role(request: HttpRequest, key: int) -> HttpResponseBase:
    """One role of one person: another in its place, or none."""
    held = _held(request, key)
    if held is None:
        return _people(request, told=words.ROLE_GONE, status=404)
    gives = [it for it in Role if it is not Role.COLLECTOR and may_give(_me(request), it, held.area_id)]
    if request.method == "POST" and is_overtaken(request, held.role):
        return _role(request, held, gives, words.role_overtaken(held.person.name, str(held)), 409)
    if request.method == "POST":
        said = request.POST.get("role", "")
        try:
            if said not in {it.value for it in gives}:
                raise NotChanged(words.ROLE_MISSING)
            roles.change(held, Role(said), by=_me(request))
        except NotChanged as fault:
            return _role(request, held, gives, str(fault), 422)
        return redirect("people")
    return _role(request, held, gives)


def _role(
    request: HttpRequest, held: Holding, gives: Sequence[Role], error: str = "", status: int = 200
) -> HttpResponse:
    chosen = request.POST.get("role", held.role)
    context = {
        "page_title": words.role_of(held.person.name),
        "held": held,
        "choices": [(it.value, RULES[it].name) for it in gives],
        "chosen": chosen,
        "stood": stood(held.role),
        "error": error,
        "errors": [{"href": "#role", "text": error}] if error else [],
    }
    return render(request, "people/role.html", context, status=status)


def _held(request: HttpRequest, key: int) -> Holding | None:
    """A role where one manages people; None for all others, as for one that is gone: that there is one elsewhere is nobody
    else's business."""
    rows: QuerySet[Holding] = Holding.objects.select_related("person", "area", "collector").filter(_where(request))
    return rows.filter(pk=key).first()


@may_do(Action.MANAGE_PEOPLE)
@require_POST
def remove(request: HttpRequest, key: int) -> HttpResponseBase:
    """Take a role away; the page that follows offers to put it back."""
    held = _held(request, key)
    if held is None:
        return _people(request, told=words.ROLE_GONE, status=404)
    if is_overtaken(request, held.role):
        return _people(request, told=words.role_overtaken(held.person.name, str(held)), status=409)
    try:
        slip = roles.remove(held, by=_me(request))
    except NotChanged as fault:
        return _people(request, told=str(fault), status=422)
    return _people(request, told=words.removed(held.person.name, str(held)), slip=slip)


@may_do(Action.MANAGE_PEOPLE)
@require_POST
def put_back(request: HttpRequest) -> HttpResponseBase:
    """Undo taking a role away."""
    try:
        again = roles.put_back(request.POST.get("slip", ""), by=_me(request))
    except NotChanged as fault:
        return _people(request, told=str(fault), status=422)
    return _people(request, told=words.put_back(again.person.name, str(again)))


@may_do(Action.MANAGE_PEOPLE)
@require_POST
def withdraw(request: HttpRequest, key: int) -> HttpResponseBase:
    """End an invitation that nobody has taken up."""
    found = Invitation.objects.filter(_where(request), pk=key).first()
    if found is None:
        raise Http404
    inviting.withdraw(found, by=_me(request), now=timezone.now())
    return redirect("people")
