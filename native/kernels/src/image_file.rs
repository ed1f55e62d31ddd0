//! Image files to the RGB pixels that transformers' image processors see with Pillow. Plain PNG and JPEG files are
//! decoded; no doubt about any other can reach a score, because it is left to the caller's general decoder.

#[cfg(feature = "jpeg")]
use crate::jpeg::decode_jpeg;
use crate::png::{Alpha, decode_png};
use crate::preprocess::{PreprocessPlan, preprocess};
use crate::resample::{Image, Size};
use crate::tier::Tier;

/// Pillow refuses more pixels than this (`Image.MAX_IMAGE_PIXELS` × 2); who decodes such a file otherwise says so.
pub(crate) const MAX_PIXELS: u64 = 178_956_970;

/// Interleaved RGB that owns its pixels.
pub struct RgbPixels {
    pub data: Vec<u8>,
    pub size: Size,
}

/// The pixels of a plain PNG or JPEG file, `None` for any other.
pub fn decode_file(bytes: &[u8], alpha: Alpha) -> Option<RgbPixels> {
    let pixels = decode_png(bytes, alpha);
    #[cfg(feature = "jpeg")]
    let pixels = pixels.or_else(|| decode_jpeg(bytes));
    pixels
}

/// Decodes and preprocesses at once; false, and nothing written, where the file or the plan's sizes are left to others.
pub fn preprocess_file(tier: Tier, bytes: &[u8], alpha: Alpha, plan: &PreprocessPlan, output: &mut [f32]) -> bool {
    let Some(RgbPixels { data, size }) = decode_file(bytes, alpha) else {
        return false;
    };
    preprocess(tier, Image { data: &data, size }, plan, output).is_ok()
}
