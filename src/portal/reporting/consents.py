"""What an area has agreed to, as this room asks it. Until somebody has said yes the answer is no."""

from __future__ import annotations

from collections.abc import Collection

from django.utils import timezone

from portal.councils import scope
from portal.rounds.consent import consenting_areas
from portal.rounds.models import Round
from portal.rounds.statements import Use


@scope.everywhere("which councils let others see their figures")
def agreed_to_be_compared(asking: Round, areas: Collection[str]) -> frozenset[str]:
    """Which of these areas (by code) let other councils see figures that are recognisably theirs, now."""
    return consenting_areas(asking, Use.RESULTS_TO_OTHER_COUNCILS, at=timezone.now(), among=areas)
