"""The intruder's own room: it reads what was issued, knows nothing else, and shares no reasoning with the protection."""

from poet.attack.files import NotReadable
from poet.attack.finding import Attacked, Finding
from poet.attack.folder import read_folder, regions_of
from poet.attack.intruder import attack
from poet.attack.issued import NotALedger, read
from poet.attack.rounding import Inverted, NoPercentages, inverted, read_percentages

__all__ = [
    "Attacked",
    "Finding",
    "Inverted",
    "NoPercentages",
    "NotALedger",
    "NotReadable",
    "attack",
    "inverted",
    "read",
    "read_folder",
    "read_percentages",
    "regions_of",
]
