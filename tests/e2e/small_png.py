"""Writes a picture with 256 colours at most: a third of the size that a browser would write.

It must not change a colour that is common in the picture.
"""

import base64
import struct
import zlib
from pathlib import Path

from playwright.sync_api import Page

# The first place is for what is see-through. The most frequent colours are kept, the others go to the nearest of them.
_REDUCE = """async source => {
  const picture = new Image();
  picture.src = source;
  await picture.decode();
  const {width, height} = picture;
  const pen = new OffscreenCanvas(width, height).getContext('2d');
  pen.drawImage(picture, 0, 0);
  const data = pen.getImageData(0, 0, width, height).data;
  const colours = [], count = new Map();
  for (let at = 0; at < data.length; at += 4) {
    const colour = data[at + 3] < 128 ? -1 : data[at] << 16 | data[at + 1] << 8 | data[at + 2];
    colours.push(colour);
    if (colour >= 0) count.set(colour, (count.get(colour) ?? 0) + 1);
  }
  const kept = [...count.keys()].sort((one, other) => count.get(other) - count.get(one)).slice(0, 255);
  const far = (one, other) => [16, 8, 0].reduce((sum, by) => sum + ((one >> by & 255) - (other >> by & 255)) ** 2, 0);
  const nearest = (colour) => kept.reduce((best, each) => far(colour, each) < far(colour, best) ? each : best);
  const place = new Map([[-1, 0], ...kept.map((colour, at) => [colour, at + 1])]);
  for (const colour of count.keys()) if (!place.has(colour)) place.set(colour, place.get(nearest(colour)));
  let places = '';
  for (const colour of colours) places += String.fromCharCode(place.get(colour));
  return [width, height, kept, btoa(places)];
}"""


def write_small_png(page: Page, picture: bytes, path: Path) -> None:
    """Writes a PNG again, smaller; `page` lends its script and may be any that lets pictures in."""
    source = f"data:image/png;base64,{base64.b64encode(picture).decode()}"
    width, height, colours, encoded = page.evaluate(_REDUCE, source)
    places = base64.b64decode(encoded)
    rows = b"".join([b"\0" + places[at : at + width] for at in range(0, len(places), width)])
    palette = b"\0\0\0" + b"".join([colour.to_bytes(3, "big") for colour in colours])
    parts = {
        b"IHDR": struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0),
        b"PLTE": palette,
        b"tRNS": b"\0",
        b"IDAT": zlib.compress(rows, 9),
        b"IEND": b"",
    }
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join([_chunk(*part) for part in parts.items()]))


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
