"""Pages of keys for other computers: which there are, making one (told once), ending one."""

from __future__ import annotations

from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.api import tokens, words
from portal.api.models import Token
from portal.api.tokens import NotMade, Wish
from portal.api.verbs import ACTIONS, Verb
from portal.councils.models import Area
from portal.pages import on_day
from portal.people.doors import may_do
from portal.people.models import Person
from portal.people.once import own_secret
from portal.people.paging import paged
from portal.people.rules import Action, extent

GET_OR_POST = ["GET", "HEAD", "POST"]
EVERYWHERE = "everywhere"
SORTED = {
    "name": ("name",),
    "place": ("area__name", "name"),
    "until": ("expires",),
    "seen": ("last_seen",),
}


def _me(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)
    return request.user


def _mine_to_end(request: HttpRequest) -> QuerySet[Token]:
    """One's own keys, and all that are good where one manages people."""
    where = extent(request.user, Action.MANAGE_PEOPLE)
    others = Q() if where.everywhere else Q(person=_me(request)) | Q(area__in=where.areas)
    return Token.objects.filter(others).select_related("person", "area")


@may_do(Action.ENTER_RETURNS)
@require_safe
def keys(request: HttpRequest) -> HttpResponse:
    """The keys there are, newest first, or sorted as asked."""
    now = timezone.now()
    listed = paged(request, _mine_to_end(request), SORTED)
    rows = [
        {
            "key": one.pk,
            "name": one.name,
            "maker": one.person.name,
            "place": one.area.name if one.area else words.WHEREVER,
            "verbs": [words.VERBS[Verb(verb)] for verb in one.verbs],
            "good": words.ENDED if one.revoked else words.expired(one.expires, now),
            "seen": on_day(one.last_seen) if one.last_seen else words.NEVER_USED,
            "alive": one.revoked is None and one.expires > now,
        }
        for one in listed.rows
    ]
    return render(request, "api/keys.html", {"page_title": words.TOKENS_TITLE, "list": listed, "rows": rows})


class KeyForm(forms.Form):
    """A key that somebody wants. What can be chosen is what they may do themselves."""

    name = forms.CharField(max_length=80, error_messages={"required": words.NAME, "max_length": words.NAME})
    place = forms.ChoiceField(error_messages={"required": words.PLACE, "invalid_choice": words.PLACE})
    verbs = forms.MultipleChoiceField(
        error_messages={"required": words.NO_VERB, "invalid_choice": words.NO_VERB},
        choices=[(verb.value, words.VERBS[verb]) for verb in Verb],
    )
    days = forms.IntegerField(
        min_value=1,
        max_value=tokens.LONGEST.days,
        initial=tokens.STANDARD.days,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), words.DAYS),
    )

    def __init__(self, by: Person, *args: object) -> None:
        super().__init__(*args)  # type: ignore[arg-type]
        where = [extent(by, action) for action in ACTIONS.values()]
        everywhere = any(one.everywhere for one in where)
        codes = {code for one in where for code in one.areas}
        areas = Area.objects.all() if everywhere else Area.objects.filter(pk__in=codes)
        place = self.fields["place"]
        assert isinstance(place, forms.ChoiceField)
        place.choices = [
            ("", words.CHOOSE),
            *([(EVERYWHERE, words.WHEREVER)] if everywhere else []),
            *((area.pk, area.name) for area in areas),
        ]

    def wish(self) -> Wish:
        """What is wanted, once the form is sound."""
        said = self.cleaned_data
        area = None if said["place"] == EVERYWHERE else Area.objects.get(pk=said["place"])
        return Wish(said["name"], area, [Verb(verb) for verb in said["verbs"]], said["days"])


@may_do(Action.ENTER_RETURNS)
@require_http_methods(GET_OR_POST)
@sensitive_variables("token")
def new(request: HttpRequest) -> HttpResponse:
    """Make a key. It stands on the page that follows, on that of a second click too, and nowhere ever after."""
    form = KeyForm(_me(request), request.POST or None)
    if request.method == "POST" and form.is_valid():
        wish = form.wish()
        try:
            token = tokens.make(wish, by=_me(request), now=timezone.now(), secret=own_secret(request))
        except NotMade as fault:
            form.add_error("verbs", str(fault))
        else:
            return render(request, "api/made.html", {"page_title": words.MADE_TITLE, "token": token, "name": wish.name})
    chosen = request.POST.getlist("verbs")
    verbs = [{"code": verb.value, "text": words.VERBS[verb], "on": verb.value in chosen} for verb in Verb]
    context = {"page_title": words.NEW_TITLE, "form": form, "verbs": verbs}
    return render(request, "api/new.html", context, status=422 if request.method == "POST" else 200)


@may_do(Action.ENTER_RETURNS)
@require_POST
def end(request: HttpRequest, number: int) -> HttpResponseBase:
    """End a key at once."""
    tokens.revoke(get_object_or_404(_mine_to_end(request), pk=number), by=_me(request), now=timezone.now())
    return redirect("api-keys")
