"""Turn a table of coded Friends and Family Test comments into answers to questionnaire.toml, one row a respondent.

    python to_answers.py COMMENTS.csv ANSWERS.csv

The table has one row a comment; a respondent may have several, with one answer repeated. What each respondent's
comments were about is joined; the words themselves are not carried over.
"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from pathlib import Path

EXPERIENCE = {
    "1": "very-good",
    "2": "good",
    "3": "neither",
    "4": "poor",
    "5": "very-poor",
    "6": "dont-know",
}
THEMES = {
    "Staff manner & personal attributes": "staff-manner",
    "Staff responsiveness": "responsiveness",
    "Competence & training": "competence",
    "Staff listening, understanding & involving patients": "listening",
    "Information directly from staff during care": "information",
    "Contacting services": "contact",
    "Timeliness of care": "timeliness",
    "Pain management": "pain",
    "Diagnosis & triage": "triage",
    "Transport to/ from services": "transport",
    "Feeling safe": "safety",
    "Environment & Facilities": "environment",
    "Impact of treatment/ care": "impact",
    "Positive experience & gratitude": "gratitude",
    "Negative experience & dissatisfaction": "dissatisfaction",
}


def main(source: Path, target: Path) -> None:
    """Read the comments, write the answers."""
    people: dict[str, dict[str, str]] = {}
    themes: dict[str, set[str]] = defaultdict(set)
    with source.open(encoding="utf-8-sig", newline="") as comments:
        for row in csv.DictReader(comments):
            person = row["Respondent ID"]
            people[person] = {
                "id": person,
                "service": " ".join(row["Service type 1"].split()),
                "experience": EXPERIENCE.get(row["FFT categorical answer"], ""),
            }
            themes[person] |= {code for column, code in THEMES.items() if row[column] == "1"}
    with target.open("w", encoding="utf-8", newline="") as answers:
        writer = csv.DictWriter(answers, ["id", "service", "experience", "about"])
        writer.writeheader()
        writer.writerows({**person, "about": ";".join(sorted(themes[key]))} for key, person in people.items())


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
