"""Every sentence about how open data are given to everybody, each with what to do next."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from types import MappingProxyType

from poet.protect.open_data import Noise

BY_NOISE = (
    "Open data of this round are given to everybody with noise. Exact figures of the same people beside it would take the "
    "noise off again, so nothing of this round is published as it is. Choose another round to publish reports of."
)

WAYS_OPEN = "How open data are given"
WAYS_INTRO = (
    "Everybody is given a round's figures in one way: as they stand in published reports, or with noise. Who sees both could "
    "take the noise off again."
)
NO_ROUNDS = "There is no round yet. Once one is opened, you choose here how its open data are given."
WAY_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "standard-2026": "As they are, in published reports",
        "cell-keys-2026": "With noise, in one file a questionnaire",
    }
)
WAY_ABOUT: Mapping[str, str] = MappingProxyType(
    {
        "standard-2026": "Counts are told as they stand in reports that both parties signed. Small ones are joined or withheld.",
        "cell-keys-2026": "Every count of every answer is told, each changed by a few people at random. No report of the "
        "round is published.",
    }
)
# Where a policy comes from, for readers who have the page alone.
WAY_SOURCES: Mapping[str, str] = MappingProxyType(
    {
        "standard-2026": "the ONS shows no count under ten in research outputs, and the GP Patient Survey withholds what rests "
        "on few people",
        "cell-keys-2026": "the thresholds of standard-2026, and noise by cell keys after Giessing (2016) and Fraser and Wooton "
        "(2005)",
    }
)
AUDIENCES = (
    ("Councils, on their own pages", "Counts as they are, whatever is chosen here."),
    ("Everybody", ""),
    ("Researchers", "What everybody is given; and records of councils that said yes, while an approval holds."),
)
SET_BY_NOBODY = "As it is unless somebody chooses otherwise."
NO_SUCH_WAY = "Choose one of the two ways."
NOISE_GIVEN = (
    "Open data of this round were given with noise already, and everybody may have kept them. Its figures are not published "
    "as they are any more; choose for the next round."
)
REPORTS_OUT = (
    "A report of this round is public, was public, or is on its way: everybody has its figures as they are, and noise beside "
    "them would be taken off again. Choose noise for a round before its first report goes out."
)
NOT_BY_NOISE = (
    "Open data of this round are given as they are, in its reports. Choose noise first if you want a file with noise."
)
WAITS_FOR_THE_END = (
    "The round is still open. Give its open data once it has closed, so that they need not be given twice."
)
GIVEN_ALREADY = "This was given already. What everybody has stays as it is."
FEW_COUNCILS = (
    "Only one or two councils have answers here, and not each of them has agreed that lines under its name are open data: "
    "everybody together could be told as them. Ask them on their page of the round."
)
GIVE, SET_WAY, BACK_TO_WAYS = "Give it to everybody", "Set it", "All rounds"
OPEN_DATA = "Open data"
OPEN_DATA_INTRO = (
    "Counts of every answer, changed by a few people at random so that nobody can be picked out. Figures do not add up "
    "exactly, and councils stand in them that agreed to it."
)
NO_OPEN_DATA = "No round is opened in this way yet. Published reports hold the figures of the others."


def told_exactly(entry: int) -> str:
    """The public was told exact figures before."""
    return (
        f"Entry {entry} of the release ledger told everybody figures of these people as they are, and noise beside them would "
        "be taken off again. This round stays as it is; choose noise for the next one."
    )


def costs(deviation: float, most: int, unchanged: float, points: Mapping[int, float]) -> str:
    """What noise costs: the standard deviation of a count, how many it is changed by at most, the share that stay as they
    are, and by how many points a half moves among so many people."""
    moves = ", ".join(f"{value:.1f} points among {base:,}" for base, value in points.items())
    return (
        f"Of ten counts about {10 * unchanged:.0f} stay as they are; the others are off by one or a few people, never by more "
        f"than {most} (standard deviation {deviation:.1f}). A share of 50% is typically off by {moves}."
    )


def set_on(moment: str, by: str) -> str:
    """When and by whom a way was chosen."""
    return f"Set {moment} by {by}."


def of_policy(name: str, dated: str, author: str, source: str) -> str:
    """Which policy that is."""
    return f"Policy {name} of {dated}, by {author}. Source: {source}."


def in_ledger(noise: Noise, councils: int, data: bytes) -> str:
    """What the ledger calls a file with noise, which no proof of counts reaches: its method, of what it is, and its digest."""
    digest = hashlib.sha256(data).hexdigest()[:16]
    named = f" and {councils:,} councils by name" if councils else ""
    return (
        f"open data with noise by cell keys (variance {noise.variance:g}, at most {noise.most} people either way, none of 1 to "
        f"{noise.small}), every count of everybody{named}, sha256:{digest}"
    )
