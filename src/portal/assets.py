"""The built styles and fonts, each served under a name that carries its fingerprint."""

from __future__ import annotations

from whitenoise.storage import CompressedManifestStaticFilesStorage


class Fingerprinted(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # it ships no types
    """Names with fingerprints, so that browsers may keep a file for ever.

    Before the first `make assets` there are none, and a page without its styles is better than no page.
    """

    def stored_name(self, name: str) -> str:
        """The name with its fingerprint; the plain name of a file that was not built."""
        try:
            return str(super().stored_name(name))
        except ValueError:
            return name
