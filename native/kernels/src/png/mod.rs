//! PNG to the RGB pixels that transformers' image processors see with Pillow, for the plain files that data sets are
//! made of. What is anything else (interlaced, animated, 16-bit, turned, with a colour key or a damaged chunk) is left
//! to the caller's general decoder, so that no doubt about such a file can reach a score.

mod blend;
mod survey;

use ::png::{ColorType, Decoder, Transformations};

use crate::image_file::RgbPixels;
use crate::resample::Size;
use blend::{grey_to_rgb, la_over_white, la_to_rgb, rgba_over_white, rgba_to_rgb};
use survey::{Transparency, survey};

/// What becomes of transparent pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alpha {
    /// Pasted onto white: `convert_to_rgb` of transformers.
    OverWhite,
    /// Dropped: Pillow's `convert("RGB")`.
    Drop,
}

/// The pixels of a PNG file, or `None` where it is not one of those described above.
pub fn decode_png(bytes: &[u8], alpha: Alpha) -> Option<RgbPixels> {
    let transparency = survey(bytes)?;
    if alpha == Alpha::Drop && transparency == Transparency::OneEntry {
        return None; // Pillow keeps it, as a colour that other entries may have too.
    }
    let mut decoder = Decoder::new(std::io::Cursor::new(bytes));
    decoder.set_transformations(Transformations::EXPAND);
    decoder.ignore_checksums(false);
    let mut reader = decoder.read_info().ok()?;
    let mut data = vec![0; reader.output_buffer_size()?];
    let frame = reader.next_frame(&mut data).ok()?;
    reader.finish().ok()?;
    data.truncate(frame.buffer_size());
    let data = match (frame.color_type, alpha == Alpha::OverWhite) {
        (ColorType::Grayscale, _) => grey_to_rgb(&data),
        (ColorType::GrayscaleAlpha, true) => la_over_white(&data),
        (ColorType::GrayscaleAlpha, false) => la_to_rgb(&data),
        (ColorType::Rgba, true) => rgba_over_white(&data),
        (ColorType::Rgba, false) => rgba_to_rgb(&data),
        (ColorType::Rgb, _) => data,
        (ColorType::Indexed, _) => return None,
    };
    let size = Size {
        width: frame.width as usize,
        height: frame.height as usize,
    };
    Some(RgbPixels { data, size })
}
