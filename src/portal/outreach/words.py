"""Every sentence said about links, invitations and letters, each with what to do next."""

from __future__ import annotations

from portal.rounds.models import Window

GROUP_NAMELESS = "Name the group, so that you know later whose link it is: a school, a team, a forum."
GROUP_LONG = "This name is too long. Shorten it to 80 letters."
GROUP_KINDLESS = "Choose what the group is."


def group_taken(name: str) -> str:
    """A group's name twice."""
    return f"There is a group “{name}” already for this questionnaire. Use its link, or choose another name."


LIST_NAMELESS = "Name the list, so that you know later whom it was for."
LIST_LONG = "This name is too long. Shorten it to 80 letters."


def list_taken(name: str) -> str:
    """A list's name twice."""
    return f"There is a list “{name}” already for this questionnaire. Choose another name."


def too_few_or_many(number: int, fewest: int, most: int) -> str:
    """A list of the wrong length."""
    if number < fewest:
        return (
            f"A list needs at least {fewest} people, and this one has {number}: of fewer it could be told who has answered. "
            "Use a group link for them instead."
        )
    return f"A list holds at most {most:,} people, and this one has {number:,}. Make several lists."


# ---- The pages of links ----

LINKS = "Links to hand out"
NO_PLACES = "No round is going on in your area. When your council takes part in one, its links stand here."
NO_LINKS = (
    "There is no open link here. A council that takes part has one for each questionnaire until the round closes."
)
NEXT = {
    Window.NOT_YET: "The round is not open yet. Print posters and prepare letters now; the links work from its first day.",
    Window.OPEN: "Hand the links out: hang a poster up, put the code into a letter, or send the words below by e-mail.",
    Window.GRACE: "The round has closed. Take the posters down; whoever had begun may finish for a day.",
    Window.CLOSED: "The round has closed. Take the posters down.",
}


def place(area: str, asking: str) -> str:
    """An area in a round."""
    return f"{area}: {asking}"


def links_of(area: str) -> str:
    """The title of an area's links."""
    return f"Links of {area}"


def letter(area: str, title: str, address: str, until: str) -> str:
    """Words for a letter or an e-mail, to copy."""
    return (
        f"Have your say about support in {area}\n\n"
        f"We would like to know how you find it: “{title}”. You need no account, nobody asks for your name, and you can "
        f"leave out any question.\n\n{address}\n\nYou can answer until {until}. If you would rather answer on paper or with "
        "somebody’s help, tell whoever gave you this letter.\n"
    )


# ---- The page of groups ----

CHOOSE = "Choose"
GROUP_LINKLESS = "Choose which questionnaire the group is asked. If none can be chosen, the round has closed."
NO_GROUPS = "No group has a link yet. Make one below for a school, a team or an event, to see how many answer by it."
GROUP_MADE = "a group's link was made"
GROUP_PAUSED = "a group's link was paused"
GROUP_RESUMED = "a group's link was opened again"


def groups_of(area: str) -> str:
    """The title of an area's groups."""
    return f"Groups of {area}"


def tallied(people: int | None) -> str:
    """How many answered by a group's link, as far as it is told."""
    if people is None:
        return "Fewer than 10 answers so far. Counts are told in tens, so that nobody can be picked out."
    return f"{people:,} or more answers, told in tens."


# ---- Letters by e-mail ----

SERVER_SILENT = (
    "The mail server does not answer, or broke off. Nothing is lost: the letters wait. Look at the server, and at "
    "POET_SMTP_URL."
)
SERVER_REFUSES_US = (
    "The mail server takes nothing from our address. The letters wait. Let it accept mail from the address in "
    "POET_MAIL_FROM, or change that."
)
NO_SERVER = "No mail server is named. Set POET_SMTP_URL and POET_MAIL_FROM, then start this command again."
QUIET_NOW = "Nobody is written to at this hour; the letters wait until it is over."


def sent_off(done: dict[str, int]) -> str:
    """What a worker has done, for the operator."""
    return (
        f"Letters sent: {done['sent']}. To be tried again: {done['later']}. Could not be delivered: {done['refused']}. "
        f"Not sent because of a wish, a stop or the round's end: {done['left']}."
    )


# ---- No more e-mails ----

SILENCE_BUTTON = "Send me no more e-mails"
SILENCE_UNKNOWN = "This link does not work"
SILENCE_UNKNOWN_HOW = (
    "It may have been cut short on its way. Open the e-mail again and choose the link in it, or copy the whole address.\n"
    "You can also tell the council that wrote to you."
)
SILENCED = "You will get no more e-mails"


def silence_title(area: str) -> str:
    """What is asked for."""
    return f"Do you want no more e-mails from {area}?"


def silence_how(area: str) -> str:
    """What it means."""
    return (
        f"Then {area} will not write to this address again to ask how you find support, in this round or in later ones.\n"
        "Nobody is told who has asked for this. You can still answer: the way in that you were sent goes on working."
    )


def silenced_how(area: str) -> str:
    """What has happened, and how to change one's mind."""
    return (
        f"{area} will not write to this address again to ask how you find support. One that is on its way may still arrive.\n"
        "The way in that you were sent goes on working until you have answered. If you change your mind, tell the council: "
        "it can give you a link or a letter at any time."
    )
