"""The faces in which a published version can be asked, read from the database once in a while and kept in between."""

from __future__ import annotations

import time
from collections.abc import Mapping
from types import MappingProxyType

from poet.instrument.faces import Dressed, dress, undressed
from poet.instrument.overlays import STANDARD, Overlay, chain, parse_overlay
from portal.questionnaires.models import Version

# How long another process may go on showing the faces there were before new ones were published.
SECONDS = 10.0
_kept: dict[str, tuple[float, Mapping[str, Dressed]]] = {}


def dressings(version_id: int, digest: str) -> Mapping[str, Dressed]:
    """A version in each of its faces, by face; its own words first. `digest` is the version's."""
    now = time.monotonic()
    kept = _kept.get(digest)
    if kept is None or kept[0] < now:
        _kept[digest] = kept = (now + SECONDS, _dressings(Version.objects.get(pk=version_id)))
    return kept[1]


def forget() -> None:
    """Read the faces anew at the next question."""
    _kept.clear()


def overlays(version: Version) -> dict[str, Overlay]:
    """The newest overlay of each face of a version."""
    texts = {face.face: (face.text, str(face)) for face in version.faces.order_by("pk")}
    return {face: parse_overlay(text, name) for face, (text, name) in texts.items()}


def _dressings(version: Version) -> Mapping[str, Dressed]:
    there = overlays(version)
    worn = {face: dress(version.instrument, chain(face, there)) for face in sorted(there)}
    return MappingProxyType({STANDARD: undressed(version.instrument), **worn})
