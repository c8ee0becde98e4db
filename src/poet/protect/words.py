"""What protection says to people: each sentence says what is wrong and what to do next."""

from __future__ import annotations

RESTORE = "Put back the last copy that was kept, and issue nothing until the ledger is whole."
NO_ENTRY = "This is no entry of a ledger: {why}."
ALTERED = "Entry {number} is not what was issued: its text was altered."
OUT_OF_PLACE = "Entry {number} stands where entry {expected} should: an entry is missing or out of place."
UNCHAINED = "Entry {number} does not follow the entry before it: one of the two was altered or replaced."
EARLIER = "Entry {number} is dated {at}, before the entry it follows ({before})."
OVERTAKEN = "Another release was issued in the meantime. Nothing was issued: audit this one again beside it, then issue it."
