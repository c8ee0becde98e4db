"""The questionnaire of a link as sheets to print, in the face and size asked for."""

from __future__ import annotations

from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from poet.instrument.faces import Dressed
from poet.paper import LARGE, STANDARD_SIZE, Print, sheets
from portal.capture.models import Look
from portal.capture.visit import at_link, visit
from portal.people.doors import open_to_all


@open_to_all
@require_safe
@at_link
def paper(request: HttpRequest, token: str) -> HttpResponse:
    """The PDF; large print where that is the look, or `size=18` is asked for."""
    come = visit(request, token)
    if isinstance(come, HttpResponse):
        return come
    large = request.GET.get("size") == str(LARGE) or come.look == Look.LARGE
    size = LARGE if large else STANDARD_SIZE
    pdf = _drawn(come.dressed, come.place.variant_id, size, come.place.area, come.place.area_code)
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{come.dressed.base.id}-{come.dressed.face}-{size}pt.pdf"'
    return response


@lru_cache(maxsize=64)
def _drawn(dressed: Dressed, variant: str, size: int, area: str, area_code: str) -> bytes:
    """Drawn once for an area: the questions of a face do not change."""
    return sheets(Print(dressed, dressed.instrument.variant(variant), settings.ASSETS, size, area, area_code))
