"""The whole public site as files that need no server: every page that its links lead to; same state, same bytes.

Pages are asked of the same views that serve them, as somebody with no account. What was taken back is in no list, so no link
leads to it. A list of digests stands beside the files, by which a later run knows the folder for its own.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape, unescape
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.staticfiles import finders
from django.test import RequestFactory
from django.urls import Resolver404, resolve

from portal.councils import scope
from portal.publishing import words

# What is exported; a link to anything else leads to the portal itself.
VIEWS = frozenset(
    {
        "home", "reports", "reports-by", "report", "chapter", "report-file", "report-styles", "findings", "finding",
        "finding-file", "methods", "open-data", "open-data-file",
        "accessibility-statement", "accessibility", "privacy", "help", "governance", "forms", "specimen", "changes",
    }
)  # fmt: skip
MANIFEST = "digests.txt"
_LINK = re.compile(r'\b(href|src|poster|action)="([^"]*)"')
_IN_STYLES = re.compile(r"""url\((["']?)([^"')]+)\1\)""")
Said = Callable[[int], None]


class NotExported(Exception):
    """The site cannot be written there; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written: how many pages, how many files beside them, and the digest of the list of digests."""

    pages: int
    files: int
    digest: str


def export(folder: Path, *, said: Said | None = None) -> Exported:
    """Write the public site into a folder, in the place of what an earlier run wrote there. Raises NotExported."""
    if folder.exists() and any(folder.iterdir()) and not (folder / MANIFEST).is_file():
        raise NotExported(words.not_ours(folder))
    beside = folder.with_name(f"{folder.name}.new")
    shutil.rmtree(beside, ignore_errors=True)
    site = _Site()
    with scope.nowhere():
        site.walk(beside, said)
    listed = "".join(f"{digest}  {name}\n" for name, digest in sorted(site.written.items())).encode()
    (beside / MANIFEST).write_bytes(listed)
    if folder.exists():
        shutil.rmtree(folder)
    beside.rename(folder)
    return Exported(site.pages, len(site.written) - site.pages, hashlib.sha256(listed).hexdigest())


@dataclass
class _Site:
    """What was written so far, by name, and which addresses are still to be asked for."""

    written: dict[str, str] = field(default_factory=dict)
    waiting: list[str] = field(default_factory=lambda: ["/"])
    met: set[str] = field(default_factory=lambda: {"/"})
    pages: int = 0
    requests: RequestFactory = field(default_factory=RequestFactory)

    def walk(self, folder: Path, said: Said | None) -> None:
        """From the front page along all links."""
        while self.waiting:
            address = self.waiting.pop()
            name = name_of(address)
            data = self._static(address) if address.startswith(settings.STATIC_URL) else self._page(address)
            place = folder / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data)
            self.written[name] = hashlib.sha256(data).hexdigest()
            self.pages += name.endswith(".html")
            if said:
                said(len(self.written))

    def _static(self, address: str) -> bytes:
        name = address.removeprefix(settings.STATIC_URL)
        kept = Path(settings.STATIC_ROOT) / name
        found = str(kept) if kept.is_file() else finders.find(name)
        if not isinstance(found, str):
            raise NotExported(words.no_such_file(address))
        data = Path(found).read_bytes()
        return self._restyled(data.decode(), address).encode() if name.endswith(".css") else data

    def _page(self, address: str) -> bytes:
        request = self.requests.get(address, headers={"host": urlsplit(settings.SITE).netloc})
        request.user = AnonymousUser()
        request.exporting = True  # type: ignore[attr-defined]  # templates and lists ask for it
        view, args, kwargs = resolve(urlsplit(address).path)
        response = view(request, *args, **kwargs)
        if response.status_code != 200:
            raise NotExported(words.no_such_page(address, response.status_code))
        kind = response.headers["Content-Type"]
        if kind.startswith("text/html") and "Content-Disposition" not in response.headers:
            return self._relinked(response.content.decode(), address).encode()
        return bytes(response.content)

    def _relinked(self, page: str, address: str) -> str:
        def leading(found: re.Match[str]) -> str:
            return f'{found[1]}="{escape(self._towards(unescape(found[2]), address))}"'

        return _LINK.sub(leading, page)

    def _restyled(self, styles: str, address: str) -> str:
        return _IN_STYLES.sub(lambda found: f'url("{self._towards(found[2], address)}")', styles)

    def _towards(self, link: str, address: str) -> str:
        """A link of the page at an address, as it stands in the page's file; what it leads to is asked for later."""
        parts = urlsplit(link)
        if parts.scheme or parts.netloc or link.startswith("#"):
            return link
        there = urljoin(address, link).partition("#")[0]
        if not _is_exported(there):
            return settings.SITE + urljoin(address, link)
        if there not in self.met:
            self.met.add(there)
            self.waiting.append(there)
        relative = posixpath.relpath(name_of(there), posixpath.dirname(name_of(address)) or ".")
        return relative + (f"#{parts.fragment}" if parts.fragment else "")


def _is_exported(address: str) -> bool:
    if address.startswith(settings.STATIC_URL):
        return True
    try:
        return resolve(urlsplit(address).path).url_name in VIEWS
    except Resolver404:
        return False


def name_of(address: str) -> str:
    """The file that an address stands in: its folder's index, itself where it has an ending, one each for a page's faces."""
    parts = urlsplit(address)
    path = parts.path.lstrip("/")
    query = "".join(letter if letter.isalnum() else "-" for letter in parts.query)
    if path and not path.endswith("/"):
        last = path.rpartition("/")[2]
        return path if "." in last else f"{path}{'-' if query else ''}{query}.html"
    return f"{path}{query or 'index'}.html"
