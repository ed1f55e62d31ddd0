use rayon::prelude::*;

use crate::arithmetic::Arithmetic;
use crate::error::{KernelError, check_length, row_count};
use crate::inner_product::lane_dot;
use crate::tier::{Tier, dispatch};

/// Norms below this count as this, so that a zero row stays zero (`torch.nn.functional.normalize`).
const SMALLEST_NORM: f32 = 1e-12;

/// Writes each row divided by max(its Euclidean norm, 1e-12), in float32; a row with a NaN becomes all NaN.
///
/// The squares are summed as in [`paired_dot`](crate::paired_dot).
pub fn normalize_rows(tier: Tier, values: &[f32], dimension: usize, output: &mut [f32]) -> Result<(), KernelError> {
    row_count(values, dimension)?;
    check_length("The output", output.len(), values.len())?;
    let rows = values.par_chunks_exact(dimension).with_min_len(64);
    rows.zip(output.par_chunks_exact_mut(dimension))
        .for_each(|(row, output)| {
            dispatch!(tier, normalize_row<_>(row: &[f32], output: &mut [f32]));
        });
    Ok(())
}

/// [`normalize_rows`] on this thread alone, with lengths that fit.
pub(crate) fn normalize_rows_here(tier: Tier, values: &[f32], dimension: usize, output: &mut [f32]) {
    for (row, output) in values.chunks_exact(dimension).zip(output.chunks_exact_mut(dimension)) {
        dispatch!(tier, normalize_row<_>(row: &[f32], output: &mut [f32]));
    }
}

#[inline(always)]
fn normalize_row<A: Arithmetic>(row: &[f32], output: &mut [f32]) {
    let norm = row_norm::<A>(row);
    for (value, output) in row.iter().zip(output) {
        *output = value / norm;
    }
}

/// Euclidean norm, at least 1e-12; NaN stays NaN.
#[inline(always)]
pub(crate) fn row_norm<A: Arithmetic>(row: &[f32]) -> f32 {
    let norm = lane_dot::<A>(row, row).sqrt();
    if norm < SMALLEST_NORM { SMALLEST_NORM } else { norm }
}
