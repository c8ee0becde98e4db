"""Where the national team says what a round aims at, questionnaire by questionnaire."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from portal.audit.recording import Kind, person, record
from portal.caseloads.targets import Aimed, NotSet, areas_with_their_own, round_targets, set_round_target
from portal.overview import words
from portal.people.doors import may_do
from portal.people.models import Person
from portal.people.rules import Action
from portal.people.standing import is_overtaken, stood
from portal.rounds.models import Round, Window


@may_do(Action.MANAGE_ROUNDS, national=True)
@require_http_methods(["GET", "HEAD", "POST"])
def round_targets_page(request: HttpRequest, slug: str) -> HttpResponseBase:
    """What a round aims at; what is right is kept, what is wrong is told. After the round nothing changes any more."""
    asking = get_object_or_404(Round, slug=slug)
    changeable = asking.window(timezone.now()) in {Window.NOT_YET, Window.OPEN}
    if request.method != "POST":
        return _page(request, asking, {}, changeable=changeable)
    if not changeable:
        return _page(request, asking, {}, changeable=False, status=409)
    if is_overtaken(request, _standing(round_targets(asking, _forms(asking)))):
        return _page(request, asking, {}, changeable=True, status=409, error=words.TARGETS_OVERTAKEN)
    wrong = _set(request, asking)
    if wrong:
        return _page(request, asking, wrong, changeable=True, status=422)
    response = redirect("round-targets", slug)
    response.status_code = 303
    return response


def _standing(aimed: Mapping[str, Aimed]) -> dict[str, list[int]]:
    """What the round aims at in each questionnaire, and whether it says so itself."""
    return {form: [one.people, one.own] for form, one in aimed.items()}


def _forms(asking: Round) -> list[str]:
    return list(asking.versions.values_list("form", flat=True))


def _set(request: HttpRequest, asking: Round) -> dict[str, str]:
    """Set what was changed, and write it down; gives what is wrong, by questionnaire."""
    assert isinstance(request.user, Person)
    forms = [form for form in _forms(asking) if form in request.POST]
    before, wrong = round_targets(asking, forms), dict[str, str]()
    for form in forms:
        try:
            now_set = set_round_target(asking, form, request.POST[form])
        except NotSet as fault:
            wrong[form] = str(fault)
            continue
        if now_set != (before[form].people if before[form].own else None):
            detail = {"change": f"target of the round: {now_set or 'policy'}"}
            record(Kind.ROUND_CHANGED, actor=person(request.user.pk), thing=f"{asking.slug}/{form}", detail=detail)
    return wrong


def _page(
    request: HttpRequest,
    asking: Round,
    wrong: dict[str, str],
    *,
    changeable: bool,
    status: int = 200,
    error: str = "",
) -> HttpResponse:
    versions = list(asking.versions.defer("text").order_by("form"))
    aimed, own = round_targets(asking, [one.form for one in versions]), areas_with_their_own(asking)
    context = {
        "page_title": words.ROUND_TARGETS,
        "round": asking,
        "made_up": asking.made_up,
        "changeable": changeable,
        "closed": words.TARGETS_STAY,
        "rows": [
            {
                "form": one.form,
                "title": one.title,
                "value": request.POST.get(one.form, aimed[one.form].people if aimed[one.form].own else ""),
                "hint": words.aims_at(aimed[one.form], own.get(one.form, 0)),
                "error": wrong.get(one.form, ""),
            }
            for one in versions
        ],
        "stood": stood(_standing(aimed)),
        "errors": [{"href": "#targets", "text": error}] * bool(error)
        + [{"href": f"#target-{form}", "text": text} for form, text in wrong.items()],
    }
    return render(request, "overview/targets.html", context, status=status)
