"""Every sentence said about runs of reports, each with what to do next."""

from __future__ import annotations

TITLE = "Reports of this round"
NONE_YET = "No reports of this round have been made yet. Choose which, and start a run."
WHAT = (
    "A run makes a report for every council that takes part, for every region and for the whole country, for each "
    "questionnaire. All of them are made of one set of protected figures, which is held against everything issued before."
)
STILL_OPEN = (
    "People can still answer until the end of {day}, and those who have begun a day longer. Come back after that: figures "
    "issued now would change."
)
GOING = "A run of this round is being made already. Wait until it has ended, then start the next."
NOTHING_FAILED = "Nothing of this run has failed, so there is nothing to make again."
FEW_COUNCILS = (
    "Fewer than {least} councils of this region take part, so that the region's figures would be theirs. Once more councils of "
    "it take part, it can be told."
)
REGIONS_TELL = (
    "Too few councils of this region have answers of which something may be told, or the region's figures beside the councils' "
    "own would tell what a few people said. More answers unlock it."
)
NOBODY_ANYWHERE = (
    "Nobody has sent this questionnaire anywhere in this round. Reports can be made once people have answered."
)
LEAKS = (
    "Nothing was issued: together with what was issued before, these figures would tell what a few people said. {why} Wait "
    "for more answers, or ask the analyst to look at the release ledger, and make it again."
)
OVERTAKEN = "Nothing was issued: other figures were issued at the same moment, again and again. Make it again."
BROKEN_LEDGER = (
    "Nothing was issued: the release ledger is not whole. Restore it from a backup before anything is issued. {why}"
)
BROKE = "It could not be made ({fault}). Make it again; if it fails once more, tell whoever runs the portal, with this text."
NATION = "The whole country"
CHOOSE = "Choose which reports to make."
NO_SUCH_STATE = "No report of this run is like that. Show all of them."


def how_far(done: int, of: int) -> str:
    """How far a run has come."""
    return f"{done:,} of {of:,} reports are through. You may close this page and come back."


def ended(made: int, refused: int, failed: int) -> str:
    """What a run came to."""
    said = f"{made:,} made, {refused:,} refused, {failed:,} failed."
    return f"{said} Those that failed can be made again." if failed else said
