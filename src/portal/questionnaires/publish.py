"""From a folder of questionnaire files to published versions; files that changed since are refused."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from django.db import transaction

from poet.instrument import Instrument, load, parse
from poet.instrument.faces import dress
from poet.instrument.overlays import Overlay, chain, parse_overlay
from portal.questionnaires import faces, words
from portal.questionnaires.models import Face, Version

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
    there = faces.overlays(version)
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


def publish_folder(folder: Path, *, on: date) -> list[Version]:
    """Publish every version that the folder's register lists, with its faces, all or none.

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
    return versions


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
