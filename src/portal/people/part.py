"""How much of an area's work somebody sees: all of it, or, as a collector, what came by their organisation or themselves."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from portal.people.models import Person
from portal.people.rules import RULES, Action, Extent, Role


@dataclass(frozen=True, slots=True)
class Part:
    """`whole` is where everything is seen; elsewhere it is what stands under these organisations (their keys by area) or
    under the person."""

    whole: Extent
    organisations: frozenset[tuple[str, int]]
    person: int

    def of_organisations(self, area: str) -> frozenset[int]:
        """The organisations for which somebody works in an area."""
        return frozenset(key for code, key in self.organisations if code == area)

    def acts_for(self, area: str) -> int | None:
        """For which organisation something new is: None for the council itself, and for a collector of several, whose work
        is then their own."""
        theirs = self.of_organisations(area)
        return next(iter(theirs)) if len(theirs) == 1 and not self.whole.holds(area) else None

    def rows(self, by: str) -> Q:
        """Which rows of a model with an area and a collector are seen; `by` is its field for who began it."""
        if self.whole.everywhere:
            return Q()
        own = Q(**{f"{by}_id": self.person}) | Q(collector__in={key for _, key in self.organisations})
        return Q(area__in=self.whole.areas) | own


def part(person: Person, action: Action) -> Part:
    """What of the work that this action is about somebody sees."""
    held = [one for one in person.holdings if person.is_active and action in RULES[Role(one.role)].may]
    whole = [one.area_id for one in held if one.role != Role.COLLECTOR]
    return Part(
        Extent(None in whole, frozenset(code for code in whole if code)),
        frozenset((one.area_id, one.collector_id) for one in held if one.area_id and one.collector_id),
        person.pk,
    )
