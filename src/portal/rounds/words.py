"""Every sentence said about opening a round, each with what to do next."""

from __future__ import annotations


def two_versions() -> str:
    """Two versions of one form in one round."""
    return (
        "A round asks one version of a questionnaire, so that its answers can be counted together. Choose one of them."
    )


def closes_first() -> str:
    """A round that closes before it opens."""
    return "The round closes before it opens. Give it a closing time after its opening time."


def begun(area: str) -> str:
    """Questions can no longer be chosen."""
    return (
        f"Somebody in {area} has answered already, so the questions stay as they are: everybody in a round is asked the "
        "same. Choose other questions in the next round."
    )


def not_taking_part(area: str, title: str) -> str:
    """A choice for what is not asked there."""
    return f"{area} does not ask “{title}” in this round. Choose a questionnaire that it asks."
