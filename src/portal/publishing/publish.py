"""A signed report is made ready for the public, goes out when its files are drawn, and is taken back: each in one transaction.

Consent is asked three times: when it is decided to publish, when the files are ready (a council may have changed its mind
meanwhile), and whenever a council changes an answer. The last two hold the round's row, so that one of them comes first.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

import msgspec
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from poet.protect.ledger import LedgerBroken, Overtaken
from poet.report import Report
from poet.report.model import Published
from portal.audit.recording import PORTAL, Kind, person, record
from portal.capture.models import Response
from portal.councils import scope
from portal.councils.models import Area
from portal.editing.inserting import canonical
from portal.editing.inserting import digest as digested
from portal.people.models import Person
from portal.publishing import words
from portal.publishing.identifying import Identified, identified
from portal.publishing.models import Publication, Told
from portal.publishing.opening import noise_stands
from portal.publishing.opening_words import BY_NOISE
from portal.publishing.permitting import Missing, missing
from portal.publishing.printed_again import to_be_asked
from portal.publishing.releasing import told_to_everybody
from portal.questionnaires.models import Version
from portal.reporting.passing_on import NotPassedOn
from portal.rounds.models import Round


class Signed(Protocol):
    """What two parties signed: as `portal.editing.edition.Edition` is. `digest` is the SHA-256 of `canonical(report)`."""

    @property
    def draft(self) -> int | None: ...  # noqa: D102 (a row of a record)
    @property
    def kind(self) -> str: ...  # noqa: D102
    @property
    def round_id(self) -> int: ...  # noqa: D102
    @property
    def area_id(self) -> str | None: ...  # noqa: D102
    @property
    def region(self) -> str | None: ...  # noqa: D102
    @property
    def digest(self) -> str: ...  # noqa: D102
    @property
    def report(self) -> Report: ...  # noqa: D102
    @property
    def signed(self) -> Collection[object]: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Refused:
    """One reason why a report is not published: which council (its name, or "" where it is none) and why."""

    who: str
    why: str


class NotPublished(Exception):
    """A report that cannot be published; `reasons` say who has to do what."""

    def __init__(self, *reasons: Refused) -> None:
        super().__init__("\n".join(f"{one.who}: {one.why}" if one.who else one.why for one in reasons))
        self.reasons = reasons


class NotReleased(NotPublished):
    """Nobody's consent is missing: what it prints may not be told to the public, or cannot be written down now."""


@scope.everywhere("publishing a report")
@transaction.atomic
def publish(edition: Signed, *, by: Person | None, at: datetime, replaces: Publication | None = None) -> Publication:
    """Make a signed report ready to go out: its files are drawn next (`drawing`). Raises NotPublished.

    `by` None is the portal itself, which issues again what a council no longer agrees to being named in."""
    asking = Round.objects.select_for_update().get(pk=edition.round_id)
    _checked(edition)
    _refuse_beside_noise(asking)
    found = known_in(edition.report, asking, owner=edition.area_id, region=edition.region or "")
    asked = to_be_asked(edition.report, found.every, owner=edition.area_id)
    refuse(missing(asking, edition.kind, asked, owner=edition.area_id, at=at))
    one = _kept(edition, asking, by=by, at=at, replaces=replaces)
    Told.objects.bulk_create(
        Told(publication=one, area_id=code, named=code in found.named) for code in sorted(found.every)
    )
    actor = person(by.pk) if by else PORTAL
    record(
        Kind.PUBLISHED,
        actor=actor,
        thing=f"publication:{one.pk}",
        area=one.area_id or "",
        detail={"what": f"report, {one.kind}"},
        at=at,
    )
    return one


def _checked(edition: Signed) -> None:
    """Whether it is what was signed, and not out already. Raises NotPublished."""
    if digested(edition.report) != edition.digest:
        raise NotPublished(Refused("", words.OTHER_THAN_SIGNED))
    if not edition.signed:
        raise NotPublished(Refused("", words.NOBODY_SIGNED))
    if Publication.objects.filter(digest=edition.digest, round_id=edition.round_id, withdrawn__isnull=True).exists():
        raise NotPublished(Refused("", words.OUT_ALREADY))


def refuse(lacking: Collection[Missing]) -> None:
    """Raise NotPublished with who has not agreed to what, if anybody has not."""
    if lacking:
        names = dict(Area.objects.filter(pk__in=[one.area for one in lacking]).values_list("pk", "name"))
        told = sorted((names[one.area], one) for one in lacking)
        raise NotPublished(*(Refused(name, words.NOT_AGREED[one.use]) for name, one in told))


@scope.everywhere("which councils can be known in a report")
def known_in(report: Report, asking: Round, *, owner: str | None, region: str) -> Identified:
    """The councils that can be known in a report on a round."""
    names = dict(Area.objects.values_list("code", "name"))
    return identified(report, names, owner=owner, told_of=told_of(report, asking, owner=owner, region=region))


def told_of(report: Report, asking: Round, *, owner: str | None, region: str) -> frozenset[str]:
    """The councils whose answers are in a report, by code. Raises OutOfScope."""
    if owner:
        return frozenset({owner})
    form, _, version = report.source.instrument.partition("/")
    answers = Response.objects.filter(round=asking, version__form=form, version__version=version)
    if region:
        answers = answers.filter(area__region=region)
    return frozenset(answers.order_by().values_list("area_id", flat=True).distinct())


def _kept(
    edition: Signed, asking: Round, *, by: Person | None, at: datetime, replaces: Publication | None
) -> Publication:
    report, region = edition.report, edition.region or ""
    form = report.source.instrument.partition("/")[0]
    place = edition.area_id or slugify(region) or "england"
    return Publication.objects.create(
        address=_free(slugify(f"{place}-{edition.kind}-{form}-{asking.slug}")[:150]),
        kind=edition.kind,
        round=asking,
        area_id=edition.area_id,
        region=region or (Area.objects.get(pk=edition.area_id).region if edition.area_id else ""),
        form=form,
        respondents=_respondents(report),
        year=asking.year or asking.opens.year,
        title=report.title,
        subtitle=report.subtitle,
        language=report.language,
        made_up=report.made_up or asking.made_up,
        draft=edition.draft,
        digest=edition.digest,
        report=canonical(report),
        publisher=settings.PUBLISHER,
        licence=report.licence or settings.LICENCE,
        by=by,
        asked=at,
        replaces=replaces,
        reissue=replaces is not None,
    )


def _respondents(report: Report) -> str:
    form, _, version = report.source.instrument.partition("/")
    kept = Version.objects.filter(form=form, version=version).first()
    return kept.instrument.respondents if kept else form


def _free(address: str) -> str:
    """The address, or with a number behind it where it is taken: what was once public keeps its place for ever."""
    return next(one for one in _numbered(address) if not Publication.objects.filter(address=one).exists())


def _numbered(address: str) -> Iterator[str]:
    yield address
    number = 2
    while True:
        yield f"{address}-{number}"
        number += 1


def shown(one: Publication) -> Report:
    """The report as it goes out: what was signed, with who publishes it, since when, where, and under which licence."""
    # The day on which it was decided: files drawn over midnight say the same as the page.
    day = timezone.localdate(one.asked).isoformat()
    known = Published(words.publishers(one), day, f"{settings.SITE}/reports/{one.address}/", one.digest)
    return msgspec.structs.replace(signed(one), published=known, licence=one.licence)


def signed(one: Publication) -> Report:
    """The report as it was signed."""
    return msgspec.json.decode(bytes(one.report), type=Report)


@scope.everywhere("letting a report out whose files are ready")
@transaction.atomic
def release(one: Publication, *, at: datetime) -> Publication:
    """Let a report out, if everybody who can be known in it still agrees, and the ledger may tell it to the public. Raises
    NotPublished."""
    Round.objects.select_for_update().get(pk=one.round_id)
    kept = Publication.objects.get(pk=one.pk)
    if kept.published or kept.withdrawn:
        return kept
    asked = to_be_asked(signed(kept), known(kept), owner=kept.area_id)
    refuse(missing(kept.round, kept.kind, asked, owner=kept.area_id, at=at))
    _refuse_beside_noise(kept.round)
    _ledgered(kept)
    kept.published = at
    kept.save(update_fields=["published"])
    return kept


def _refuse_beside_noise(asking: Round) -> None:
    """Raise NotReleased where everybody is given the round's figures with noise."""
    if noise_stands(asking):
        raise NotReleased(Refused("", BY_NOISE))


def _ledgered(one: Publication) -> None:
    """What it prints of people is told to the public from now on. Raises NotReleased."""
    try:
        told_to_everybody(signed(one), one.round, one.region if one.area_id is None else "")
    except NotPassedOn as fault:
        raise NotReleased(Refused("", str(fault))) from fault
    except (Overtaken, LedgerBroken) as fault:
        raise NotReleased(Refused("", words.NOT_IN_THE_LEDGER)) from fault


def known(one: Publication) -> frozenset[str]:
    """The codes of the areas that can be known in a publication. Raises OutOfScope."""
    return frozenset(Told.objects.filter(publication=one).values_list("area_id", flat=True))
