use super::weights::{AxisWeights, PRECISION_BITS};
use super::{Image, Size, Window};
use crate::tier::{Tier, dispatch};

/// Half of a pixel step, so that dropping the fraction rounds half up.
const HALF: i32 = 1 << (PRECISION_BITS - 1);

pub(super) struct Resized {
    pub data: Vec<u8>,
    width: usize,
}

impl Resized {
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

/// Resizes the rows of the window; its columns are all of the image's.
pub(super) fn resize_horizontally(tier: Tier, image: Image, weights: &AxisWeights, window: Window) -> Resized {
    let stride = image.size.width * 3;
    let mut data = vec![0; weights.len() * window.rows.len() * 3];
    let inputs = image.data[window.rows.start * stride..window.rows.end * stride].chunks_exact(stride);
    for (input, output) in inputs.zip(data.chunks_exact_mut(weights.len() * 3)) {
        dispatch!(tier, horizontal_row(input: &[u8], weights: &AxisWeights, output: &mut [u8]));
    }
    Resized {
        data,
        width: weights.len(),
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
    Resized {
        data,
        width: window.columns.len(),
    }
}

#[inline(always)]
fn horizontal_row(input: &[u8], weights: &AxisWeights, output: &mut [u8]) {
    let pixels = input.as_chunks::<3>().0;
    for ((span, weights), output) in weights.iter().zip(output.as_chunks_mut::<3>().0) {
        let mut sums = [HALF; 3];
        for (pixel, &weight) in pixels[span].iter().zip(weights) {
            for channel in 0..3 {
                sums[channel] += i32::from(pixel[channel]) * weight;
            }
        }
        *output = sums.map(clip);
    }
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
fn clip(sum: i32) -> u8 {
    (sum >> PRECISION_BITS).clamp(0, 255) as u8
}
