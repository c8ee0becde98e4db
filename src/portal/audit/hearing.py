"""What the rooms below do is written down here: they send a signal and know nothing of the log."""

from __future__ import annotations

from typing import Any

from portal.audit.recording import OPERATOR, Kind, record
from portal.councils.models import Area
from portal.councils.recoding import changed


def begin() -> None:
    """Hear from now on."""
    changed.connect(_heard, dispatch_uid="audit")


def _heard(area: Area, changed: str, **_: Any) -> None:
    detail = {"change": changed}
    record(Kind.ORGANISATION_CHANGED, actor=OPERATOR, thing=f"area:{area.pk}", area=area.pk, detail=detail)
