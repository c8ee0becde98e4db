"""The national pages of records: approvals of a round, and memberships."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from portal.audit.recording import Kind, person, record
from portal.nation import approvals, words
from portal.nation.models import Approval, Basis, Membership
from portal.people.doors import may_do
from portal.people.models import Person
from portal.people.paging import paged
from portal.people.rules import Action
from portal.rounds.models import Round

GET_OR_POST = ["GET", "HEAD", "POST"]
_DAY = {"type": "date"}
SORTED = {"council": ("area__name", "first"), "scheme": ("scheme", "area__name"), "first": ("first", "area__name")}


class _Days(forms.ModelForm):  # type: ignore[type-arg]  # the stubs' parameter does not exist when it runs
    """A form that knows that the last day is not before the first."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        for one in self.fields.values():
            if isinstance(one, forms.ModelChoiceField):
                one.empty_label = words.CHOOSE

    def clean(self) -> dict[str, Any]:
        """Both days together."""
        said = super().clean() or self.cleaned_data
        first, last = said.get("first"), said.get("last")
        if first and last and last < first:
            self.add_error("last", words.LAST_BEFORE_FIRST)
        return said


class ApprovalForm(_Days):
    """A new approval."""

    basis = forms.ChoiceField(choices=[("", words.CHOOSE), *Basis.choices])

    class Meta:
        """Its fields in the order of the page."""

        model = Approval
        fields = ("basis", "statement", "reference", "approved_by", "first", "last")
        widgets: ClassVar = {"first": forms.DateInput(_DAY), "last": forms.DateInput(_DAY)}

    def clean(self) -> dict[str, Any]:
        """An ethics committee has a number."""
        said = super().clean()
        if said.get("basis") == Basis.ETHICS and not said.get("reference"):
            self.add_error("reference", words.NO_REFERENCE)
        return said


class MembershipForm(_Days):
    """A new membership."""

    class Meta:
        """Its fields in the order of the page."""

        model = Membership
        fields = ("area", "scheme", "first", "last")
        widgets: ClassVar = {"first": forms.DateInput(_DAY), "last": forms.DateInput(_DAY)}


@may_do(Action.MANAGE_ROUNDS, national=True)
@require_http_methods(GET_OR_POST)
def round_approvals(request: HttpRequest, slug: str) -> HttpResponseBase:
    """What a round may be used for, whether the gate for research is open, and a form for one more approval."""
    asking, now = get_object_or_404(Round, slug=slug), timezone.now()
    assert isinstance(request.user, Person)
    form = ApprovalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = form.save(commit=False)
        made.round = asking
        approvals.keep(made, by=request.user, now=now)
        return redirect("round-approvals", slug)
    today = timezone.localdate(now)
    listed = paged(request, Approval.objects.filter(round=asking))
    context = {
        "page_title": words.APPROVALS,
        "round": asking,
        "made_up": asking.made_up,
        "list": listed,
        "rows": [(one, one.holds(today)) for one in listed.rows],
        "gate": words.gate(
            approvals.research_approval(asking, today), len(approvals.areas_for_research(asking, at=now))
        ),
        "empty": words.NO_APPROVALS,
        "form": form,
    }
    return render(request, "nation/approvals.html", context, status=422 if form.errors else 200)


@may_do(Action.MANAGE_ROUNDS, national=True)
@require_POST
def end_approval(request: HttpRequest, slug: str, key: int) -> HttpResponse:
    """An approval is taken back from today on."""
    assert isinstance(request.user, Person)
    found = get_object_or_404(Approval.objects.select_related("round"), pk=key, round__slug=slug)
    approvals.end(found, by=request.user, on=timezone.localdate())
    return redirect("round-approvals", slug)


@may_do(Action.MANAGE_ROUNDS, national=True)
@require_http_methods(GET_OR_POST)
def memberships(request: HttpRequest) -> HttpResponseBase:
    """Which councils are members of a scheme: written down for the national team, and asked by nothing."""
    assert isinstance(request.user, Person)
    form = MembershipForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = form.save()
        detail = {"change": f"membership {made.pk} kept"}
        record(
            Kind.ORGANISATION_CHANGED,
            actor=person(request.user.pk),
            thing=f"area:{made.area_id}",
            area=made.area_id,
            detail=detail,
        )
        return redirect("memberships")
    listed = paged(request, Membership.objects.select_related("area"), SORTED)
    context = {
        "page_title": words.MEMBERSHIPS,
        "list": listed,
        "blocks_nothing": words.BLOCKS_NOTHING,
        "empty": words.NO_MEMBERSHIPS,
        "form": form,
    }
    return render(request, "nation/memberships.html", context, status=422 if form.errors else 200)
