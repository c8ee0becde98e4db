"""Every sentence on the pages of plans, events and "you said, we did", each with what to do next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from poet.measure import Interval
from portal.pages import on_day

PLAN = "Action plan"
PLANS = "Action plans"
NO_PLACES = "No council of yours takes part in a round yet. Once it does, what you do after its report stands here."
NO_PLANS = "No council has opened its action plan to the national team yet. Each decides for itself."
NOTHING_YET = (
    "Too few people have answered to tell a finding yet: a question needs 10 answers. Once it has them, its finding stands "
    "here and you can plan what to do about it."
)
NO_ACTIONS = (
    "No action is planned yet. Choose a finding below, and say what you will do, whose task it is and until when."
)
NO_EVENTS = "No event is planned yet. Plan one to talk about the findings with the people they come from."
ABOUT_PLAN = (
    "Each action answers a finding of your report. The next round asks the same question again and says what changed."
)
OPENED = "The national team may read this plan. You can close it again at any time."
CLOSED = "Only people of your council read this plan. You can open it to the national team."
OVERDUE = "Overdue"
SAY_WHAT = "Say what you will do."
SAY_WHO = "Say whose task it is: a role or a team, like “SEND manager”."
SAY_STATE = "Choose where it stands."
SAY_WHY = "Say why it was stopped: people will read it."
SAY_EVIDENCE = "Say what shows that it is done: a sentence, a link or a file."
SAY_ADDRESS = "Give a whole address that begins with https://."
SAY_A_DAY = "Give a day, like 2027-03-31."
SAY_A_FINDING = "Choose the finding that this answers."
A_ROLE_PLEASE = "This looks like somebody's name. Say a role or a team instead, like “SEND manager”."
OVERTAKEN = (
    "Somebody else changed this while you were writing. What you wrote is still in the fields; what stands now is told below. "
    "Look at both, then save again."
)
AN_EMAIL, A_NUMBER, A_POSTCODE = "an e-mail address", "a telephone or other long number", "a postcode"
AN_ADDRESS, A_HANDLE, A_BIRTH = "a web address", "the name of an account", "a date of birth"
BETTER, NO_CLEAR_CHANGE, WORSE, CANNOT_SAY = "Better", "No clear change", "Worse", "We cannot say"
TOO_FEW_TO_COMPARE = "too few people answered this question in one of the two rounds"
NOT_MEASURED = "Not asked again yet. The next round of this questionnaire says what changed."
SAID_DONE = "You said, we did"
NO_CONSENT = (
    "Your council has not agreed that its own report of this round is published. Change what others may do with your results "
    "first; then this can be published."
)
NOTHING_TO_TELL = "There is nothing to tell yet: write down at least one action first."
AT_THE_SAME_TIME = "Somebody else published at the same moment. Look at what stands now."
NOT_PUBLISHED = "Nobody outside your council can read this yet."
NOT_HERE = (
    "“You said, we did” is not published for this council and questionnaire, or it was taken back.",
    "It will stand here when the council has said what it did. Ask the council, or come back later.",
)
HOME = {"text": "To the start", "href": "/"}
PLAIN_FACE, EASY_FACE = "Plain words", "Easy Read"
EASY_STATES: Mapping[str, str] = {
    "planned": "We plan to do this.",
    "under-way": "We are doing this now.",
    "done": "We have done this.",
    "stopped": "We stopped doing this.",
}
SAY, FEEDBACK_HEADING = "Say what you think", "What was said at the event"
EVENT, FEEDBACK, FACILITATIONS = "Event", "What was said", "Events that ask for somebody to lead them"
ANSWERED_MEANWHILE = "Somebody has answered this meanwhile. What was said stands below; nothing was changed."
EVENT_OVERTAKEN = (
    "This event was changed since you opened the page. It stands here as it is now: look, and press again."
)
EVENT_FIELDS: Mapping[str, str] = {
    "title": "What it is called", "starts": "When it begins", "ends": "When it ends", "also": "Further dates",
    "place": "Where it is", "online": "Link to join online", "invited-board": "Who is invited", "others": "Who else",
    "agenda": "Agenda", "access": "What people may need",
}  # fmt: skip
SAY_A_TITLE = "Say what the event is called."
SAY_A_MOMENT = "Give a day and a time, like 2027-03-31T18:00."
SAY_AN_END = "Give an end that comes after the beginning, at most a week later."
SAY_WHERE = "Say where it is, or give the link to join online."
SAY_YES_OR_NO = "Say whether somebody comes."
SAY_WHO_COMES = "Say who comes: a team or a role."
NO_FACILITATIONS = "No council asks for somebody to lead an event at the moment. Requests stand here, the oldest first."
SAY_SOMETHING = "Write what was said."
SAY_ABOUT = "Choose what it is about, or leave the choice open."
TICK = "Tick the box to say that you have named nobody."
TOO_MANY = "Many remarks wait to be read. Please come back in a few days."
NAME_NOBODY = (
    "Do not write anybody's name, and nothing that others could know somebody by: no telephone number, e-mail or address, "
    "no school's name, no rare condition."
)
READ_FIRST = (
    "Somebody at the council reads it before anybody else can. We do not ask who you are, and keep only the day."
)
NO_REMARKS = "Nothing is written down yet. Type what was said at the tables, or give people the form's address."
THANKS = "Thank you"
TAKEN = (
    "Somebody at the council reads what you wrote, and shows it if it names nobody.",
    "You can close this page now.",
)
NOT_OPEN = (
    "This form is open from the beginning of the event and for four weeks after it.",
    "Ask the council if you would like to say something now.",
)
NO_EVENT = ("There is no event here, or it is not open to everybody.", "Ask the council that gave you the address.")
ABOUT_NOTHING = "Something else"
WAITS, WARNED = "Waits to be read", "May name somebody: read it closely"
SOMEBODY = "Somebody"
PLAN_HEAD = (
    "What we do", "It answers", "Whose task it is", "Until when", "Where it stands", "What shows it", "Asked again",
)  # fmt: skip
PLAN_SHORT_HEAD = ("What we do", "Whose task it is", "Until when", "Where it stands", "What shows it")
FILE_HINT = "A PDF, picture, Word document or text of up to 5 MB. Take names out first: people may read it."
FILE_TOO_LARGE = "This file is larger than 5 MB. Hand in a smaller one, or a link."
FILE_NOT_KNOWN = "We keep PDFs, PNG and JPEG pictures, Word documents and plain text. Hand in one of these, or a link."
FIELDS: Mapping[str, str] = {
    "what": "What you do",
    "easy": "In easy words",
    "owner": "Whose task it is",
    "due": "Until when",
    "state": "Where it stands",
    "why": "Why it was stopped",
    "evidence": "What shows it",
    "href": "Link",
}
DONE: Mapping[str, str] = {"written": "Written", "changed": "Changed", "undone": "Put back as it was before"}


NOT_RELEASED = (
    "Nothing was published: the release ledger does not say that these figures may be told to everybody. Try again in a minute; "
    "if it says so again, ask the national team."
)


def plan_of(area: str, title: str) -> str:
    """The heading of a plan."""
    return f"{area}: action plan on “{title}”"


def too_long(most: int) -> str:
    """A field holds more than is kept."""
    return f"Say it in {most:,} characters or fewer."


def points_at(what: str) -> str:
    """A text holds a way to reach somebody."""
    return f"This holds what looks like {what}. Take it out: what stands here must lead to nobody."


@dataclass(frozen=True, slots=True)
class Figures:
    """Percentage and base, the round before and now."""

    before: tuple[int, int]
    now: tuple[int, int]


def again(name: str, word: str, figures: Figures, interval: Interval, *, running: bool) -> str:
    """What the next round says of the same question, with the range that the change may well lie in."""
    (was, asked), (is_now, asked_now) = figures.before, figures.now
    so_far = " so far" if running else ""
    low, high = round(100 * interval.low), round(100 * interval.high)
    return (
        f"{word}. {is_now}% answered favourably in “{name}”{so_far} (n = {asked_now}), after {was}% (n = {asked}). "
        f"The change lies between {low:+d} and {high:+d} points."
    )


def cannot_say(name: str, why: str) -> str:
    """Why nothing can be said of the next round."""
    return f"We cannot say what changed in “{name}”: {why}."


def you_told_us(label: str) -> str:
    """A finding whose figure may not be shown now."""
    return f"You told us about: {label}."


def said_done_of(area: str) -> str:
    """The heading for everybody."""
    return f"You said, we did: {area}"


def published(at: str) -> str:
    """Since when an edition stands."""
    return f"Published by the council on {at}. The sentences are made from answers of ten people or more."


def stands(at: str, by: str, *, consents: bool) -> str:
    """That an edition stands, and whether it can be read."""
    said = f"Published {at} by {by}. "
    if consents:
        return said + "Everybody can read it. What you change here is public when you publish again."
    return said + "Nobody can read it now, because your consent to a public report was withdrawn."


def last_time(area: str) -> str:
    """The link on the first page of the next round's questionnaire."""
    return f"What {area} did after you answered last time"


def usual_title(area: str) -> str:
    """What an event is called at first."""
    return f"What people said in {area}: let us talk about it"


def when(starts: str, ends: str) -> str:
    """From when to when."""
    day, _, then = ends.rpartition(", ")
    return f"{starts} to {then if starts.startswith(f'{day}, ') else ends}"


def remarks(least: int) -> str:
    """How many remarks were made, in tens."""
    return f"{least} remarks or more" if least else "Fewer than 10 remarks, or none yet"


def asked_of(answer: str, who: str) -> str:
    """What became of a request for somebody to lead an event."""
    if answer == "accepted":
        return f"{who} will lead the event."
    if answer == "declined":
        return "The national team cannot send anybody."
    return "The national team has been asked and has not answered yet."


def too_many_files(most: int) -> str:
    """An action holds as many files as it may."""
    return f"An action holds {most} files at most. Remove one first."


# ---- Letters about what is overdue ----

QUIET = "Nobody is written to at this hour; what is overdue is told when it is over."


def told_overdue(letters: int) -> str:
    """What was done, for the operator."""
    return f"Letters about overdue actions sent: {letters}."


def overdue_subject(area: str, actions: int) -> str:
    """The subject of a letter."""
    return f"{area}: an action is overdue" if actions == 1 else f"{area}: {actions} actions are overdue"


def overdue_line(what: str, owner: str, on: date, address: str) -> str:
    """An action whose day has passed."""
    return f"- {what}\n  {owner}, until {on_day(on)}\n  {address}"


def overdue_letter(name: str, area: str, lines: list[str], silence: str) -> str:
    """The letter."""
    return (
        f"Dear {name},\n\nthe day has passed for what {area} said it would do:\n\n" + "\n\n".join(lines) + "\n\n"
        "Open the plan and say how it stands: done, with what shows it; stopped, and why; or a new day. Whoever told you what "
        "support is like reads it there.\n\n"
        f"You get this letter once for each day that is set. To get no more e-mails for {area}:\n{silence}\n"
    )
