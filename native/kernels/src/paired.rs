use rayon::prelude::*;

use crate::arithmetic::Arithmetic;
use crate::error::{KernelError, check_length, row_count};
use crate::inner_product::{lane_dot, scaled_lane_dot};
use crate::normalize_rows::row_norm;
use crate::tier::{Tier, dispatch};

/// Inner product of row `i` of `a` and row `i` of `b`, summed in 32 interleaved float32 lanes.
pub fn paired_dot(tier: Tier, a: &[f32], b: &[f32], dimension: usize) -> Result<Vec<f32>, KernelError> {
    per_pair(
        a,
        b,
        dimension,
        |a, b| dispatch!(tier, lane_dot<_>(a: &[f32], b: &[f32]) -> f32),
    )
}

/// Cosine of row `i` of `a` and row `i` of `b`: both normalised as [`normalize_rows`](crate::normalize_rows) does,
/// then multiplied as [`paired_dot`] does. 0 where either is a zero row.
pub fn paired_cosine(tier: Tier, a: &[f32], b: &[f32], dimension: usize) -> Result<Vec<f32>, KernelError> {
    per_pair(
        a,
        b,
        dimension,
        |a, b| dispatch!(tier, cosine<_>(a: &[f32], b: &[f32]) -> f32),
    )
}

#[inline(always)]
fn cosine<A: Arithmetic>(a: &[f32], b: &[f32]) -> f32 {
    scaled_lane_dot::<A>(a, b, Some((row_norm::<A>(a), row_norm::<A>(b))))
}

fn per_pair(
    a: &[f32],
    b: &[f32],
    dimension: usize,
    score: impl Fn(&[f32], &[f32]) -> f32 + Sync,
) -> Result<Vec<f32>, KernelError> {
    row_count(a, dimension)?;
    check_length("The right side", b.len(), a.len())?;
    let rows = a.par_chunks_exact(dimension).with_min_len(64);
    Ok(rows
        .zip(b.par_chunks_exact(dimension))
        .map(|(a, b)| score(a, b))
        .collect())
}
