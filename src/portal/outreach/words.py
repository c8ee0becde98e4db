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
