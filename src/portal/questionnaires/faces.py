"""The faces in which a published version can be asked, read from the database once in a while and kept in between."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

from django.conf import settings

from poet.instrument import Item
from poet.instrument.bank_faces import BankWords, with_added
from poet.instrument.faces import Dressed, Media, dress, undressed
from poet.instrument.overlays import STANDARD, Overlay, chain, parse_overlay
from portal.questionnaires.models import Face, Topic, TopicFace, composed, parsed

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
        added = bank_words(composition) if composition else ()
        own = (*there.values(), *(overlay for words in added for overlay in words.faces.values()))
        worn = tuple(overlay.digest for overlay in own)
        # What has not changed stays the same value: pages that were drawn for it are found by it.
        dressed = kept[2] if kept and kept[1] == worn else _dressings(digest, composition, there, added)
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


def bank_words(composition: str) -> tuple[BankWords, ...]:
    """The banks that a composition draws on, each with the newest overlay of each of its faces."""
    topics = list(Topic.objects.filter(compositions__digest=composition).defer("text").order_by("pk"))
    texts = {topic.pk: dict[str, Overlay]() for topic in topics}
    for face in TopicFace.objects.filter(topic__in=topics).select_related("topic").defer("topic__text").order_by("pk"):
        texts[face.topic_id][face.face] = _overlay(face.text, str(face))
    return tuple(BankWords(topic.questions, texts[topic.pk]) for topic in topics)


def _dressings(
    digest: str, composition: str, there: Mapping[str, Overlay], added: Sequence[BankWords]
) -> Mapping[str, Dressed]:
    asked = composed(composition) if composition else parsed(digest)
    worn = {face: dress(asked, with_added(chain(face, there), asked, added)) for face in there}
    return MappingProxyType({STANDARD: undressed(asked), **worn})


def recorded(dressed: Dressed, item: Item) -> Media:
    """The recordings of an item that are there: one that was not brought along leaves the question as it is."""
    named = dressed.media.get(item.id, Media())
    audio, video, captions = (
        name if name and (settings.RECORDINGS / name).is_file() else ""
        for name in (named.audio, named.video, named.captions)
    )
    return Media(audio, video, captions)
