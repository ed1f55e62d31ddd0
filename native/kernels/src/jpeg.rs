//! JPEG to the RGB pixels that Pillow decodes, for the plain files that data sets are made of: 8-bit, baseline or
//! progressive, grey or YCbCr. libjpeg-turbo's decoder as mozjpeg carries it does the work, with the settings Pillow
//! leaves alone (the accurate integer IDCT, fancy upsampling), so the pixels are the same. Whatever could be turned, and
//! whatever libjpeg so much as warns of, is left to the caller's general decoder.

use std::io;
use std::os::raw::c_int;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use mozjpeg::{ColorSpace, Decompress, Marker};
use mozjpeg_sys::{jpeg_common_struct, jpeg_error_mgr, jpeg_std_error};

use crate::image_file::{MAX_PIXELS, RgbPixels};
use crate::resample::Size;

/// The pixels of a JPEG file, or `None` where it is not one of those described above.
pub fn decode_jpeg(bytes: &[u8]) -> Option<RgbPixels> {
    if !bytes.starts_with(b"\xff\xd8\xff") {
        return None;
    }
    // libjpeg leaves by unwinding: the error manager below does not return.
    catch_unwind(AssertUnwindSafe(|| decode(bytes).ok().flatten())).ok()?
}

fn decode(bytes: &[u8]) -> io::Result<Option<RgbPixels>> {
    // APP1 is where EXIF and XMP stand, which may say that the image is turned; APP14 is Adobe's, which may say that
    // three components are RGB.
    let header = Decompress::builder()
        .with_err(strict_errors())
        .with_markers(&[Marker::APP(1), Marker::APP(14)])
        .from_mem(bytes)?;
    if !is_plain(&header) {
        return Ok(None);
    }
    let (width, height) = header.size();
    let mut rows = header.rgb()?;
    let data = rows.read_scanlines::<u8>()?;
    rows.finish()?;
    Ok(Some(RgbPixels {
        data,
        size: Size { width, height },
    }))
}

fn is_plain(header: &Decompress<&[u8]>) -> bool {
    let (width, height) = header.size();
    let is_usual = matches!(header.color_space(), ColorSpace::JCS_GRAYSCALE | ColorSpace::JCS_YCbCr);
    is_usual && header.markers().next().is_none() && width as u64 * height as u64 <= MAX_PIXELS
}

/// libjpeg's error manager, but a warning counts as an error: what to make of damaged files is decided elsewhere.
fn strict_errors() -> jpeg_error_mgr {
    // SAFETY: all of the struct's fields are numbers and optional function pointers, for which zero is a value, and
    // `jpeg_std_error` fills in those that libjpeg needs.
    let mut errors = unsafe {
        let mut errors = std::mem::zeroed();
        jpeg_std_error(&mut errors);
        errors
    };
    errors.error_exit = Some(leave);
    errors.emit_message = Some(leave_at_warning);
    errors
}

extern "C-unwind" fn leave(_: &mut jpeg_common_struct) {
    // Without the panic hook: nothing is wrong with the program.
    resume_unwind(Box::new("libjpeg gave up"));
}

/// Warnings have level -1; what is above only traces.
extern "C-unwind" fn leave_at_warning(decoder: &mut jpeg_common_struct, level: c_int) {
    if level < 0 {
        leave(decoder);
    }
}
