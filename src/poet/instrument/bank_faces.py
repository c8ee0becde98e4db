"""The bank's questions in other words: a questionnaire's face says what a council added too, as far as a file has words."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from poet.instrument.bank import MORE, Bank
from poet.instrument.faces import Dressed, dress
from poet.instrument.model import NOT_UNDERSTOOD, Instrument, Item
from poet.instrument.overlays import DraftOverlay, ItemWords, Overlay, ScaleWords

_NO_ITEM = ItemWords(at=(), given=frozenset())
_NO_SCALE = ScaleWords(at=(), given=frozenset())


@dataclass(frozen=True, eq=False)
class BankWords:
    """A bank with the overlays that word it, by face."""

    bank: Bank
    faces: Mapping[str, Overlay]

    def dressed(self, face: str) -> Dressed:
        """The bank in a face. Raises KeyError on an unknown one, Refused where the overlay does not fit the bank."""
        return dress(self.bank.asked, [self.faces[face]])


def with_added(overlays: Sequence[Overlay], composed: Instrument, words: Sequence[BankWords]) -> tuple[Overlay, ...]:
    """The overlays of a questionnaire's face with words for the questions added to it, each from the bank's own overlay.

    A bank's overlay is taken where it is for the same face and language; where there is none the added questions stand
    in the bank's words, and the face's completeness tells so. Put on with `faces.dress`.
    """
    return tuple(_with_added(overlay, composed, words) for overlay in overlays)


def _with_added(overlay: Overlay, composed: Instrument, words: Sequence[BankWords]) -> Overlay:
    said = {
        item.id: (item, one.faces[overlay.face])
        for one in words
        if overlay.face in one.faces and one.faces[overlay.face].own.language == overlay.own.language
        for item in one.bank.items
        if item.id in composed.by_id and composed.by_id[item.id].section == MORE
    }
    if not said:
        return overlay
    worn = list(dict.fromkeys(added for _, added in said.values()))
    own = overlay.own
    more = next(({MORE: one.own.sections[MORE]} for one in worn if MORE in one.own.sections), {})
    items = {name: _item_words(item, own, added.own) for name, (item, added) in said.items()}
    return replace(
        overlay,
        own=replace(
            own,
            draft=own.draft or any(one.own.draft for one in worn),
            sections={**own.sections, **more},
            items={**own.items, **items},
        ),
        digest=_digest(overlay, worn),
    )


def _item_words(item: Item, form: DraftOverlay, bank: DraftOverlay) -> ItemWords:
    """The bank's words for a question. A scale that the form's face words already sounds the same in the whole form."""
    own = bank.items.get(item.id, _NO_ITEM)
    there, scale = (one.scales.get(item.scale or "", _NO_SCALE) for one in (form, bank))
    pictures = {**_unclear(form), **_but(scale.pictures, there.pictures), **own.pictures}
    offered = {option.code for option in item.options} | {NOT_UNDERSTOOD}
    return replace(
        own,
        options={**_but(scale.options, there.options), **own.options},
        pictures={code: name for code, name in pictures.items() if code in offered},
    )


def _but(texts: Mapping[str, str], there: Mapping[str, str]) -> dict[str, str]:
    return {code: text for code, text in texts.items() if code not in there}


def _unclear(form: DraftOverlay) -> dict[str, str]:
    """The picture that the form's face has for a question that was not understood."""
    shown = (one.pictures.get(NOT_UNDERSTOOD) for table in (form.scales, form.items) for one in table.values())
    return next(({NOT_UNDERSTOOD: name} for name in shown if name), {})


def _digest(overlay: Overlay, worn: Sequence[Overlay]) -> str:
    digests = [overlay.digest, *sorted({one.digest for one in worn})]
    return hashlib.sha256("\n".join(digests).encode()).hexdigest()
