"""Who wants no more e-mails, or whose e-mails come back: kept by a keyed digest for an area, and found again by it alone."""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64encode

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse

from portal.councils import scope
from portal.councils.models import Area
from portal.outreach.models import Silence
from portal.outreach.vouchers import keyed

_DIGEST, _SIGNATURE = 18, 9  # bytes: nobody finds an address by trying, nobody makes up a link
_BETWEEN = "."


def digest_of(area: str, address: str) -> str:
    """What an address in an area (its code) is known by; without the installation's secret it leads to none."""
    return urlsafe_b64encode(keyed("silence", area, address.strip().casefold())[:_DIGEST]).decode()


def is_silent(area: str, address: str) -> bool:
    """Whether nothing more is sent to the address for this area."""
    return Silence.objects.filter(digest=digest_of(area, address)).exists()


def silence(area: str, digest: str, why: Silence.Why) -> bool:
    """Send nothing more there; whether it is news. Who asked stays somebody who asked."""
    try:
        with transaction.atomic():
            Silence.objects.create(digest=digest, area_id=area, why=why)
    except IntegrityError:
        return False
    return True


def link_for(area: str, address: str) -> str:
    """Where whoever reads a letter to this address asks for no more: it says neither the address nor the invitation."""
    return settings.SITE + reverse("silence", args=[token_of(area, digest_of(area, address))])


def token_of(area: str, digest: str) -> str:
    """An area and a digest, signed."""
    return _BETWEEN.join((area, digest, _signature(area, digest)))


@scope.everywhere("a link to be written to no more is opened: its area is known by then")
def read(token: str) -> tuple[Area, str] | None:
    """The area and the digest of a token; None for one that was never given out."""
    code, _, rest = token.partition(_BETWEEN)
    digest, _, signature = rest.partition(_BETWEEN)
    if not hmac.compare_digest(signature.encode(), _signature(code, digest).encode()):
        return None
    area = Area.objects.filter(pk=code).first()
    return (area, digest) if area else None


def _signature(area: str, digest: str) -> str:
    return urlsafe_b64encode(keyed("silence link", area, digest)[:_SIGNATURE]).decode()
