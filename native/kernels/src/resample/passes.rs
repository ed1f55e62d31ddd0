use super::weights::{AxisWeights, PRECISION_BITS};
use super::{Image, Size, Window};
use crate::tier::{Tier, dispatch};

/// Half of a pixel step, so that dropping the fraction rounds half up.
pub(super) const HALF: i32 = 1 << (PRECISION_BITS - 1);

pub(super) struct Resized {
    pub data: Vec<u8>,
    width: usize,
}

impl Resized {
    pub fn new(data: Vec<u8>, width: usize) -> Self {
        Self { data, width }
    }

    pub fn size(&self) -> Size {
        Size {
            width: self.width,
            height: self.data.len() / (self.width * 3),
        }
    }

    pub fn as_image(&self) -> Image<'_> {
        Image {
            data: &self.data,
            size: self.size(),
        }
    }
}

/// Resizes the columns of the window; its rows are all of the image's.
pub(super) fn resize_vertically(tier: Tier, image: Image, weights: &AxisWeights, window: Window) -> Resized {
    let stride = image.size.width * 3;
    let bytes = window.columns.start * 3..window.columns.end * 3;
    let mut data = vec![0; weights.len() * bytes.len()];
    let mut sums = vec![0; bytes.len()];
    for ((span, weights), output) in weights.iter().zip(data.chunks_exact_mut(bytes.len())) {
        sums.fill(HALF);
        for (row, &weight) in span.zip(weights) {
            let input = &image.data[row * stride..][bytes.clone()];
            let sums = sums.as_mut_slice();
            dispatch!(tier, add_weighted(input: &[u8], weight: i32, sums: &mut [i32]));
        }
        let sums = sums.as_slice();
        dispatch!(tier, clip_all(sums: &[i32], output: &mut [u8]));
    }
    Resized::new(data, window.columns.len())
}

#[inline(always)]
fn add_weighted(input: &[u8], weight: i32, sums: &mut [i32]) {
    for (sum, &value) in sums.iter_mut().zip(input) {
        *sum += i32::from(value) * weight;
    }
}

#[inline(always)]
fn clip_all(sums: &[i32], output: &mut [u8]) {
    for (output, &sum) in output.iter_mut().zip(sums) {
        *output = clip(sum);
    }
}

#[inline(always)]
pub(super) fn clip(sum: i32) -> u8 {
    (sum >> PRECISION_BITS).clamp(0, 255) as u8
}
