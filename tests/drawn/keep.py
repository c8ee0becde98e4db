"""Pictures of each kind of chart that are kept beside the tests: `PYTHONPATH=src:tests python -m drawn.keep` renews them.

They are drawn as the PDF draws them, shapes and words, at a pixel a point, and kept as PNG so that anybody can look at them.
"""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import msgspec
import numpy as np
import pypdfium2
import typst

from drawn.by_background import BY_SETTING, NOTHING, ONE_GROUP
from drawn.council import FONTS
from drawn.sample import AGES, ARROWS, BESIDE, FUNNEL, GROUPS, HELP, JOINED, LINES, PANELS, PROCESS
from poet.draw import palette, raster
from poet.draw.charts import PAPER, PHONE, Sheet, pictures
from poet.report.model import Chart

KEPT = Path(__file__).parent / "kept"
CHARTS: dict[str, tuple[Chart, Sheet]] = {
    "stacked": (PROCESS, PAPER),
    "stacked-narrow": (PROCESS, PHONE),
    "joined": (JOINED, PAPER),
    "single": (HELP, PAPER),
    "plain": (AGES, PAPER),
    "beside": (BESIDE, PAPER),
    "beside-narrow": (BESIDE, PHONE),
    "panels": (PANELS, PAPER),
    "arrows": (ARROWS, PAPER),
    "funnel": (FUNNEL, PAPER),
    "lines": (LINES, PAPER),
    "lines-narrow": (LINES, PHONE),
    "groups": (GROUPS, PAPER),
    "groups-narrow": (GROUPS, PHONE),
    "by-background": (BY_SETTING, PAPER),
    "by-background-narrow": (BY_SETTING, PHONE),
    "by-background-one": (ONE_GROUP, PAPER),
    "by-background-nothing": (NOTHING, PAPER),
}
# Where the mean colour of 4 by 4 pixels is farther than this from the kept one (of 255), they differ; a picture is another
# one where more than so many of a thousand differ. Edges may be softened otherwise by another version of the renderer.
FAR, MANY, SIDE = 12, 0.3, 4
_SIGN = b"\x89PNG\r\n\x1a\n"


def looked_at(chart: Chart, sheet: Sheet) -> np.ndarray:
    """The chart as pixels: rows, columns, red green and blue."""
    (picture,) = pictures(chart, sheet)
    given = {"pictures": list(raster._given([picture], sheet)), "colours": palette.NAMED}
    faces = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(FONTS)])
    compiler = typst.Compiler(str(raster._TEMPLATE), font_paths=faces)
    page = compiler.compile(sys_inputs={"pictures": msgspec.json.encode(given).decode()}, format="pdf")
    with pypdfium2.PdfDocument(page) as document:
        return np.array(document[0].render(scale=1, rev_byteorder=True).to_numpy()[:, :, :3])


def differing(kept: np.ndarray, now: np.ndarray) -> float:
    """How many of a thousand squares differ; all of them where the pictures are not of one size."""
    if kept.shape != now.shape:
        return 1000.0
    far = np.abs(_squares(kept) - _squares(now)).max(axis=2) > FAR
    return float(1000 * far.mean())


def _squares(pixels: np.ndarray) -> np.ndarray:
    tall, wide = (side - side % SIDE for side in pixels.shape[:2])
    parted = pixels[:tall, :wide].astype(float).reshape(tall // SIDE, SIDE, wide // SIDE, SIDE, 3)
    return parted.mean(axis=(1, 3))


def png(pixels: np.ndarray) -> bytes:
    """The pixels as PNG, each row as it is."""
    tall, wide, _ = pixels.shape
    rows = b"".join(b"\0" + row.tobytes() for row in pixels)
    head = struct.pack(">IIBBBBB", wide, tall, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return _SIGN + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    )


def read(data: bytes) -> np.ndarray:
    """The pixels of a PNG that `png` wrote."""
    wide, tall = struct.unpack(">II", data[16:24])
    start = data.index(b"IDAT") + 4
    (length,) = struct.unpack(">I", data[start - 8 : start - 4])
    rows = np.frombuffer(zlib.decompress(data[start : start + length]), np.uint8).reshape(tall, 1 + 3 * wide)
    return rows[:, 1:].reshape(tall, wide, 3)


if __name__ == "__main__":
    KEPT.mkdir(exist_ok=True)
    for name, (chart, sheet) in CHARTS.items():
        (KEPT / f"{name}.png").write_bytes(png(looked_at(chart, sheet)))
