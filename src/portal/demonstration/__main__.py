"""`make demo` and `make serve`: database, questionnaires, the demonstration round, a report, then the portal itself."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import django

from portal import environment


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line asks; 0 if all went well."""
    parser = argparse.ArgumentParser(prog="python -m portal.demonstration", description=__doc__)
    parser.add_argument("--port", type=int, default=8000, help="where to serve (default: 8000)")
    parser.add_argument("--no-serve", action="store_true", help="do all but serve")
    parser.add_argument("--only-serve", action="store_true", help="serve what is there; play nothing")
    parser.add_argument("--again", action="store_true", help="remove the demonstration round and play it anew")
    said = parser.parse_args(arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    os.environ["POET_DEMONSTRATION"] = "yes"
    os.environ.setdefault("POET_SITE", f"http://127.0.0.1:{said.port}")
    # The settings serve what stands in this folder, if it is there when they are read.
    (Path(environment.VAR.text()) / "static").mkdir(parents=True, exist_ok=True)
    django.setup()
    from portal.demonstration import colleagues, playing, serving, words  # noqa: PLC0415 (models need the settings set up)

    playing.prepare_site()
    if not said.only_serve:
        playing.play(again=said.again)
    print(playing.where_to_look(f"http://{serving.HOST}:{said.port}"))
    print(words.who_signs_in(colleagues.ready()))
    if said.no_serve:
        return 0
    if not serving.is_free(said.port):
        print(words.port_taken(said.port), file=sys.stderr)
        return 1
    print(words.STOP, flush=True)
    return serving.serve(said.port)


if __name__ == "__main__":
    sys.exit(main())
