"""Each command waits only for what it needs itself, and says what it may be told."""

import subprocess
import sys
from pathlib import Path

import pytest

from poet.__main__ import COMMANDS, main

ROOT = Path(__file__).parents[2]
PARENTS = ROOT / "instruments/ehc-parents/2014.toml"
SLOW = ("numpy", "scipy", "statsmodels", "rich", "poet.draw", "poet.frame", "openpyxl")
LOADED = f"""
import sys
from poet.__main__ import main
try:
    main(sys.argv[1:])
except SystemExit:
    pass
print([name for name in {SLOW!r} if name in sys.modules])
"""


def loaded(*arguments):
    """Which of the slow packages a command has loaded when it ends."""
    said = subprocess.run([sys.executable, "-c", LOADED, *arguments], capture_output=True, text=True, check=True)
    return said.stdout.splitlines()[-1]


@pytest.mark.parametrize("arguments", [("--help",), ("check", str(PARENTS)), ("catalogue", str(ROOT / "instruments"))])
def test_help_and_questionnaires_wait_for_nothing_that_counts_or_draws(arguments):
    assert loaded(*arguments) == "[]"


def test_counting_what_a_command_loads_sees_what_is_loaded():
    assert "poet.draw" in loaded("report", "--help")


@pytest.mark.parametrize("word", COMMANDS)
def test_a_command_says_what_it_may_be_told(word, capsys):
    with pytest.raises(SystemExit) as ended:
        main([word, "--help"])
    assert ended.value.code == 0
    assert f"usage: poet {word}" in capsys.readouterr().out


def test_help_names_every_command_in_a_line(capsys):
    with pytest.raises(SystemExit):
        main(["--help"])
    said = " ".join(capsys.readouterr().out.split())
    assert [word for word, one in COMMANDS.items() if f"{word} {one.help}" not in said] == []


def test_a_word_that_is_no_command_is_refused_with_those_there_are(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["chekc"])
    assert ended.value.code == 2
    assert "check" in capsys.readouterr().err
