"""Write a table of made-up answers of parents, by the generator of the demonstration: no figure is anybody's experience.

    python make.py QUESTIONNAIRE.toml ANSWERS.csv [AREAS [PEOPLE]]

The same arguments make the same answers. What people lived through shows in what came of it, and areas differ.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path
from random import Random

from poet.instrument import load
from portal.demonstration.people import answers, someone


def main(questionnaire: Path, target: Path, areas: int = 40, people: int = 50) -> None:
    """Make the answers up, so many people in each of so many areas."""
    instrument = load(questionnaire)
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ["area", *instrument.by_id])
        writer.writeheader()
        for area in range(areas):
            went = Random(f"area {area}").gauss(0, 0.35)  # noqa: S311 made-up people need no secret chance
            for person in range(people):
                chance = Random(f"{area} {person}")  # noqa: S311
                made_up = someone(instrument, went, chance)
                writer.writerow({"area": f"Made-up area {area}", **answers(made_up, instrument.variants[0])})


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), *map(int, sys.argv[3:]))
