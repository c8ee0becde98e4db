"""Every sentence on the national pages, each with what to do next."""

from __future__ import annotations

from collections.abc import Mapping

from portal.nation.models import Approval
from portal.pages import on_day
from portal.rounds.models import Round, State

GOVERNANCE = "How POET is governed"
APPROVALS = "What the round may be used for"
CHOOSE = "Choose one"
NO_APPROVALS = (
    "Nothing is written down yet. Say first that this round is service evaluation, and who has agreed that it is; an approval "
    "for research comes beside it where there is one."
)
NO_REFERENCE = "Enter the number that the ethics committee gave. Without it nobody can look the approval up."
LAST_BEFORE_FIRST = "The last day is before the first. Enter a later one."
MEMBERSHIPS = "Memberships"
NO_MEMBERSHIPS = (
    "No council is written down as a member of a scheme. Nothing waits for it: write one down only where you want it "
    "kept."
)
BLOCKS_NOTHING = (
    "Whether a council is a member opens and closes nothing here: every council can take part, see its results and take its "
    "data away."
)
COUNCILS = "The councils in this round"
NUDGE_TOO_SOON = "This council was reminded less than seven days ago. Wait a little, or ring somebody there."
NOT_LATE = "This council is not late any more, so nobody was reminded."
LATE = {
    "no-answer": "Has not answered the invitation for two weeks",
    "few-returns": "A third of the round is over, and few answers have come in",
}
HOW_TO_READ = (
    "How many answers a council has is told in steps, while the round is open: “10 or more”, “25 or more”, and so on. "
    "Fewer than 10 are not told, nor is any number that would give one away.",
    "Councils stand in order of name, region, state or date. They are not ranked.",
)
NOBODY_MANAGES = "Nobody manages this council here yet. Invite somebody first."
NUDGE_QUIET = (
    "Nobody in this area is written to at this hour, so nothing was sent. Send it when the quiet hours are over, or ring "
    "somebody there."
)
NUDGE_TO_NOBODY = "Nobody who manages this council may be written to by e-mail. Ring somebody there."
NUDGE_NOT_TAKEN = (
    "The mail server did not take the e-mail, so nothing was sent. Look at the addresses, or ring somebody there."
)
NUDGE_SUBJECT = "A reminder about your council's round"
_ASKED_TO = {
    "no-answer": "your council is invited to take part in “{name}” and has not answered yet. Please say whether you would "
    "like to. Saying no is fine too.",
    "few-returns": "“{name}” is well under way, and few people in your area have answered so far. Handing the links to "
    "schools, parent carer forums and other groups often helps most.",
}


def band(least: int) -> str:
    """How many returns there are."""
    return f"{least:,} or more" if least else "Fewer than 10, or not told"


def region_returns(least: int, not_told: int) -> str:
    """How many returns a region has."""
    if not least:
        return "Not told yet" if not_told else "None asked yet"
    rest = {0: "", 1: "; one council is not told and not counted"}
    return f"At least {least:,}{rest.get(not_told, f'; {not_told} councils are not told and not counted')}"


def map_told(numbers: Mapping[State, int]) -> str:
    """The map in words, for whoever does not see it."""
    said = ", ".join(f"{number} {state.label.lower()}" for state, number in numbers.items() if number)
    return f"A map of England with a tile for each council: {said}. The table below says the same council by council."


def nudge(because: str, asking: Round, address: str) -> str:
    """What a reminder says."""
    said = _ASKED_TO[because].format(name=asking.name)
    return f"Hello,\n\n{said}\n\nYour page: {address}\n\nThe national team"


def nudge_silence(address: str) -> str:
    """Where whoever got a reminder asks for no more."""
    return f"You get this because you manage your council's round. To get no more e-mails: {address}"


def reminding(area: str) -> str:
    """The heading of the page on which a council is reminded."""
    return f"Remind {area}"


def begun_again(times: str) -> str:
    """How often somebody began once more in the same browser."""
    return (
        f"Begun once more in a browser that had sent answers: {times}. It may be the same person or another one in the "
        "family: nobody is known, so nobody is left out."
    )


def gate(approval: Approval | None, areas: int) -> str:
    """Whether answers may be used for research today."""
    if approval is None:
        return (
            "The gate for research is shut: no ethics committee's approval holds today, so no answers of this round are used "
            "for research."
        )
    last = on_day(approval.last)
    if not areas:
        return f"An approval for research holds until {last}, but no council has said yes to research, so no answers are used."
    councils = "one council, which has" if areas == 1 else f"{areas} councils, which have"
    return f"The gate for research is open until {last}, for answers of {councils} said yes to it. All others stay out."
