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
TABLES_LEAVE = (
    "Counts of every answer in each council that said yes, each changed by a few people at random. Figures do not add up "
    "exactly."
)
WAY = "How answers leave for research"
WAY_INTRO = (
    "An approval names one way. Who holds records and figures with noise of the same people can take the noise off again, so "
    "once anything was given the way stays."
)
NO_WAY_YET = (
    "Nobody has said yet how answers leave under this approval, so nothing can be taken away. The national team "
    "chooses it beside the approval."
)
OTHER_WAY = "Answers of this round leave in another way. Take what this page offers."
NO_APPROVAL = (
    "No approval of an ethics committee holds today. Write it down under the round's approvals first, then choose "
    "how answers leave."
)
NO_SUCH_WAY = "Choose one of the ways on this page."
NOISE_GIVEN = (
    "Figures of these people with noise were given before, to researchers or to everybody. Records beside them would "
    "take the noise off again: this round stays with noise."
)
RECORDS_GIVEN = (
    "Records of these people were taken away for research before. Noise beside them would hide nothing: this round "
    "stays with records."
)
WAITS_FOR_THE_END = "Answers still come in. Counts with noise are given once the round has closed."


def told_exactly(entry: int) -> str:
    """Researchers have read exact figures before."""
    return (
        f"Entry {entry} of the release ledger told everybody figures of these people as they are, and noise beside them would "
        "be taken off again. Choose records for this round."
    )


def set_on(way: str, moment: str, by: str) -> str:
    """How answers leave, and when and by whom that was set."""
    return f"{way}. Set {moment} by {by}."


def records_in_ledger(council: str, returns: int) -> str:
    """What the ledger calls records that left for research: of whom, how many, and by which method."""
    return (
        f"records for research of {council} ({returns:,} returns, every combination of what people say of themselves "
        "shared by 5)"
    )


def noise_in_ledger(councils: int, digest: str) -> str:
    """What the ledger calls a file with noise for research."""
    named = f"{councils:,} council{'' if councils == 1 else 's'} by name"
    return f"open data with noise by cell keys for research, every count of {named}, sha256:{digest[:16]}"
