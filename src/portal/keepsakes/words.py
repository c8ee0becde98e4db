"""Every sentence said to whoever holds a keepsake code, each with what to do next."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

KEEPSAKE = "Your keepsake code"
UNKNOWN = (
    "No answers belong to this code. Check each letter: it has 16, in four groups, without the digits 0 and 1 and without the "
    "letters i, l and o. If you have taken your answers back, or they were kept for as long as was said, they are gone."
)
TICK = "Tick the box to say that you mean it."
GONE = "Your answers are gone"
WHAT_IS_GONE = (
    "They are removed from our database for good, and will be in nothing that we issue from now on.",
    "What was published before stays as it was: it holds figures about ten people or more and nothing that leads to you.",
    "Copies that are made in case something breaks are overwritten within the time that the privacy notice says.",
)
NOT_YET = (
    "“You said, we did” is not published yet. It will stand here when your council has said what it did; come back with this "
    "code."
)


def wait(until: datetime) -> str:
    """Too many codes that are none were said."""
    return f"Too many codes were tried that are none. Try again after {timezone.localtime(until):%H:%M}."
