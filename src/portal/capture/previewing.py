"""The pages of a proposed questionnaire as respondents would meet them: nothing that is chosen there is kept."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from poet import route
from poet.instrument import Variant
from poet.instrument.faces import Dressed
from poet.instrument.overlays import STANDARD
from poet.instrument.shelf import Sort
from portal.capture import asking
from portal.capture.asking import Asked
from portal.capture.framing import FACE_FIELD, LOOK_FIELD, Frame
from portal.capture.models import Look
from portal.people.doors import may_do
from portal.people.rules import Action
from portal.questionnaires.models import Proposal
from portal.questionnaires.proposing import worn
from portal.questionnaires.words import PREVIEW

VARIANT_FIELD = "variant."


@may_do(Action.COMMENT_ON_QUESTIONNAIRES)
@require_safe
def first_page(request: HttpRequest, number: int) -> HttpResponse:
    """To the first page in the face, look and wording asked for."""
    _, dressed, variant = _asked_for(request, number)
    first = route.pages(dressed.instrument, variant)[0]
    return HttpResponseRedirect(_address(request, number, first.id, variant))


@may_do(Action.COMMENT_ON_QUESTIONNAIRES)
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, number: int, page_id: str) -> HttpResponse:
    """One page of questions. All pages come one after the other, whatever is answered, so that each is seen."""
    one, dressed, variant = _asked_for(request, number)
    way = route.pages(dressed.instrument, variant)
    at = next((at for at, page in enumerate(way) if page.id == page_id), None)
    if at is None:
        raise Http404
    if request.method == "POST":
        there = [_address(request, number, page.id, variant) for page in way[at + 1 :][:1]]
        return HttpResponseRedirect(there[0] if there else reverse("proposal", args=[number]))
    back = _address(request, number, way[at - 1].id, variant) if at else reverse("proposal", args=[number])
    opens = at == 0 or way[at - 1].section.id != way[at].section.id
    asked = Asked("preview", dressed, variant, way[at], at, len(way), back, opens, answers={})
    frame = Frame("preview", str(one), made_up=False, key="", dressed=dressed, look=_look(request))
    around = frame.context()
    context = {
        **around,
        **asking.question(asked, ""),
        "service_name": PREVIEW,
        "ways": "",
        "action": reverse("proposal-page", args=[number, page_id]),
        "hidden": {FACE_FIELD: dressed.face, LOOK_FIELD: frame.look, VARIANT_FIELD: variant.id},
        "stamp": None,
    }
    # The form's fields decide nothing and are not read; the token keeps the address from being posted to from elsewhere.
    del context["csrf_input"]
    return render(request, "capture/question.html", context)


def _asked_for(request: HttpRequest, number: int) -> tuple[Proposal, Dressed, Variant]:
    one = get_object_or_404(Proposal, pk=number)
    if one.kind == Sort.BANK.value:
        raise Http404
    there = worn(one)
    # A proposed face is looked at in itself, unless the questionnaire's own words are asked for.
    face = _said(request, FACE_FIELD) or one.face or STANDARD
    dressed = there.get(face) or there[STANDARD]
    try:
        return one, dressed, dressed.instrument.variant(_said(request, VARIANT_FIELD) or None)
    except KeyError as unknown:
        raise Http404 from unknown


def _said(request: HttpRequest, field: str) -> str:
    return request.POST.get(field) or request.GET.get(field.rstrip(".")) or ""


def _look(request: HttpRequest) -> str:
    said = _said(request, LOOK_FIELD)
    return said if said in Look.values else Look.PLAIN.value


def _address(request: HttpRequest, number: int, page_id: str, variant: Variant) -> str:
    place = reverse("proposal-page", args=[number, page_id])
    return f"{place}?face={_said(request, FACE_FIELD)}&look={_look(request)}&variant={variant.id}"
