"""How answers and questionnaires come in and go out: a council's tables, other programs' questionnaires."""
