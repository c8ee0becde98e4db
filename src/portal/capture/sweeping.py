"""Forgetting on time, where nobody has set up a daily `manage.py forget`: a start page does it once a day."""

from __future__ import annotations

from datetime import date

from portal.capture import keeping
from portal.people import interest

# Each process remembers its own last day: forgetting twice does no harm, so nothing has to be agreed between them.
_swept: list[date] = []


def once_a_day(today: date) -> None:
    """Forget what is old if this process has not done so today."""
    if today in _swept:
        return
    # Noted first, so that a failing database is not asked again at every start page.
    _swept[:] = [today]
    keeping.forget(today=today)
    interest.forget(today=today)
