"""Every sentence said about drafts of reports, each with what to do next."""

from __future__ import annotations

from portal.editing.states import Move, State

NO_SUCH_DRAFT = "There is no such report here."
SEAL_BROKEN = (
    "What is kept of this report is not what was signed. Do not publish it: open it again, and have it signed anew."
)
STATES = {
    State.DRAFT: "Draft",
    State.ENGAGEMENT: "Being talked about locally",
    State.REVISED: "Revised",
    State.AGREED: "Agreed, ready to sign",
    State.SIGNED_BY_ONE: "Signed by one party",
    State.SIGNED: "Signed by both parties",
    State.PUBLISHED: "Published",
    State.WITHDRAWN: "Withdrawn",
}
MOVES = {
    Move.ENGAGE: "Take it to local engagement",
    Move.REVISE: "Come back from engagement and revise",
    Move.AGREE: "Agree on this text",
    Move.SIGN: "Sign",
    Move.REOPEN: "Open it again for changes",
    Move.PUBLISH: "Publish",
    Move.WITHDRAW: "Withdraw it from the public",
}
MOVED = {
    Move.ENGAGE: "took it to local engagement",
    Move.REVISE: "brought it back from engagement",
    Move.AGREE: "agreed on the text",
    Move.SIGN: "signed",
    Move.REOPEN: "opened it again",
    Move.PUBLISH: "published it",
    Move.WITHDRAW: "withdrew it",
}


def not_signed(state: State) -> str:
    """Why there is no edition."""
    if state is State.WITHDRAWN:
        return "This report was withdrawn. Open it again, and have both parties sign it anew."
    return f"This report is not signed by both parties yet: it stands at “{STATES[state]}”."


def no_way(state: State, move: Move) -> str:
    """Why a move cannot be made now."""
    if move is Move.SIGN and state in {State.SIGNED, State.PUBLISHED}:
        return "Both parties have signed this report already."
    return f"This cannot be done while the report stands at “{STATES[state]}”. Look at it again: somebody may have moved it."


NOT_YOURS = (
    "Your role does not let you do this with this report. Ask somebody who signs for your council, or the publisher."
)
SIGN_BY_READING = "A report is signed on the page that shows what is signed. Open “Sign”."
