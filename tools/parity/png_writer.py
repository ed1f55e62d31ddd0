"""A small PNG writer for what Pillow cannot write: interlaced files, 16 bits a channel, colour keys, any chunk."""
import struct
import zlib

import numpy as np

# Adam7: first row, first column, row step, column step of each pass
ADAM7 = [(0, 0, 8, 8), (0, 4, 8, 8), (4, 0, 8, 4), (0, 2, 4, 4), (2, 0, 4, 2), (0, 1, 2, 2), (1, 0, 2, 1)]
COLOR_TYPES = {1: 0, 2: 4, 3: 2, 4: 6}


def chunk(kind: bytes, content: bytes) -> bytes:
    body = kind + content
    return struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))


def rows(pixels: np.ndarray, depth: int) -> bytes:
    """Unfiltered scan lines of `[height, width, channels]`; depths below 8 have one channel and are packed."""
    out = b""
    for line in pixels:
        if depth == 16:
            data = line.astype(">u2").tobytes()
        elif depth == 8:
            data = line.astype(np.uint8).tobytes()
        else:
            bits = (line.reshape(-1, 1) >> np.arange(depth - 1, -1, -1)) & 1
            data = np.packbits(bits.astype(np.uint8).reshape(-1)).tobytes()
        out += b"\0" + data
    return out


def png(pixels: np.ndarray, depth=8, palette=None, interlaced=False, chunks=()) -> bytes:
    """Encodes `[height, width, channels]`; `chunks` are (kind, content) pairs between the header (or palette) and the pixels."""
    height, width, channels = pixels.shape
    color_type = 3 if palette is not None else COLOR_TYPES[channels]
    header = struct.pack(">IIBBBBB", width, height, depth, color_type, 0, 0, int(interlaced))
    if interlaced:
        passes = [pixels[y::dy, x::dx] for y, x, dy, dx in ADAM7]
        data = b"".join(rows(part, depth) for part in passes if part.size)
    else:
        data = rows(pixels, depth)
    before = [chunk(b"PLTE", palette.astype(np.uint8).tobytes())] if palette is not None else []
    before += [chunk(kind, content) for kind, content in chunks]
    parts = [chunk(b"IHDR", header), *before, chunk(b"IDAT", zlib.compress(data)), chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)
