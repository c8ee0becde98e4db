"""Every sentence said about backups, each with what to do next."""

from __future__ import annotations

THERE_ALREADY = "There is a file {file} already, and it was not touched. Name another, or move it away first."
NO_FILE = "There is no file {file}. Give the path of a file that manage.py backup has made."
NO_BACKUP = (
    "{file} is no backup of this kind of database ({engine}). Point POET_DATABASE_URL at the kind it was taken from."
)
NOT_EMPTY = "The database holds tables already, and nothing was changed. Point POET_DATABASE_URL at an empty one."
NO_TOOL = (
    "{tool} is not installed here. Install PostgreSQL's client (Debian, Ubuntu: apt-get install postgresql-client)."
)
FAILED = "{tool} did not finish: {why}"
DAMAGED = "{file} is damaged: {why} Take the backup before this one."
OTHER = "What was restored is not what was backed up: its digest is {found}, and {file} says {expected}. Do not use it."
DONE = "{tables} tables with {rows:,} rows. Digest: {digest}"


class NotDone(Exception):
    """A backup or a restoring that did not happen; the message says why and what to do."""
