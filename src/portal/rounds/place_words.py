"""Every sentence on the pages where a council takes part in a round: where it stands, and what comes next."""

from __future__ import annotations

from portal.rounds.lifecycle import Do
from portal.rounds.models import State, Window

TAKING_PART = "Taking part"
STATEMENTS = "What you promise, and what others may do"
WHAT_OTHERS_MAY_DO = "What others may do with your results"
# What a button says that takes a step.
BUTTONS = {
    Do.EXPRESS_INTEREST: "We would like to take part",
    Do.TAKE_INTEREST_BACK: "We would rather not",
    Do.RECORD_INTEREST: "Note that they are interested",
    Do.INVITE: "Invite them",
    Do.TAKE_INVITATION_BACK: "Take the invitation back",
    Do.ACCEPT: "Accept: read the statements",
    Do.DECLINE: "Not this time",
    Do.WITHDRAW: "Withdraw from the round",
    Do.RECORD_WITHDRAWAL: "Note that they withdraw",
}
# What was done, as the history says it.
DONE = {
    Do.EXPRESS_INTEREST: "Said that the council would like to take part",
    Do.TAKE_INTEREST_BACK: "Took that back",
    Do.RECORD_INTEREST: "Noted that the council is interested",
    Do.INVITE: "Invited the council",
    Do.TAKE_INVITATION_BACK: "Took the invitation back",
    Do.ACCEPT: "Accepted, and signed the statements",
    Do.DECLINE: "Declined",
    Do.WITHDRAW: "Withdrew",
    Do.RECORD_WITHDRAWAL: "Noted that the council withdraws",
}
_NEXT = {
    State.NONE: "If your council would like to take part, say so. It is not a promise yet.",
    State.INTERESTED: "The national team knows that you are interested and will invite you. You need not do anything.",
    State.INVITED: "You are invited. Read the statements, say what others may do with your results, and accept.",
    State.TAKING_PART: "Your links are ready. Hand them to people once the round is open: each leads to one questionnaire.",
    State.DECLINED: "Your council is not taking part. If that changes while the round lasts, say so.",
    State.WITHDRAWN: "Your council has left the round. What was published before stays; nothing new is published about it.",
}
_AFTER_THE_END = {
    State.TAKING_PART: "The round has closed. You can still change what others may do with your results.",
    State.WITHDRAWN: _NEXT[State.WITHDRAWN],
}
_CLOSED = "The round has closed. Look for the next one in the list."
NOT_OPEN_YET = "The links open on {day}."
OPEN_NOW = "The links are open. Hand them to the people you want to hear from."
WHAT_LEAVING_MEANS = (
    "All your links close at once. Whoever opens one reads, in their own language, that your council no longer asks and "
    "that they did nothing wrong. What somebody has begun and not sent is not kept.",
    "Answers that were sent stay where their givers meant them to be: without names, in the figures for the whole "
    "country. They are in nothing that names your council.",
    "Everything that you let others do ends today. What was published before stays published.",
    "You may come back while the round lasts, if the national team invites you again.",
)
NOT_ASKED_OF_NATION = "Only somebody of the council can sign for it. Ask its manager to accept on this page."
NOTHING_TICKED = "Nothing is ticked beforehand: what you leave empty is no. You can change it on any day."
SAVED = "Saved"


def next_step(state: State, window: Window) -> str:
    """What comes next for a council, named whatever its state is."""
    if window in {Window.CLOSED, Window.GRACE}:
        return _AFTER_THE_END.get(state, _CLOSED)
    return _NEXT[state]


def place(area: str, asking: str) -> str:
    """The heading of a council's page in a round."""
    return f"{area} in “{asking}”"


def leaving(area: str, asking: str) -> str:
    """The heading of the page on which a council leaves."""
    return f"{area} withdraws from “{asking}”"


def answered(text: str, *, given: bool) -> str:
    """An answer to a statement, as the history says it."""
    return f"{'Yes' if given else 'No'}: {text}"
