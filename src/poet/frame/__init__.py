"""The answers as small-integer columns, sorted by area: the only place where column names are read."""

from poet.frame.build import Framed, frame
from poet.frame.model import Coded, Column, Frame, Measured, Ticked, Written

__all__ = ["Coded", "Column", "Frame", "Framed", "Measured", "Ticked", "Written", "frame"]
