"""A folder of questionnaires: its versions, the faces of each, and the bank of supplementary questions."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from types import MappingProxyType

from poet.instrument.bank import Bank, compose, load_bank
from poet.instrument.bank_faces import BankWords, with_added
from poet.instrument.faces import Dressed, dress, undressed
from poet.instrument.load import load, read
from poet.instrument.model import Instrument
from poet.instrument.overlays import STANDARD, Overlay, chain, load_overlay

BANK = "bank"


class Sort(Enum):
    """What a file of the folder is."""

    QUESTIONNAIRE = "questionnaire"
    OVERLAY = "overlay"
    BANK = "bank"


@dataclass(frozen=True)
class Shelf:
    """Questionnaires by name (`form/version`), their overlays by name and face, and the banks with theirs."""

    instruments: Mapping[str, Instrument]
    overlays: Mapping[str, Mapping[str, Overlay]]
    banks: tuple[Bank, ...]
    bank_words: tuple[BankWords, ...] = ()

    def dressed(self, name: str, face: str = STANDARD) -> Dressed:
        """A questionnaire in a face. Raises KeyError on an unknown one, Refused where the face does not fit."""
        if face == STANDARD:
            return undressed(self.instruments[name])
        return dress(self.instruments[name], chain(face, self.overlays[name]))

    def composed(self, name: str, chosen: Sequence[str], face: str = STANDARD) -> Dressed:
        """A questionnaire with questions of the bank, in a face. Raises KeyError on an unknown one, and Refused."""
        asked = compose(self.instruments[name], self.banks, chosen)
        if face == STANDARD:
            return undressed(asked)
        return dress(asked, with_added(chain(face, self.overlays[name]), asked, self.bank_words))

    def faces(self, name: str) -> tuple[Dressed, ...]:
        """A questionnaire in every face there is, its own words first. Raises Refused."""
        return tuple(self.dressed(name, face) for face in (STANDARD, *sorted(self.overlays.get(name, {}))))

    def dressings(self) -> Iterator[Dressed]:
        """Every questionnaire in every face. Raises Refused."""
        for name in self.instruments:
            yield from self.faces(name)


def shelf(folder: Path) -> Shelf:
    """Everything in a folder. Raises Refused for the first file that is not sound."""
    files = sorted(folder.glob("*/*.toml"))
    sorts = {file: sort(read(file)) for file in files}
    loaded = [load(file) for file in files if sorts[file] is Sort.QUESTIONNAIRE]
    own = [file for file in files if sorts[file] is Sort.OVERLAY]
    banks = tuple(load_bank(file) for file in files if sorts[file] is Sort.BANK)
    of_banks = _by_face(file for file in own if file.parent.name == BANK)
    return Shelf(
        MappingProxyType({one.name: one for one in loaded}),
        _by_face(file for file in own if file.parent.name != BANK),
        banks,
        tuple(BankWords(one, of_banks.get(one.asked.name, {})) for one in banks),
    )


def _by_face(files: Iterable[Path]) -> Mapping[str, Mapping[str, Overlay]]:
    """The overlays in the files, by what they are of and by face."""
    overlays: dict[str, dict[str, Overlay]] = {}
    for overlay in map(load_overlay, files):
        overlays.setdefault(overlay.of, {})[overlay.face] = overlay
    return MappingProxyType({name: MappingProxyType(faces) for name, faces in overlays.items()})


def sort(text: str) -> Sort:
    """What a text is, by the keys it has; one that cannot be read is taken for a questionnaire, which says why."""
    try:
        keys = tomllib.loads(text).keys()
    except (tomllib.TOMLDecodeError, RecursionError):
        return Sort.QUESTIONNAIRE
    if "of" in keys:
        return Sort.OVERLAY
    return Sort.BANK if "items" in keys and not keys & {"sections", "respondents"} else Sort.QUESTIONNAIRE
