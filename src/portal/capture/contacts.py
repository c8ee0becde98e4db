"""Where a council says whom its people can talk to: shown to whoever presses "I need help now" at one of its links."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from portal.audit.recording import Kind, person, record
from portal.capture import words
from portal.capture.helping import lines
from portal.councils.models import Area, Contact
from portal.people.doors import may_do
from portal.people.rules import Action
from portal.people.standing import differing, is_overtaken, overtaken_errors, stood

FIELDS = {"name": 120, "phone": 30, "email": 254, "href": 300}
_PHONE = re.compile(r"\+?[0-9][0-9 ]{2,28}")


@may_do(Action.MANAGE_AREAS, area="code")
@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: HttpRequest, code: str) -> HttpResponse:
    """The council's contact; sending it empty removes it."""
    area = get_object_or_404(Area, pk=code)
    kept = Contact.objects.filter(area=area).first()
    now_set = {name: getattr(kept, name, "") for name in FIELDS}
    if request.method != "POST":
        return _page(request, area, now_set, kept)
    said = {name: " ".join(request.POST.get(name, "").split())[: most + 1] for name, most in FIELDS.items()}
    if is_overtaken(request, now_set) and (at := differing(said, now_set)):
        return _page(request, area, said, kept, at, 409)
    if errors := _errors(said):
        return _page(request, area, said, kept, errors, 422)
    if any(said.values()):
        Contact.objects.update_or_create(area=area, defaults={**said, "changed": timezone.localdate()})
    else:
        Contact.objects.filter(area=area).delete()
    change = {"change": "help contact"}
    assert request.user.is_authenticated
    record(Kind.ORGANISATION_CHANGED, actor=person(request.user.pk), thing=area.pk, area=area.pk, detail=change)
    response = HttpResponseRedirect(reverse("help-contact", args=[code]))
    response.status_code = 303
    return response


def _errors(said: dict[str, str]) -> dict[str, str]:
    """What is wrong, by field. Nothing at all is fine: then there is no contact."""
    if not any(said.values()):
        return {}
    found = {name: words.CONTACT_LONG for name, most in FIELDS.items() if len(said[name]) > most}
    if not said["name"]:
        found["name"] = words.CONTACT_NAME
    if said["phone"] and not _PHONE.fullmatch(said["phone"]):
        found["phone"] = words.CONTACT_PHONE
    if said["email"] and not _is_email(said["email"]):
        found["email"] = words.CONTACT_EMAIL
    if said["href"] and not _is_page(said["href"]):
        found["href"] = words.CONTACT_PAGE
    if not (said["phone"] or said["email"] or said["href"]):
        found["phone"] = words.CONTACT_WAY
    return found


def _is_email(said: str) -> bool:
    try:
        validate_email(said)
    except ValidationError:
        return False
    return True


def _is_page(said: str) -> bool:
    """Whether this is a web page's address and no script."""
    try:
        parts = urlsplit(said)
    except ValueError:
        return False
    return parts.scheme == "https" and "." in parts.netloc and said.isprintable() and " " not in said


def _page(
    request: HttpRequest,
    area: Area,
    said: dict[str, str],
    kept: Contact | None,
    errors: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    found = errors or {}
    labels = zip(FIELDS, words.CONTACT_LABELS, words.CONTACT_HINTS, strict=True)
    context = {
        "page_title": words.contact_of(area.name),
        "errors": overtaken_errors(found, dict(zip(FIELDS, words.CONTACT_LABELS, strict=True)))
        if status == 409
        else [{"href": f"#{name}", "text": text} for name, text in found.items()],
        "stood": stood({name: getattr(kept, name, "") for name in FIELDS}),
        "fields": [(name, label, hint, said[name], found.get(name, "")) for name, label, hint in labels],
        "changed": kept.changed if kept else None,
        "national": [(line.who, line.number, line.source, line.noted) for line in lines().values()],
        "back": reverse("area", args=[area.pk]),
    }
    return render(request, "capture/contact.html", context, status=status)
