"""Every sentence said about publishing a questionnaire, each with what to do next."""

from __future__ import annotations


def changed(name: str) -> str:
    """A published text was edited."""
    return (
        f"{name} is published, and its text has changed since. Put the old text back; give the new one a new version."
    )


def no_file(name: str, register: str) -> str:
    """The register names a file that is not there."""
    return f"{register} lists {name}, and there is no file {name}.toml. Put the file back: answers were given to it."


def no_register(folder: str, register: str) -> str:
    """The folder has no register."""
    return f"{folder} has no {register}. Point to the folder of published questionnaires."
