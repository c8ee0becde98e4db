"""Whether a text may point at somebody: what looks like a way to reach a person is refused, what looks like a name is marked.

No pattern finds every name. Whoever moderates reads each text; this is the first of the two looks, not the only one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from portal.engagement import words

_REACHES = (
    (re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+"), words.AN_EMAIL),
    (re.compile(r"(?<![\w£])\+?\d(?:[\s().-]?\d){6,}"), words.A_NUMBER),
    (re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b", re.IGNORECASE), words.A_POSTCODE),
    (re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE), words.AN_ADDRESS),
    (re.compile(r"(?<!\w)@\w{2,}"), words.A_HANDLE),
)
_DATE_OF_BIRTH = re.compile(r"\b(?:born|birthday|dob)\b.{0,20}\d", re.IGNORECASE)
_NAMES = (
    re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Doctor|Sir|Nurse|Headteacher)\.?\s+[A-Z]"),
    re.compile(r"(?<=[a-z,;] )[A-Z][a-z]+ [A-Z][a-z]+"),
    re.compile(r"\b(?:my|our)\s+(?:son|daughter|child|boy|girl)\s+[A-Z][a-z]+"),
    re.compile(r"\b(?:called|named)\s+[A-Z][a-z]+"),
)


def reaches_somebody(text: str) -> str:
    """What in a text is a way to reach or find a person, in words; "" where nothing looks like one."""
    return next(_found(text), "")


_A_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")


def _found(text: str) -> Iterator[str]:
    text = _A_DAY.sub(" ", text)  # written like a long number, and none
    yield from (what for pattern, what in _REACHES if pattern.search(text))
    if _DATE_OF_BIRTH.search(text):
        yield words.A_BIRTH


def may_name_somebody(text: str) -> bool:
    """Whether something in a text looks like somebody's name."""
    return any(pattern.search(text) for pattern in _NAMES)
