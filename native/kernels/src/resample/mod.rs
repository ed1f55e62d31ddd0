//! Pillow's `Image.resize` on interleaved 8-bit RGB, bit for bit: weights in float64, rounded to 22-bit fixed point;
//! one pass per axis, rounded and clipped to 8 bits after each.

mod filter;
mod horizontal;
mod nearest;
mod passes;
mod transpose;
mod weights;

use std::ops::Range;

pub use filter::Filter;
use horizontal::resize_horizontally;
use passes::resize_vertically;
use weights::AxisWeights;

use crate::error::{KernelError, check_length};
use crate::image_file::MAX_PIXELS;
use crate::tier::Tier;

/// Pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    pub width: usize,
    pub height: usize,
}

impl Size {
    pub(crate) fn bytes(self) -> usize {
        self.width * self.height * 3
    }
}

/// Interleaved RGB, row-major.
#[derive(Clone, Copy)]
pub struct Image<'a> {
    pub data: &'a [u8],
    pub size: Size,
}

impl Image<'_> {
    pub(crate) fn check(&self) -> Result<(), KernelError> {
        check_size(self.size)?;
        check_length("An RGB image", self.data.len(), self.size.bytes())
    }
}

/// Some columns and rows of an image.
#[derive(Clone)]
pub(crate) struct Window {
    pub columns: Range<usize>,
    pub rows: Range<usize>,
}

impl Window {
    pub fn all(size: Size) -> Self {
        Self {
            columns: 0..size.width,
            rows: 0..size.height,
        }
    }

    pub fn size(&self) -> Size {
        Size {
            width: self.columns.len(),
            height: self.rows.len(),
        }
    }
}

pub(crate) fn check_size(size: Size) -> Result<(), KernelError> {
    let is_positive = size.width > 0 && size.height > 0;
    let pixels = size.width.checked_mul(size.height);
    if is_positive && pixels.is_some_and(|pixels| pixels as u64 <= MAX_PIXELS) {
        return Ok(());
    }
    let message = format!("An image of {} × {} pixels cannot be.", size.width, size.height);
    Err(KernelError::InvalidArgument(message))
}

/// The whole image at another size.
pub fn resize(tier: Tier, image: Image, size: Size, filter: Filter) -> Result<Vec<u8>, KernelError> {
    image.check()?;
    check_size(size)?;
    Ok(resize_window(tier, image, size, filter, &Window::all(size)))
}

/// The part of the resized image that lies in `window`; nothing else is computed.
pub(crate) fn resize_window(tier: Tier, image: Image, size: Size, filter: Filter, window: &Window) -> Vec<u8> {
    let Some(kernel) = filter.kernel() else {
        return nearest::resize_nearest(image, size, window);
    };
    let columns = AxisWeights::new(image.size.width, size.width, kernel, window.columns.clone());
    let rows = AxisWeights::new(image.size.height, size.height, kernel, window.rows.clone());
    if is_vertical_first(image.size, size) {
        let needed = Window {
            columns: columns.inputs(),
            rows: 0..image.size.height,
        };
        let resized = resize_vertically(tier, image, &rows, needed);
        let all = Window::all(resized.size());
        return resize_horizontally(tier, resized.as_image(), &columns.starting_at_first_input(), all).data;
    }
    let needed = Window {
        columns: 0..image.size.width,
        rows: rows.inputs(),
    };
    let resized = resize_horizontally(tier, image, &columns, needed);
    let all = Window::all(resized.size());
    resize_vertically(tier, resized.as_image(), &rows.starting_at_first_input(), all).data
}

/// Which pass comes first decides the rounding. Pillow before 13 always began with the horizontal one; since then it
/// begins with the vertical one where the image loses more than twice as many rows as columns.
fn is_vertical_first(image: Size, size: Size) -> bool {
    size.height < image.height && image.height + 2 * size.width > size.height + 2 * image.width
}
