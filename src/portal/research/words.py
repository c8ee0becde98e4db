"""Every sentence said to researchers, each with what to do next."""

from __future__ import annotations

TITLE = "Answers for research"
NO_ROUNDS = (
    "No round has an approval that holds today, so nothing can be taken away. Ask the national team to write down the approval "
    "of an ethics committee under the round's approvals."
)
SHUT = (
    "The gate for research is shut for this round and council. Answers leave while an approval of an ethics committee holds and "
    "the council has said yes. Ask the national team."
)
NO_AREAS = "No council of this round has said yes to research. When one does, it stands here."
WHAT_LEAVES = (
    "A row a response, with no comments, no numbers and no language. Who people are is hidden until each combination is shared "
    "by five or more of the council."
)
LOGGED = "That you took a file away is in the audit log, which data protection officers and the council's own read."


def until(day: str) -> str:
    """How long an approval holds."""
    return f"Approved until {day}."
