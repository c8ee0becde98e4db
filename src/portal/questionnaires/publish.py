"""From a folder of questionnaire files to published versions; files that changed since are refused."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

from django.db import transaction

from poet.instrument import Instrument, load, parse
from portal.questionnaires import words
from portal.questionnaires.models import Version

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


def publish_folder(folder: Path, *, on: date) -> list[Version]:
    """Publish every version that the folder's register lists, all or none.

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
        return [publish(files[name].read_text(encoding="utf-8"), name, on=on) for name in sorted(files)]


def register(folder: Path) -> dict[str, str]:
    """Digests by version name (`form/version`), as the folder's register has them. Raises NotPublished."""
    file = folder / REGISTER
    if not file.is_file():
        raise NotPublished(words.no_register(str(folder), REGISTER))
    return dict(tomllib.loads(file.read_text(encoding="utf-8")).get("published", {}))
