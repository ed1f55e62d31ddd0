use super::passes::{HALF, Resized, clip};
use super::transpose::{SIDE, Square, transpose};
use super::weights::AxisWeights;
use super::{Image, Window};
use crate::tier::{Tier, dispatch};

/// One byte of each of 16 rows.
type Column = [u8; SIDE];

/// Resizes the rows of the window; its columns are all of the image's.
///
/// Sixteen rows at a time, transposed, so that the processor's lanes are rows and all of them share a weight.
pub(super) fn resize_horizontally(tier: Tier, image: Image, weights: &AxisWeights, window: Window) -> Resized {
    let stride = image.size.width * 3;
    let output_stride = weights.len() * 3;
    let mut data = vec![0; output_stride * window.rows.len()];
    let rows = &image.data[window.rows.start * stride..window.rows.end * stride];
    let mut columns = vec![[0; SIDE]; stride.next_multiple_of(SIDE)];
    let mut resized = vec![[0; SIDE]; output_stride.next_multiple_of(SIDE)];
    for (input, output) in rows.chunks(SIDE * stride).zip(data.chunks_mut(SIDE * output_stride)) {
        to_columns(input, stride, &mut columns);
        let (columns, resized) = (columns.as_slice(), resized.as_mut_slice());
        dispatch!(tier, blend(columns: &[Column], weights: &AxisWeights, resized: &mut [Column]));
        to_rows(resized, output_stride, output);
    }
    Resized::new(data, weights.len())
}

/// Rows beyond the last are left as they were.
fn to_columns(rows: &[u8], stride: usize, columns: &mut [Column]) {
    for (block, columns) in columns.as_chunks_mut::<SIDE>().0.iter_mut().enumerate() {
        let start = block * SIDE;
        let end = stride.min(start + SIDE);
        let mut square: Square = [[0; SIDE]; SIDE];
        for (bytes, row) in square.iter_mut().zip(rows.chunks_exact(stride)) {
            match row[start..].first_chunk() {
                Some(whole) => *bytes = *whole,
                None => bytes[..end - start].copy_from_slice(&row[start..end]),
            }
        }
        *columns = transpose(square);
    }
}

fn to_rows(columns: &[Column], stride: usize, rows: &mut [u8]) {
    for (block, columns) in columns.as_chunks::<SIDE>().0.iter().enumerate() {
        let start = block * SIDE;
        let end = stride.min(start + SIDE);
        for (bytes, row) in transpose(*columns).iter().zip(rows.chunks_exact_mut(stride)) {
            match row[start..].first_chunk_mut() {
                Some(whole) => *whole = *bytes,
                None => row[start..end].copy_from_slice(&bytes[..end - start]),
            }
        }
    }
}

#[inline(always)]
fn blend(columns: &[Column], weights: &AxisWeights, resized: &mut [Column]) {
    let pixels = columns.as_chunks::<3>().0;
    for ((span, weights), output) in weights.iter().zip(resized.as_chunks_mut::<3>().0) {
        let mut sums = [[HALF; SIDE]; 3];
        for (pixel, &weight) in pixels[span].iter().zip(weights) {
            for (sums, values) in sums.iter_mut().zip(pixel) {
                for (sum, &value) in sums.iter_mut().zip(values) {
                    *sum += i32::from(value) * weight;
                }
            }
        }
        *output = sums.map(|sums| sums.map(clip));
    }
}
