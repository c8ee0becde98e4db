"""From an author's file to something published: checked at the upload, published once, and then it never changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from poet.exchange import xlsform_reading
from poet.instrument import Instrument, parse
from poet.instrument.bank import parse_bank
from poet.instrument.faces import Dressed, dress, undressed
from poet.instrument.overlays import STANDARD, Overlay, chain, parse_overlay
from poet.instrument.shelf import Sort, sort
from portal.people.models import Person
from portal.questionnaires import faces, publish, words
from portal.questionnaires.models import Proposal, Topic, Version
from portal.questionnaires.publish import NotPublished

LARGEST = 5_000_000
# How much room what is published has for its names.
_ROOM = {"form": 80, "version": 40, "title": 200}
_WORKBOOK = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class _Sound:
    """A file that passed every check."""

    kind: Sort
    form: str
    version: str
    title: str
    digest: str
    face: str = ""


def propose(data: bytes, name: str, *, by: Person, on: date) -> Proposal:
    """Check a file and keep it as a proposal; the same text again is the proposal that is there, open once more.

    Raises poet.instrument.Refused with every fault, NotPublished where it cannot stand beside what is published.
    """
    text, left_out = _text(data, name)
    sound = _CHECKS[sort(text)](text, name)
    if too_long := [what for what, most in _ROOM.items() if len(getattr(sound, what)) > most]:
        raise NotPublished(words.no_room(too_long[0], _ROOM[too_long[0]]))
    kept, _ = Proposal.objects.get_or_create(
        digest=sound.digest,
        defaults={
            "name": name[:120],
            "kind": sound.kind.value,
            "form": sound.form,
            "version": sound.version,
            "face": sound.face,
            "title": sound.title,
            "text": text,
            "left_out": left_out,
            "by": by,
            "on": on,
        },
    )
    if kept.withdrawn:
        kept.withdrawn = False
        kept.save(update_fields=["withdrawn"])
    return kept


def _text(data: bytes, name: str) -> tuple[str, list[str]]:
    """The file as our own format, and what another program's file holds that ours does not."""
    if len(data) > LARGEST:
        raise NotPublished(words.too_large(name, len(data), LARGEST))
    if data.startswith(_WORKBOOK):
        brought = xlsform_reading.brought(data, name)
        return brought.text, [str(loss) for loss in brought.losses]
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        raise NotPublished(words.not_text(name)) from error


def _questionnaire(text: str, name: str) -> _Sound:
    asked = parse(text, name)
    there = Version.objects.filter(form=asked.id, version=asked.version).first()
    if there is not None:
        same = there.digest == asked.digest
        raise NotPublished(words.published_already(asked.name) if same else words.version_taken(asked.name))
    if asked.follows and not Version.objects.filter(form=asked.id, version=asked.follows).exists():
        raise NotPublished(words.follows_nothing(asked.name, asked.follows))
    return _Sound(Sort.QUESTIONNAIRE, asked.id, asked.version, asked.title, asked.digest)


def _overlay(text: str, name: str) -> _Sound:
    overlay = parse_overlay(text, name)
    base = base_of(overlay.of)
    if base is None:
        raise NotPublished(words.face_of_nothing(overlay.of))
    worn = dress(base, chain(overlay.face, {**_overlays(overlay.of), overlay.face: overlay}))
    form, _, version = overlay.of.partition("/")
    return _Sound(Sort.OVERLAY, form, version, worn.instrument.title, overlay.digest, overlay.face)


def _bank(text: str, name: str) -> _Sound:
    bank = parse_bank(text, name)
    if Topic.objects.filter(digest=bank.digest).exists():
        raise NotPublished(words.published_already(f"{bank.id}/{bank.version}"))
    if clashes := list(publish.clashes(bank)):
        raise NotPublished("\n".join(clashes))
    return _Sound(Sort.BANK, bank.id, bank.version, bank.title, bank.digest)


_CHECKS = {Sort.QUESTIONNAIRE: _questionnaire, Sort.OVERLAY: _overlay, Sort.BANK: _bank}


def base_of(name: str) -> Instrument | None:
    """The questionnaire or bank with this name (`form/version`): as published, else a questionnaire as proposed last."""
    form, _, number = name.partition("/")
    kept = Version.objects.filter(form=form, version=number).first()
    if kept is not None:
        return kept.instrument
    if (topic := Topic.objects.filter(bank=form, version=number).first()) is not None:
        return topic.questions.asked
    waiting = _waiting(Sort.QUESTIONNAIRE, form, number).first()
    return parse(waiting.text, waiting.name) if waiting else None


def _waiting(kind: Sort, form: str, version: str) -> QuerySet[Proposal]:
    return Proposal.objects.filter(kind=kind.value, form=form, version=version, published=None, withdrawn=False)


def _overlays(name: str) -> dict[str, Overlay]:
    """The faces of a questionnaire: those published, and over them those proposed, the newest last."""
    form, _, number = name.partition("/")
    kept = Version.objects.filter(form=form, version=number).first()
    there = dict(faces.overlays(kept.pk)) if kept else {}
    for one in _waiting(Sort.OVERLAY, form, number).order_by("pk"):
        there[one.face] = parse_overlay(one.text, one.name)
    return there


def worn(proposal: Proposal) -> Mapping[str, Dressed]:
    """What a proposal would be asked as, by face: a questionnaire in each of its faces, an overlay in its own beside
    the questionnaire's words. A bank is asked in none."""
    if proposal.kind == Sort.BANK.value:
        asked = parse_bank(proposal.text, proposal.name)
        return {STANDARD: undressed(asked.asked)}
    name = f"{proposal.form}/{proposal.version}"
    own = proposal.kind == Sort.QUESTIONNAIRE.value
    base = parse(proposal.text, proposal.name) if own else base_of(name)
    assert base is not None, "an overlay is taken in only beside its questionnaire"
    there = _overlays(name)
    if not own:
        there[proposal.face] = parse_overlay(proposal.text, proposal.name)
    shown = [proposal.face] if not own else sorted(there)
    return {STANDARD: undressed(base), **{face: dress(base, chain(face, there)) for face in shown}}


@transaction.atomic
def publish_proposal(number: int, *, on: date) -> Proposal:
    """Publish a proposal, once. Raises Proposal.DoesNotExist, NotPublished, poet.instrument.Refused.

    A second click finds it published; of two authors who publish one version the second is told.
    """
    proposal = Proposal.objects.select_for_update().get(pk=number)
    if proposal.published:
        return proposal
    if proposal.withdrawn:
        raise NotPublished(words.WITHDRAWN)
    try:
        with transaction.atomic():
            _publish(proposal, on)
    except IntegrityError as error:
        raise NotPublished(words.version_taken(str(proposal))) from error
    proposal.published = on
    proposal.save(update_fields=["published"])
    return proposal


def _publish(proposal: Proposal, on: date) -> None:
    match Sort(proposal.kind):
        case Sort.QUESTIONNAIRE:
            _questionnaire(proposal.text, proposal.name)
            publish.publish(proposal.text, proposal.name, on=on)
        case Sort.BANK:
            publish.publish_bank(proposal.text, proposal.name, on=on)
        case Sort.OVERLAY:
            kept = Version.objects.filter(form=proposal.form, version=proposal.version).first()
            topic = Topic.objects.filter(bank=proposal.form, version=proposal.version).first()
            if kept is not None:
                publish.publish_faces(kept, {proposal.name: proposal.text}, on=on)
            elif topic is not None:
                publish.publish_bank_faces(topic, {proposal.name: proposal.text}, on=on)
            else:
                raise NotPublished(words.face_before_form(str(proposal)))


def withdraw(number: int) -> None:
    """Take a proposal back, unless it was published in the meantime. Raises NotPublished."""
    if not Proposal.objects.filter(pk=number, published=None).update(withdrawn=True):
        raise NotPublished(words.PUBLISHED_MEANWHILE)
