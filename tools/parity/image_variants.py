"""Ways to store one picture: every mode, format, orientation and odd size that data sets on the hub hold.

`VARIANTS` maps a name to a function from an RGB image and a seed to the bytes of an image file.
"""
import io
import struct
from functools import partial

import numpy as np
from PIL import Image, ImageCms

from png_writer import png

ORIENTATION = 0x0112


def saved(image, format, **options) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, format, **options)
    return buffer.getvalue()


def alpha_of(image, seed) -> Image.Image:
    """An alpha channel with a ramp, a hole and an opaque part."""
    width, height = image.size
    ramp = np.add.outer(np.arange(height) * 5, np.arange(width) * 3) + seed
    alpha = (ramp % 300).clip(0, 255).astype(np.uint8)
    alpha[: height // 4, : width // 3] = 0
    alpha[height // 2 :, width // 2 :] = 255
    return Image.fromarray(alpha)


def with_alpha(image, seed, mode="RGBA"):
    out = image.convert(mode)
    out.putalpha(alpha_of(image, seed))
    return out


def wide(image, mode, seed) -> np.ndarray:
    """`[height, width, channels]` with 16 bits a channel; the low bytes are not those of the high."""
    high = np.atleast_3d(np.asarray(with_alpha(image, seed, mode) if mode.endswith("A") else image.convert(mode)))
    low = (np.arange(high.size) * 37 + seed).reshape(high.shape) % 256
    return high.astype(np.uint16) * 256 + low.astype(np.uint16)


def dark_wide(image, seed) -> np.ndarray:
    """16-bit grey of which only some is above 255, where Pillow clips."""
    return wide(image, "L", seed) >> 8 << (seed % 2)


def flat(image, mode) -> np.ndarray:
    return np.atleast_3d(np.asarray(image.convert(mode)))


def palette_of(image, colors):
    quantized = image.quantize(colors)
    palette = np.asarray(quantized.getpalette()[: 3 * colors], np.uint8).reshape(-1, 3)
    return np.atleast_3d(np.asarray(quantized)), palette


def palette_png(image, seed, colors=256, depth=8, table=None, interlaced=False):
    pixels, palette = palette_of(image, colors)
    chunks = [(b"tRNS", bytes(table(len(palette), seed)))] if table else []
    return png(pixels, depth, palette=palette, interlaced=interlaced, chunks=chunks)


def key_table(count, seed):
    """One transparent entry and the others opaque, which Pillow takes for a colour key."""
    table = [255] * (seed % count + 1)
    return table[:-1] + [0]


def part_table(count, seed):
    return [(seed + 29 * entry) % 256 for entry in range(max(1, count - 1))]


def two_holes_table(count, seed):
    return [0, 0] + [255] * max(0, count - 2) if count > 1 else [0]


def keyed_png(image, seed, mode, depth=8):
    """A colour key (tRNS) of the pixel in the middle; of coarse colours, so that more pixels have it."""
    pixels = flat(image, mode) & 0xC0
    if depth == 16:
        pixels = pixels.astype(np.uint16) * 257
    key = pixels[pixels.shape[0] // 2, pixels.shape[1] // 2]
    return png(pixels, depth, chunks=[(b"tRNS", b"".join(struct.pack(">H", int(value)) for value in key))])


def sub_byte_grey(image, seed, depth, key=None):
    chunks = [(b"tRNS", struct.pack(">H", key))] if key is not None else []
    return png(flat(image, "L") >> (8 - depth), depth, chunks=chunks)


def other_key(image, seed, mode):
    """16 bits a channel and a key of which Pillow sees the low bytes only."""
    pixels = wide(coarse(image), mode, seed)
    key = [int(value) for value in pixels[0, 0]] if seed % 2 else [int(value) >> 8 for value in pixels[0, 0]]
    return png(pixels, 16, chunks=[(b"tRNS", struct.pack(f">{len(key)}H", *key))])


def twin_palette(image, seed):
    """A palette that holds the colour of its transparent entry twice."""
    pixels, palette = palette_of(image, 32)
    palette = np.concatenate([palette, palette[:32]])
    pixels = pixels + 32 * (np.indices(pixels.shape[:2]).sum(axis=0)[..., None] % 2)
    return png(pixels, palette=palette, chunks=[(b"tRNS", bytes(key_table(64, seed)))])


def oriented(image, seed, format, orientation, **options):
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    return saved(image, format, exif=exif, **options)


def xmp_oriented(image, seed, orientation):
    packet = (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f'<rdf:Description xmlns:tiff="http://ns.adobe.com/tiff/1.0/" tiff:Orientation="{orientation}"/>'
        "</rdf:RDF></x:xmpmeta>"
    )
    return saved(image, "JPEG", quality=85, xmp=packet.encode())


def odd_profile() -> bytes:
    """sRGB with red and blue swapped: whoever applies it shows other colours."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return profile.replace(b"rXYZ", b"????", 1).replace(b"bXYZ", b"rXYZ", 1).replace(b"????", b"bXYZ", 1)


def animated(image, seed, format, **options):
    frames = [Image.eval(image, lambda value: 255 - value), image.rotate(90).resize(image.size)]
    return saved(image, format, save_all=True, append_images=frames, duration=50, **options)


def of_size(image, seed, size, encode):
    return encode(image.resize(size, Image.Resampling.BICUBIC), seed)


def plain(format, mode="RGB", **options):
    return lambda image, seed: saved(image.convert(mode), format, **options)


def transparent(format, mode="RGBA", **options):
    return lambda image, seed: saved(with_alpha(image, seed, mode), format, **options)


PNG_MODES = {
    "png-1": plain("PNG", "1"),
    "png-l": plain("PNG", "L"),
    "png-la": transparent("PNG", "LA"),
    "png-rgb": plain("PNG"),
    "png-rgba": transparent("PNG"),
    "png-rgba-opaque": plain("PNG", "RGBA"),
    "png-p": palette_png,
    "png-p-4-bit": partial(palette_png, colors=16, depth=4),
    "png-p-2-bit": partial(palette_png, colors=4, depth=2),
    "png-p-1-bit": partial(palette_png, colors=2, depth=1),
    "png-p-key": partial(palette_png, colors=64, table=key_table),
    "png-p-table": partial(palette_png, colors=64, table=part_table),
    "png-p-two-holes": partial(palette_png, colors=8, table=two_holes_table),
    "png-p-4-bit-key": partial(palette_png, colors=16, depth=4, table=key_table),
    "png-l-2-bit": partial(sub_byte_grey, depth=2),
    "png-l-4-bit": partial(sub_byte_grey, depth=4),
    "png-p-twin-key": twin_palette,
    "png-1-key-black": partial(sub_byte_grey, depth=1, key=0),
    "png-1-key-white": partial(sub_byte_grey, depth=1, key=1),
    "png-l-2-bit-key": partial(sub_byte_grey, depth=2, key=1),
    "png-l-2-bit-key-black": partial(sub_byte_grey, depth=2, key=0),
    "png-l-4-bit-key": partial(sub_byte_grey, depth=4, key=7),
    "png-l-4-bit-key-black": partial(sub_byte_grey, depth=4, key=0),
    "png-l16-other-key": partial(other_key, mode="L"),
    "png-rgb16-other-key": partial(other_key, mode="RGB"),
    "png-l16-dark-key": lambda image, seed: png(dark_wide(image, seed), 16, chunks=[(b"tRNS", struct.pack(">H", 255))]),
    "png-l16-black-key": lambda image, seed: png(dark_wide(coarse(image), seed), 16, chunks=[(b"tRNS", b"\0\0")]),
    "png-interlaced-l-key": lambda image, seed: png(
        flat(image, "L") & 0xC0, interlaced=True, chunks=[(b"tRNS", struct.pack(">H", 0x40))]
    ),
    "png-l-key": partial(keyed_png, mode="L"),
    "png-rgb-key": partial(keyed_png, mode="RGB"),
    "png-l16-key": partial(keyed_png, mode="L", depth=16),
    "png-rgb16-key": partial(keyed_png, mode="RGB", depth=16),
    "png-l16": lambda image, seed: png(wide(image, "L", seed), 16),
    "png-l16-dark": lambda image, seed: png(dark_wide(image, seed), 16),
    "png-la16": lambda image, seed: png(wide(image, "LA", seed), 16),
    "png-rgb16": lambda image, seed: png(wide(image, "RGB", seed), 16),
    "png-rgba16": lambda image, seed: png(wide(image, "RGBA", seed), 16),
}
PNG_LAYOUTS = {
    "png-interlaced": lambda image, seed: png(flat(image, "RGB"), interlaced=True),
    "png-interlaced-l": lambda image, seed: png(flat(image, "L"), interlaced=True),
    "png-interlaced-rgba": lambda image, seed: png(np.asarray(with_alpha(image, seed)), interlaced=True),
    "png-interlaced-p": partial(palette_png, colors=16, depth=4, table=part_table, interlaced=True),
    "png-interlaced-rgb16": lambda image, seed: png(wide(image, "RGB", seed), 16, interlaced=True),
    "png-interlaced-l16": lambda image, seed: png(dark_wide(image, seed), 16, interlaced=True),
    "png-gamma": lambda image, seed: png(flat(image, "RGB"), chunks=[(b"gAMA", struct.pack(">I", 100_000))]),
    "png-bits-background": lambda image, seed: png(
        flat(image, "RGB"), chunks=[(b"sBIT", b"\5\6\5"), (b"bKGD", struct.pack(">HHH", 9, 8, 7))]
    ),
    "png-profile": lambda image, seed: saved(image, "PNG", icc_profile=odd_profile()),
    "png-animated": partial(animated, format="PNG"),
}
JPEGS = {
    "jpeg-444": plain("JPEG", quality=90, subsampling=0),
    "jpeg-422": plain("JPEG", quality=85, subsampling=1),
    "jpeg-420": plain("JPEG", quality=80, subsampling=2),
    "jpeg-progressive": plain("JPEG", quality=80, subsampling=2, progressive=True),
    "jpeg-progressive-444": plain("JPEG", quality=95, subsampling=0, progressive=True),
    "jpeg-low-quality": plain("JPEG", quality=8, optimize=True),
    "jpeg-restarts": plain("JPEG", quality=75, restart_marker_blocks=2),
    "jpeg-l": plain("JPEG", "L", quality=85),
    "jpeg-l-progressive": plain("JPEG", "L", quality=85, progressive=True),
    "jpeg-rgb": plain("JPEG", quality=85, keep_rgb=True),
    "jpeg-cmyk": plain("JPEG", "CMYK", quality=85),
    "jpeg-cmyk-progressive": plain("JPEG", "CMYK", quality=60, progressive=True),
    "jpeg-cmyk-black": lambda image, seed: saved(black_ink(image), "JPEG", quality=85),
    "jpeg-profile": lambda image, seed: saved(image, "JPEG", quality=85, icc_profile=odd_profile()),
    "jpeg-cmyk-turned": lambda image, seed: oriented(image.convert("CMYK"), seed, "JPEG", 6),
    "jpeg-l-turned": lambda image, seed: oriented(image.convert("L"), seed, "JPEG", 8),
    "jpeg-profile-turned": lambda image, seed: oriented(image, seed, "JPEG", 5, icc_profile=odd_profile()),
    "jpeg-orientation-9": lambda image, seed: oriented(image, seed, "JPEG", 9),
}
OTHERS = {
    "webp-lossy": plain("WEBP", quality=80),
    "webp-lossless": plain("WEBP", lossless=True),
    "webp-l": plain("WEBP", "L", quality=60),
    "webp-alpha": transparent("WEBP", quality=80),
    "webp-lossless-alpha": transparent("WEBP", lossless=True),
    "webp-lossless-alpha-exact": transparent("WEBP", lossless=True, exact=True),
    "webp-profile": lambda image, seed: saved(image, "WEBP", quality=80, icc_profile=odd_profile()),
    "webp-animated": partial(animated, format="WEBP", quality=80),
    "webp-alpha-turned": lambda image, seed: oriented(with_alpha(image, seed), seed, "WEBP", 6),
    "gif": plain("GIF"),
    "gif-l": plain("GIF", "L"),
    "gif-animated": partial(animated, format="GIF"),
    "tiff": plain("TIFF"),
    "tiff-lzw": plain("TIFF", compression="tiff_lzw"),
    "tiff-l": plain("TIFF", "L", compression="tiff_adobe_deflate"),
}
TURNED_PNG = {
    "png-la-turned": lambda image, seed: oriented(with_alpha(image, seed, "LA"), seed, "PNG", 7),
    "png-1-turned": lambda image, seed: oriented(image.convert("1"), seed, "PNG", 8),
    "png-rgba-turned": lambda image, seed: oriented(with_alpha(image, seed), seed, "PNG", 5),
    "png-p-turned": lambda image, seed: oriented(image.quantize(32), seed, "PNG", 6),
    "png-p-key-turned": lambda image, seed: oriented(image.quantize(32), seed, "PNG", 6, transparency=seed % 8),
    "png-rgb-key-turned": lambda image, seed: oriented(coarse(image), seed, "PNG", 3, transparency=middle(coarse(image))),
}
ORIENTED = {
    f"{format.lower()}-orientation-{value}": partial(oriented, format=format, orientation=value)
    for format in ("JPEG", "PNG", "WEBP")
    for value in range(1, 9)
} | {f"jpeg-xmp-orientation-{value}": partial(xmp_oriented, orientation=value) for value in (2, 5, 6)}
SIZES = {
    f"{name}-{width}x{height}": partial(of_size, size=(width, height), encode=encode)
    for width, height in ((1, 1), (3, 200), (400, 5), (200, 3), (1, 40), (65, 64), (64, 64), (17, 311))
    for name, encode in (
        ("png-rgb", plain("PNG")),
        ("png-rgba", transparent("PNG")),
        ("png-p-key", PNG_MODES["png-p-key"]),
        ("png-interlaced", PNG_LAYOUTS["png-interlaced"]),
        ("jpeg-420", JPEGS["jpeg-420"]),
        ("jpeg-cmyk", JPEGS["jpeg-cmyk"]),
        ("webp-alpha", OTHERS["webp-alpha"]),
    )
}


def coarse(image):
    return Image.eval(image, lambda value: value & 0xC0)


def middle(image):
    return image.getpixel((image.width // 2, image.height // 2))


def black_ink(image):
    """CMYK with black ink, which Pillow's own conversion from RGB never makes."""
    inks = np.asarray(image.convert("CMYK")).copy()
    inks[..., 3] = inks[..., :3].min(axis=2)
    return Image.fromarray(inks, "CMYK")


VARIANTS = {**PNG_MODES, **PNG_LAYOUTS, **JPEGS, **OTHERS, **TURNED_PNG, **ORIENTED, **SIZES}
