"""Which plan an address names, and who may read it: the council's own people, and the national team where it was opened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest

from portal.audit.recording import Kind, person, record
from portal.councils.models import Area
from portal.engagement.models import Plan
from portal.people.models import Person
from portal.people.rules import Action as May
from portal.people.rules import extent
from portal.questionnaires.models import Version
from portal.reporting.views import asked_for
from portal.rounds.models import Round


@dataclass(frozen=True, slots=True)
class Place:
    """An area after a questionnaire of a round, with its plan once there is one."""

    round: Round
    area: Area
    version: Version
    plan: Plan | None

    @property
    def words(self) -> list[str]:
        """What the addresses of its pages are filled with."""
        return [self.round.slug, self.area.pk, self.version.form]

    def kept(self) -> Plan:
        """Its plan, made where there is none yet."""
        made, _ = Plan.objects.get_or_create(round=self.round, area=self.area, version=self.version)
        return made


def _at(slug: str, code: str, form: str) -> Place:
    named = Plan.objects.filter(round__slug=slug, area=code, version__form=form).select_related(
        "round", "area", "version"
    )
    plan = named.defer("version__text").first()
    if plan is not None:
        return Place(plan.round, plan.area, plan.version, plan)
    return Place(*asked_for(slug, code, form), None)


def read(request: HttpRequest, slug: str, code: str, form: str) -> Place:
    """What an address names, for whoever may read it. Raises Http404 and PermissionDenied."""
    place = _at(slug, code, form)
    if not is_own(request, code) and not _is_opened(request, place):
        raise PermissionDenied
    return place


def written(request: HttpRequest, slug: str, code: str, form: str) -> Place:
    """What an address names, for the council's own people who may change it. Raises Http404 and PermissionDenied."""
    if not writes(request, code):
        raise PermissionDenied
    return _at(slug, code, form)


def is_own(request: HttpRequest, code: str) -> bool:
    """Whether somebody belongs to the council itself."""
    return code in extent(request.user, May.SEE_RESULTS).areas


def writes(request: HttpRequest, code: str) -> bool:
    """Whether somebody may change the plan: for the council itself only, whatever they may do in the whole country."""
    return code in extent(request.user, May.TAKE_PART).areas


def _is_opened(request: HttpRequest, place: Place) -> bool:
    national = extent(request.user, May.SEE_TALLIES).everywhere
    return national and place.plan is not None and place.plan.opened is not None


def me(request: HttpRequest) -> Person:
    """Whoever is signed in."""
    assert isinstance(request.user, Person)
    return request.user


def log(by: Person, place: Place, change: str) -> None:
    """Write a change into the audit log: what was done, never what was said."""
    record(
        Kind.ENGAGEMENT_CHANGED,
        actor=person(by.pk),
        thing=f"plan:{place.round.slug}/{place.version.form}"[:80],
        area=place.area.pk,
        detail={"change": change[:120]},
    )


@transaction.atomic
def open_to_nation(place: Place, *, by: Person, at: datetime | None) -> Plan:
    """Let the national team read the plan from now on, or (with None) no longer."""
    plan = place.kept()
    plan.opened = at
    plan.save(update_fields=["opened"])
    log(by, place, "opened to the national team" if at else "closed to the national team")
    return plan
