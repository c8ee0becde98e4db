"""What the pages of a draft have in common: finding it inside the scope, and who is looking."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse

from portal.editing.models import Draft
from portal.people.models import Person
from portal.people.rules import Action, may


def found(request: HttpRequest, number: int) -> Draft:
    """The draft of this number, for those who may write reports in its place. Raises Http404."""
    # Larger numbers are no key that a database could be asked for.
    if number >= 1 << 63:
        raise Http404
    draft = get_object_or_404(Draft.objects.select_related("round", "version", "area"), pk=number)
    if not may(request.user, Action.EDIT_REPORTS, draft.area_id):
        raise Http404
    return draft


def me(request: HttpRequest) -> Person:
    """Who is signed in, behind a door that lets nobody else in."""
    assert isinstance(request.user, Person)
    return request.user


def there(view: str, *place: object, mark: str = "") -> HttpResponseRedirect:
    """On to another page after a form was taken in."""
    answer = HttpResponseRedirect(reverse(view, args=place) + mark)
    answer.status_code = 303
    return answer
