"""What a chart is drawn on: paper, a wide screen or a phone."""

from __future__ import annotations

from dataclasses import dataclass

from poet.draw.letters import width, wrapped


@dataclass(frozen=True, slots=True)
class Sheet:
    """Width, text size, how wide the label column is (0: labels stand above their row), how tall a picture may be, and how
    tall, in letters' heights, is a strip of lines over rounds.

    One unit is 1 pt on paper and about 1 px on a screen. `stretch` corrects the estimate of a text's width: on paper
    the face is known and a little narrower, on a screen it is the reader's own and may be wider.
    """

    width: float
    size: float
    small: float
    labels: float
    tallest: float = float("inf")
    stretch: float = 1.0
    strip: float = 4.6

    @property
    def leading(self) -> float:
        """The distance between two lines of text."""
        return self.size * 1.25

    @property
    def thick(self) -> float:
        """The height of a bar."""
        return self.size * 1.75

    def wide(self, text: str) -> float:
        """Return how wide the text is on this sheet."""
        return width(text, self.size) * self.stretch

    def wrap(self, text: str, room: float) -> tuple[str, ...]:
        """Return the text as lines that fit into `room`."""
        return wrapped(text, self.size, room / self.stretch)


PAPER = Sheet(width=453.5, size=9.5, small=9, labels=158, tallest=600, stretch=0.97)
SCREEN = Sheet(width=720, size=15, small=14, labels=260, stretch=1.15)
SLIDE = Sheet(width=860, size=17, small=15, labels=300, tallest=380, stretch=0.97)
# A slide of lines over rounds: letters of 12 points and more, and four questions below one another.
CLOSE_SLIDE = Sheet(width=860, size=13, small=12, labels=340, tallest=390, stretch=0.97, strip=2.5)
PHONE = Sheet(width=300, size=14, small=13, labels=0, stretch=1.15)
