"""Removing the demonstration rounds with all that was made up for them."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction

from portal.capture.models import Response
from portal.editing.models import Draft
from portal.issuing.models import Run
from portal.publishing.models import Content, Face, Publication, Withdrawal
from portal.rounds.models import Link, Participation, Round


@transaction.atomic
def clear(slugs: Collection[str]) -> None:
    """Remove these rounds; what was written into the audit log and into the release ledger stays there."""
    for asking in Round.objects.filter(slug__in=slugs):
        published = Publication.objects.filter(round=asking)
        Withdrawal.objects.filter(address__in=list(published.values_list("address", flat=True))).delete()
        for made in (published, *(kind.objects.filter(round=asking) for kind in (Draft, Run, Response, Link))):
            made.delete()
        Participation.objects.filter(round=asking).delete()
        asking.delete()
    Content.objects.exclude(pk__in=Face.objects.values("content_id")).delete()
