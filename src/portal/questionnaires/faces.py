"""The faces in which a published version can be asked, read from the database once in a while and kept in between."""

from __future__ import annotations

import time
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from poet.instrument.faces import Dressed, dress, undressed
from poet.instrument.overlays import STANDARD, Overlay, chain, parse_overlay
from portal.questionnaires.models import Face, composed, parsed

# How long another process may go on showing the faces there were before new ones were published.
SECONDS = 10.0
_kept: dict[str, tuple[float, tuple[str, ...], Mapping[str, Dressed]]] = {}


def dressings(version_id: int, digest: str, composition: str = "") -> Mapping[str, Dressed]:
    """A version in each of its faces, by face; its own words first. `digest` is the version's, `composition` that of
    the version with questions added, where there are some."""
    now = time.monotonic()
    kept = _kept.get(composition or digest)
    if kept is None or kept[0] < now:
        there = overlays(version_id)
        worn = tuple(overlay.digest for overlay in there.values())
        # What has not changed stays the same value: pages that were drawn for it are found by it.
        dressed = kept[2] if kept and kept[1] == worn else _dressings(digest, composition, there)
        _kept[composition or digest] = kept = (now + SECONDS, worn, dressed)
    return kept[2]


def forget() -> None:
    """Read the faces anew at the next question."""
    _kept.clear()


def overlays(version_id: int) -> dict[str, Overlay]:
    """The newest overlay of each face of a version."""
    rows = Face.objects.filter(version_id=version_id).select_related("version").defer("version__text").order_by("pk")
    texts = {face.face: (face.text, str(face)) for face in rows}
    return {face: _overlay(text, name) for face, (text, name) in sorted(texts.items())}


@lru_cache(maxsize=256)
def _overlay(text: str, name: str) -> Overlay:
    return parse_overlay(text, name)


def _dressings(digest: str, composition: str, there: Mapping[str, Overlay]) -> Mapping[str, Dressed]:
    asked = composed(composition) if composition else parsed(digest)
    worn = {face: dress(asked, chain(face, there)) for face in there}
    return MappingProxyType({STANDARD: undressed(asked), **worn})
