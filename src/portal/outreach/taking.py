"""Codes of a list are handed out once: as a table, and as letters to print."""

from __future__ import annotations

import csv
from io import StringIO
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from poet.paper.letters import Invited, Letters, letters
from portal.audit.recording import Kind, record
from portal.outreach import codes, words
from portal.outreach.list_pages import by, list_shown, one_list, thing
from portal.outreach.models import Invitation, InvitationList
from portal.outreach.wording import address_of, sheet
from portal.people.doors import may_do
from portal.people.rules import Action

KINDS = {"csv": ("codes_taken", "text/csv; charset=utf-8"), "pdf": ("letters_taken", "application/pdf")}
MOST_LETTERS = 500


@may_do(Action.TAKE_PART, area="code")
@require_POST
def take_codes(request: HttpRequest, slug: str, code: str, number: int, ending: str) -> HttpResponse:
    """The codes of a list as a file, once for each kind; whoever comes second is told why, and what to do."""
    asking, area, found = one_list(slug, code, number)
    if ending not in KINDS or found.by_mail or found.erased:
        raise Http404
    keys = list(Invitation.objects.filter(list=found).order_by("key").values_list("key", flat=True))
    if ending == "pdf" and len(keys) > MOST_LETTERS:
        return list_shown(request, asking, area, found, words.LETTERS_MANY, status=422)
    given = [(codes.code_of(key), address_of(codes.code_of(key), found.language)) for key in keys]
    content = _table(given) if ending == "csv" else _letters(found, given)
    if not _taken(request, found, ending):
        return list_shown(request, asking, area, found, words.TAKEN, status=409)
    response = HttpResponse(content, content_type=KINDS[ending][1])
    response["Content-Disposition"] = f'attachment; filename="invitations-{number}.{ending}"'
    return response


@transaction.atomic
def _taken(request: HttpRequest, found: InvitationList, ending: str) -> bool:
    """Whether it was taken just now, by this request alone."""
    name = KINDS[ending][0]
    rows: Any = InvitationList.objects.filter(pk=found.pk, **{name: None})
    if not rows.update(**{name: timezone.localdate()}):
        return False
    detail = {"what": words.LIST_CODES, "format": ending}
    record(Kind.EXPORTED, actor=by(request), thing=thing(found), area=found.link.area_id, detail=detail)
    return True


def _table(given: list[tuple[str, str]]) -> bytes:
    file = StringIO()
    rows = csv.writer(file)
    rows.writerow(("number", "code", "address"))
    rows.writerows((number, *one) for number, one in enumerate(given, 1))
    return b"\xef\xbb\xbf" + file.getvalue().encode()


def _letters(found: InvitationList, given: list[tuple[str, str]]) -> bytes:
    said = sheet(found)
    people = tuple(Invited(code, address) for code, address in given)
    return letters(Letters(said.parts, people, settings.ASSETS))
