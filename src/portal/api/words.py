"""Every sentence the API and its pages say, each with what to do next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from portal.api.verbs import Verb
from portal.pages import day

TOKENS_TITLE = "Keys for other computers"
NEW_TITLE = "Make a key"
MADE_TITLE = "Copy your key now"
NAME = "Give the key a name of up to 80 characters that says which computer will use it."
NO_VERB = "Choose at least one thing that the key may do."
DAYS = "Choose how many days the key is good for, from 1 to 366."
NOT_YOURS = "You may not do all of this there yourself. Choose less, or another area."
ENDED_SINCE = "The key that this form made was ended. Open “Make a key” anew for another one."
PLACE = "Choose where the key is good."
CHOOSE = "Choose where"
WHEREVER = "Wherever its maker may"
ENDED = "ended"
NEVER_USED = "never"

VERBS: Mapping[Verb, str] = MappingProxyType(
    {
        Verb.SEND: "Send answers",
        Verb.LINK: "Make links at a review",
        Verb.RESULTS: "Read protected results",
        Verb.RETURNS: "Take own returns away as data",
    }
)
ABOUT = (
    "Questionnaires out, answers in, an area's own protected results and its own returns out. Errors are "
    "application/problem+json (RFC 9457) and say what to do next. Everything is JSON in UTF-8, save returns as CSV; a member "
    "that is not described here may be added to an answer, and none is taken away within version 1."
)
BEARER = "A key made in the portal under 'Keys for other computers'. It is told once and kept as its SHA-256."
IDEMPOTENCY = (
    "Yours, new for each new request. The same request with the same key is answered again and carried out once; "
    "it is remembered for 30 days."
)
LINK_ENDED_TITLE = "This link has ended"
LINK_ENDED = (
    "It was good for a short time only. No answers were lost: nothing had been sent by it.",
    "Ask whoever gave it to you for a new one. They can make one in a moment.",
)


class Name(StrEnum):
    """What can go wrong, by the name that `type` ends in."""

    NO_TOKEN = "no-token"  # noqa: S105 (a problem's name)
    NOT_ALLOWED = "not-allowed"
    UNKNOWN = "unknown"
    METHOD = "method"
    NO_KEY = "no-idempotency-key"
    KEY_USED = "idempotency-key-used"
    NOT_JSON = "not-json"
    WRONG_SHAPE = "wrong-shape"
    TOO_LARGE = "too-large"
    TOO_MANY = "too-many-requests"
    REFUSED = "answers-refused"
    NOTHING_SAID = "nothing-said"
    NOT_YET = "not-yet-open"
    CLOSED = "closed"
    BY_INVITATION = "by-invitation"
    NOTHING_TO_SHOW = "nothing-to-show"
    NOT_TAKEN = "returns-wait"
    BUSY = "busy"


@dataclass(frozen=True, slots=True)
class Said:
    """A problem: its status, its title, and what to do."""

    status: int
    title: str
    detail: str


PROBLEMS: Mapping[Name, Said] = MappingProxyType(
    {
        Name.NO_TOKEN: Said(
            401,
            "The request carries no key that is good.",
            "Send the header 'Authorization: Bearer poet_...' with a key made under 'Keys for other computers'. "
            "A key that has expired or was ended is replaced by a new one.",
        ),
        Name.NOT_ALLOWED: Said(
            403,
            "This key may not do this here.",
            "Make a key that names this area and this verb, or ask whoever made it whether their role still allows it.",
        ),
        Name.UNKNOWN: Said(
            404, "There is nothing at this address.", "Look up what there is at /api/v1/rounds and /api/v1/forms."
        ),
        Name.METHOD: Said(405, "This address does not take this method.", "Use one of those in the header 'Allow'."),
        Name.NO_KEY: Said(
            400,
            "The request has no sound idempotency key.",
            "Send the header 'Idempotency-Key' with 8 to 100 letters, digits, '-' or '_' that you use for this one request "
            "only, and send the same key again if you repeat it.",
        ),
        Name.KEY_USED: Said(
            422,
            "This idempotency key was used for something else.",
            "The first request with this key was carried out, and this one was not. Send it with a new key if it is a new one.",
        ),
        Name.NOT_JSON: Said(
            400, "What was sent is not JSON.", "Send UTF-8 JSON with the header 'Content-Type: application/json'."
        ),
        Name.WRONG_SHAPE: Said(
            400,
            "What was sent does not have the shape that the API description asks for.",
            "Compare with /api/v1/openapi.json, mend what 'errors' names, and send it again with the same key.",
        ),
        Name.TOO_LARGE: Said(
            413, "What was sent is too large.", "Send at most 1,000,000 bytes in one request: part the batch."
        ),
        Name.TOO_MANY: Said(
            429, "This key has sent too much in this minute.", "Wait as many seconds as 'Retry-After' says, then go on."
        ),
        Name.REFUSED: Said(
            422,
            "Some answers cannot be taken in. Nothing was stored.",
            "Mend what 'errors' names, and send everything again with the same key.",
        ),
        Name.NOTHING_SAID: Said(
            422,
            "A response without a single answer is not stored.",
            "Leave it out: somebody who answered nothing is not counted.",
        ),
        Name.NOT_YET: Said(409, "The round is not yet open.", "Send the answers again once the round has opened."),
        Name.CLOSED: Said(
            409,
            "The round has closed. Nothing was stored.",
            "Ask your national coordinator whether the round can be extended.",
        ),
        Name.BY_INVITATION: Said(
            409,
            "Only who brings an invitation may answer here. Nothing was stored.",
            "Give people their invitation: what they answer by it arrives by itself. If your system is to send answers, let "
            "everybody begin again at this link, on the portal's page of the round's links, and send the same request again.",
        ),
        Name.NOTHING_TO_SHOW: Said(
            404,
            "There are no results to show yet.",
            "Results appear once enough people in the area have answered. Ask again later.",
        ),
        Name.NOT_TAKEN: Said(
            409,
            "These returns cannot be taken away now.",
            "Rows taken before and after a few answers would show those answers. Ask again when ten more have answered.",
        ),
        Name.BUSY: Said(
            503,
            "The database could not take this in just now. Nothing was stored.",
            "Send the same request with the same key again in a few seconds.",
        ),
    }
)


def no_question(item: str) -> str:
    """An answer to a question that is not asked."""
    return f"There is no question {item[:60]!r} in this questionnaire. Use the ids that the form's definition lists."


def no_variant(variant: str, there: list[str]) -> str:
    """A wording that the questionnaire does not have."""
    return f"There is no wording {variant[:60]!r}. Use one of: {', '.join(there)}."


def no_face(face: str, there: list[str]) -> str:
    """A face that the questionnaire does not have."""
    return f"There is no face {face[:60]!r}. Use one of: {', '.join(there)}."


def expired(at: datetime, now: datetime) -> str:
    """How long a key is good."""
    return f"{'until' if at <= now else ''} {day(at)}".strip() + (", expired" if at <= now else "")
