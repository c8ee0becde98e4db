"""From a folder of questionnaire files to published versions; files that changed since are refused."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from django.db import transaction

from poet.instrument import Instrument, load, parse
from poet.instrument.bank import Bank, parse_bank
from poet.instrument.faces import dress
from poet.instrument.overlays import Overlay, chain, parse_overlay
from poet.instrument.shelf import BANK
from portal.questionnaires import faces, words
from portal.questionnaires.models import Face, Topic, TopicFace, Version

REGISTER = "published.toml"


class NotPublished(Exception):
    """A folder of questionnaires that is refused whole; the message says which file and what to do."""


def publish(text: str, name: str, *, on: date) -> Version:
    """Keep one questionnaire as published. Raises poet.instrument.Refused, NotPublished.

    The same text again is the version that is there; another text under the same name is refused.
    """
    instrument = parse(text, name)
    kept = Version.objects.filter(form=instrument.id, version=instrument.version).first()
    if kept is None:
        return _kept(instrument, text, on)
    if kept.digest != instrument.digest:
        raise NotPublished(words.changed(instrument.name))
    return kept


def _kept(instrument: Instrument, text: str, on: date) -> Version:
    return Version.objects.create(
        form=instrument.id,
        version=instrument.version,
        title=instrument.title,
        digest=instrument.digest,
        text=text,
        published=on,
    )


def publish_faces(version: Version, texts: Mapping[str, str], *, on: date) -> list[Face]:
    """Keep overlays (texts by the name faults call them) as faces of a version, all or none; the same words again are
    those that are there. Raises poet.instrument.Refused.
    """
    overlays = {text: parse_overlay(text, name) for name, text in texts.items()}
    there = faces.overlays(version.pk)
    for overlay in overlays.values():
        dress(version.instrument, chain(overlay.face, {**there, **{one.face: one for one in overlays.values()}}))
    with transaction.atomic():
        kept = [_face(version, overlay, text, on) for text, overlay in overlays.items()]
    faces.forget()
    return kept


def _face(version: Version, overlay: Overlay, text: str, on: date) -> Face:
    made, _ = Face.objects.get_or_create(
        version=version, digest=overlay.digest, defaults={"face": overlay.face, "text": text, "published": on}
    )
    return made


@transaction.atomic
def publish_bank(text: str, name: str, *, on: date) -> Topic:
    """Keep a bank's text; the same text again is the one that is there. Raises poet.instrument.Refused, NotPublished.

    An id of a question means one question for ever: neither another bank nor another text of the same one may use it
    for anything else, so that councils' answers to it can be counted together.
    """
    bank = parse_bank(text, name)
    kept = Topic.objects.filter(digest=bank.digest).first()
    if kept is not None:
        return kept
    if found := list(clashes(bank)):
        raise NotPublished("\n".join(found))
    return Topic.objects.create(
        bank=bank.id, version=bank.version, title=bank.title, digest=bank.digest, text=text, published=on
    )


def clashes(bank: Bank) -> Iterator[str]:
    """Every id of the bank that stands for something else already, each in a sentence."""
    own = {item.id.casefold(): item for item in bank.items}
    for topic in Topic.objects.defer("text"):
        for item in topic.questions.items:
            mine = own.get(item.id.casefold())
            if mine is not None and topic.bank != bank.id:
                yield words.in_another_bank(item.id, topic.title)
            elif mine is not None and mine != item:
                yield words.changed_in_bank(item.id, topic.version)
        if topic.bank == bank.id and topic.version == bank.version:
            yield words.changed(str(topic))


def publish_folder(folder: Path, *, on: date) -> list[Version]:
    """Publish every version that the folder's register lists, with its faces, and every bank, all or none.

    Raises NotPublished, poet.instrument.Refused.
    """
    digests = register(folder)
    files = {name: folder / f"{name}.toml" for name in digests}
    for name, file in files.items():
        if not file.is_file():
            raise NotPublished(words.no_file(name, REGISTER))
        if load(file).digest != digests[name]:
            raise NotPublished(words.changed(name))
    with transaction.atomic():
        versions = [publish(files[name].read_text(encoding="utf-8"), name, on=on) for name in sorted(files)]
        for version in versions:
            publish_faces(version, _face_texts(folder, version), on=on)
        for name, text in _bank_texts(folder).items():
            publish_bank_faces(publish_bank(text, name, on=on), _bank_face_texts(folder, name), on=on)
    return versions


def publish_bank_faces(topic: Topic, texts: Mapping[str, str], *, on: date) -> list[TopicFace]:
    """Keep overlays (texts by the name faults call them) as faces of a bank, all or none; the same words again are those
    that are there. Raises poet.instrument.Refused.
    """
    overlays = {text: parse_overlay(text, name) for name, text in texts.items()}
    for overlay in overlays.values():
        dress(topic.questions.asked, [overlay])
    with transaction.atomic():
        kept = [
            TopicFace.objects.get_or_create(
                topic=topic, digest=one.digest, defaults={"face": one.face, "text": text, "published": on}
            )[0]
            for text, one in overlays.items()
        ]
    faces.forget()
    return kept


def _bank_face_texts(folder: Path, bank: str) -> dict[str, str]:
    """The overlays that the register lists for a bank. Raises NotPublished."""
    texts = {}
    for name, digest in register(folder, "bank-faces").items():
        file = folder / BANK / f"{name}.toml"
        if f"{BANK}/{name}".rpartition(".")[0] != bank:
            continue
        if not file.is_file():
            raise NotPublished(words.no_file(f"{BANK}/{name}", REGISTER))
        texts[f"{BANK}/{name}"] = text = file.read_text(encoding="utf-8")
        if parse_overlay(text, name).digest != digest:
            raise NotPublished(words.changed(f"{BANK}/{name}"))
    return texts


def _bank_texts(folder: Path) -> dict[str, str]:
    """The banks that the register lists. Raises NotPublished."""
    texts = {}
    for name, digest in register(folder, BANK).items():
        file = folder / BANK / f"{name}.toml"
        if not file.is_file():
            raise NotPublished(words.no_file(f"{BANK}/{name}", REGISTER))
        texts[f"{BANK}/{name}"] = text = file.read_text(encoding="utf-8")
        if parse_bank(text, name).digest != digest:
            raise NotPublished(words.changed(f"{BANK}/{name}"))
    return texts


def _face_texts(folder: Path, version: Version) -> dict[str, str]:
    """The overlays that the register lists for a version. Raises NotPublished."""
    texts = {}
    for name, digest in register(folder, "faces").items():
        file = folder / f"{name}.toml"
        if not name.startswith(f"{version}."):
            continue
        if not file.is_file():
            raise NotPublished(words.no_file(name, REGISTER))
        texts[name] = file.read_text(encoding="utf-8")
        if parse_overlay(texts[name], name).digest != digest:
            raise NotPublished(words.changed(name))
    return texts


def register(folder: Path, table: str = "published") -> dict[str, str]:
    """Digests by name (`form/version`, or with a face), as the folder's register has them. Raises NotPublished."""
    file = folder / REGISTER
    if not file.is_file():
        raise NotPublished(words.no_register(str(folder), REGISTER))
    return dict(tomllib.loads(file.read_text(encoding="utf-8")).get(table, {}))
