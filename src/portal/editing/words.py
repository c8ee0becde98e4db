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
    return f"This cannot be done while the report stands at “{STATES[state]}”. Look again: somebody may have moved it."


NOT_YOURS = (
    "Your role does not let you do this with this report. Ask somebody who signs for your council, or the publisher."
)
_SIGN_BY_READING = "A report is signed on the page that shows what is signed. Open “Sign”."
BY_READING = {
    Move.CHANGE: _SIGN_BY_READING,
    Move.SIGN: _SIGN_BY_READING,
    Move.AGREE: "A text is agreed on from the report's own page. Open it, and press the button there.",
}

# ---- Writing ----
NO_SUCH_KIND = "There is no such kind of report for this place. Choose one from the list."
NOTHING_YET = (
    "No report can be made yet: too few people have answered for anything to be shown. Pass the link on, and try again "
    "when more have."
)
NO_SUCH_SECTION = "This report has no such section. Go back to the report and choose one."
NO_PICTURES = "Commentary holds words only: pictures are not taken. Say in words what the picture shows."
COMMENTARY_ON_GONE = "Commentary on a part that is no longer in this report"
INSERT_IT = "Put the figure in from the list of figures, or say it without a number."
CLAIM_GONE = "This figure is no longer in the report. Choose another from the list, or take it out."
NOT_BORNE_OUT = "Put in a figure whose test supports the word, or say it without comparing."
CHANGED_MEANWHILE = "The report was changed while you read it. Read what it says now, then sign."
SIGNED_BY_YOU = "You have signed this report. The other signature must be somebody else's."
PARTY_SIGNED = "Your side has signed this report. It waits for the other side."
SIGNED_AT_ONCE = "Somebody signed at the same moment. Look at the report again: it says who has signed."


def commentary_on(title: str) -> str:
    """The heading of a section's commentary."""
    return f"Commentary: {title}"


def too_long(length: int, most: int) -> str:
    """Why a commentary is too long."""
    return (
        f"This has {length:,} characters; a commentary has {most:,} at most. Shorten it, or move a part to another section: "
        "what you wrote is still here."
    )


def overtaken(who: str) -> str:
    """Somebody was faster."""
    return (
        f"{who or 'Somebody else'} has changed this text while you wrote. Both texts are below: put together what you want "
        "to keep, then save. Nothing is lost."
    )


def closed(state: State) -> str:
    """Why a report cannot be written in."""
    if state is State.PUBLISHED:
        return "This report is published, and does not change under its readers' eyes. Withdraw it first, then open it again."
    return "This report was withdrawn. Open it again to work on it."


def still_in_the_way(many: int) -> str:
    """Why a report cannot be agreed on or signed yet."""
    return (
        f"{many} {'place is' if many == 1 else 'places are'} still in the way of signing. The report's page lists them."
    )


def agreeing_waits(many: int) -> str:
    """What stands where the button to agree would, before the names of the sections."""
    return (
        f"“{MOVES[Move.AGREE]}” comes back once {'the place' if many == 1 else f'the {many} places'} named above can be signed."
        " For each, put the figure in from the list of figures, or say it without a number or comparison. Change it in"
    )


# ---- Talking ----
NOTHING_SAID = "Say something first, then send it."
NOTHING_SUGGESTED = "This is what stands there already. Change it, then suggest it."
SUGGESTS = "I would say it like this."
ACCEPTED_ALREADY = "This suggestion is in the text already. Write a new one."


def remark_too_long(length: int, most: int) -> str:
    """Why a comment is too long."""
    return f"This has {length:,} characters; a comment has {most:,} at most. Shorten it: what you wrote is still here."


# ---- Quotes ----
QUOTES = "Quotes in this report"
QUOTES_ABOUT = (
    "A quote stands beside the figures of its question, in the words of somebody who agreed to it. Type what was approved: "
    "nothing is taken from people's answers. It names nobody, and holds nothing by which somebody could be known. It tells how "
    "somebody answered: where hardly anybody can have answered so, leave it out."
)
NO_QUOTES = "This report quotes nobody yet. Write a quote down; somebody else who signs for either party approves it."
NOWHERE_TO_QUOTE = (
    "This report has no section in which a question's figures are shown, so no quote has a place. Local, annual and termly "
    "reports have them once enough people have answered."
)
QUOTE_ABOUT = "Choose the question that the quote stands beside."
QUOTE_CONSENT = "Say who agreed that it is quoted. Without consent it is not."
QUOTE_DAY = "Give the day on which they agreed. It cannot lie ahead."
QUOTE_KEPT = "Say in up to 200 characters where the consent is kept. Name nobody."
QUOTE_AGAIN = (
    "The report has these words already. Beside two questions they tell that one person answered both: quote them once."
)
QUOTE_REACHES = "a quote holds no address of anybody: leave it out."
QUOTE_GONE = "This quote does not wait for you any more. Look at the list again."
QUOTE_YOURS = "You wrote this quote down. Somebody else who signs approves it."
QUOTE_OUT_LATER = (
    "The quote leaves the next version. This report is public as it was signed: if the quote may not stand there any longer, "
    "withdraw the report now, open it again and have it signed anew."
)
QUOTE_STATES = {
    "waits": "Waits to be approved",
    "stands": "Stands in the report",
    "hidden": "Approved; its question shows no figures now",
    "out": "Taken out",
}


def of_a_quote(fault: str) -> str:
    """A fault of a quote at the head of a line."""
    return fault[:1].upper() + fault[1:]


# ---- Pages ----
DRAFTS = "Reports to write and sign"
NO_DRAFTS = "No report has been begun yet. Begin one; its figures are those that stand on the round's pages today."
NO_ROUNDS = (
    "No round has answers to report on yet. Once a round is open and people have answered, begin its report here."
)
BEGIN = "Begin a report"
CHOOSE = "Choose a round, a place and a kind of report from the lists."
WHOLE_COUNTRY = "The whole country"
TOO_LARGE_TITLE = "This is too large"
TOO_LARGE = (
    "Commentary is words, up to 50,000 characters; pictures and files are not taken, and nothing of this was read. Go back: "
    "what you wrote is still in the form."
)
BROUGHT_BACK = "You were signed out while you wrote. Your words are below: save them now."
SAVED = "Saved."
MADE_ANEW = "The figures were made anew. Look at what changed."
REGIONS_BY_RUN = (
    "A region's report is made in a run of reports, with all others of the round. Start a run; then make this one anew."
)
NOTHING_NEW = "Nothing has changed in the figures: late answers show once ten or more people stand behind a change."
ACCEPTED_LATE = "The text has changed since this was suggested. Suggest it again on what stands there now."
PARTIES = {
    "national": "The national body",
    "council": "The council",
    "national-second": "The national body, second person",
}
NO_HISTORY_BEFORE = "This is how the report began."
DID = {
    "made": "made the report from the figures",
    "wrote": "wrote commentary",
    "accepted": "accepted a suggestion",
    "remade": "made the figures anew",
    "quoted": "approved a quote",
    "unquoted": "took a quote out",
}


def did(what: str, move: str) -> str:
    """What was done in a step of the history."""
    return MOVED[Move(move)] if move else DID[what]


def threads(many: int) -> str:
    """The link to what is said about a section."""
    return f"{many} open comment{'' if many == 1 else 's'}" if many else "Comment"


DRAFT_MARK = "DRAFT"
CHOOSE_FIGURE = "Choose a figure from the list, then put it in."
PUT_IN = "The figure stands at the end of your text: move it to where it belongs, then save."
READ_FIRST = "Read the report below, then tick that you have read it, and sign."
PROVE_AGAIN = "Prove once more who you are, with a code or a passkey, then sign: it is asked again after a few minutes."
SIGN_TITLE = "Sign this report"
HISTORY = "What was done with this report"
CHANGES = "What the later figures changed"
NOT_IN_IT = "not in the report"
THE_PORTAL = "The portal"
SOMEBODY = "Somebody who has left"


def differs_in(title: str, number: int) -> str:
    """What a step changed."""
    return f"Step {number}: what changed in “{title}”"


def talk_about(title: str) -> str:
    """What is said about a section."""
    return f"Comments on “{title}”"
