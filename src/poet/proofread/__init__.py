"""A finished report, opened again as a stranger would: does it say what its claims say, and nothing else?"""

from poet.proofread.check import NotReadable, proofread
from poet.proofread.fault import Fault

__all__ = ["Fault", "NotReadable", "proofread"]
