"""One file that holds everything the database held at one moment, and the way back. Beside it stands its digest."""

from __future__ import annotations

import os
from pathlib import Path
from types import ModuleType

from django.db import connection

from portal.safekeeping import on_postgresql, on_sqlite, words
from portal.safekeeping.contents import Contents
from portal.safekeeping.words import NotDone

ENGINES: dict[str, ModuleType] = {"sqlite": on_sqlite, "postgresql": on_postgresql}


def digest_file(file: Path) -> Path:
    """Where the digest of a backup stands."""
    return file.with_name(f"{file.name}.digest")


def backup(file: Path) -> Contents:
    """Copy everything into a new file that only its owner reads. Raises NotDone, and then leaves no file."""
    if file.exists():
        raise NotDone(words.THERE_ALREADY.format(file=file))
    unfinished = file.with_name(f"{file.name}.unfinished")
    unfinished.unlink(missing_ok=True)
    os.close(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        held: Contents = ENGINES[connection.vendor].copy(connection.settings_dict, unfinished)
        digest_file(file).write_text(f"{held.digest}\n")
        unfinished.rename(file)
    finally:
        unfinished.unlink(missing_ok=True)
    return held


def restore(file: Path) -> Contents:
    """Fill an empty database from a backup, and compare with the digest beside it. Raises NotDone."""
    if not file.is_file():
        raise NotDone(words.NO_FILE.format(file=file))
    engine = ENGINES[connection.vendor]
    with file.open("rb") as begun:
        if not begun.read(16).startswith(engine.BEGINNING):
            raise NotDone(words.NO_BACKUP.format(file=file, engine=connection.vendor))
    held: Contents = engine.put_back(connection.settings_dict, file)
    beside = digest_file(file)
    expected = beside.read_text().strip() if beside.is_file() else held.digest
    if held.digest != expected:
        raise NotDone(words.OTHER.format(found=held.digest, file=beside.name, expected=expected))
    return held
