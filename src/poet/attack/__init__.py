"""The intruder's own room: it reads what was issued, knows nothing else, and shares no reasoning with the protection."""

from poet.attack.finding import Attacked, Finding
from poet.attack.intruder import attack
from poet.attack.issued import NotALedger, read

__all__ = ["Attacked", "Finding", "NotALedger", "attack", "read"]
