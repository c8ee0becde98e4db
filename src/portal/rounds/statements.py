"""What an area says when it takes part: editions of commitments and consents, read once from files, never changed."""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).with_name("statements")


class Use(StrEnum):
    """What others may do with what is an area's own, each only with its consent."""

    NAMED_IN_TERM_SUMMARIES = "named-in-term-summaries"
    NAMED_IN_ANNUAL_REPORT = "named-in-annual-report"
    RESULTS_TO_OTHER_COUNCILS = "results-to-other-councils"
    OWN_REPORT_IN_PUBLIC = "own-report-in-public"
    NAMED_IN_OPEN_DATA = "named-in-open-data"
    RESEARCH_EXTRACT = "research-extract"


@dataclass(frozen=True, slots=True)
class Commitment:
    """What whoever takes part promises; `id` is kept with the answer."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Consent:
    """What an area may let others do, and what holds otherwise."""

    use: Use
    text: str
    otherwise: str

    @property
    def id(self) -> str:
        """What is kept with the answer."""
        return self.use.value


@dataclass(frozen=True, slots=True)
class Edition:
    """One wording of everything, with the SHA-256 of its file: what was signed can be proved later."""

    name: str
    commitments: tuple[Commitment, ...]
    consents: tuple[Consent, ...]
    digest: str

    @property
    def texts(self) -> dict[str, str]:
        """What each statement says, by its id."""
        return {one.id: one.text for one in self.commitments} | {one.id: one.text for one in self.consents}


@cache
def edition(name: str) -> Edition:
    """The edition of this name. Raises KeyError for one there is not."""
    return {one.name: one for one in editions()}[name]


@cache
def editions() -> tuple[Edition, ...]:
    """Every edition, oldest first."""
    return tuple(_read(file) for file in sorted(FOLDER.glob("*.toml")))


def newest() -> str:
    """The name of the edition that a new round asks."""
    return editions()[-1].name


def _read(file: Path) -> Edition:
    text = file.read_bytes()
    said: dict[str, Any] = tomllib.loads(text.decode())
    return Edition(
        said["edition"],
        tuple(Commitment(one["id"], one["text"]) for one in said["commitments"]),
        tuple(Consent(Use(one["use"]), one["text"], one["otherwise"]) for one in said["consents"]),
        hashlib.sha256(text).hexdigest(),
    )
