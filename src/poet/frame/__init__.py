"""The answers as small-integer columns, sorted by area: the only place where column names are read."""

from poet.frame.build import Framed, frame
from poet.frame.model import Coded, Column, Frame, Measured, Ticked, Written
from poet.frame.snapshot import Block, Snapshot, open_snapshot, write_snapshot

__all__ = [
    "Block",
    "Coded",
    "Column",
    "Frame",
    "Framed",
    "Measured",
    "Snapshot",
    "Ticked",
    "Written",
    "frame",
    "open_snapshot",
    "write_snapshot",
]
