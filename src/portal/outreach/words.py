"""Every sentence said about links, invitations and letters, each with what to do next."""

from __future__ import annotations

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
