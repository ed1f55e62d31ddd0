//! Float64 vectors of one length. Sums are taken in fixed parts, so that they do not depend on the number of threads.

use rayon::prelude::*;

use crate::tier::{Tier, dispatch};

/// Numbers that a thread takes at a time.
const PART: usize = 1 << 14;

pub(super) fn dot(tier: Tier, a: &[f64], b: &[f64]) -> f64 {
    let parts = a.par_chunks(PART).zip(b.par_chunks(PART));
    let sums: Vec<f64> = parts
        .map(|(a, b)| dispatch!(tier, part_dot(a: &[f64], b: &[f64]) -> f64))
        .collect();
    sums.iter().sum()
}

/// Adds `factor × added` to `target` and returns the inner product of the result with `other`, in one pass.
pub(super) fn add_scaled_dot(tier: Tier, target: &mut [f64], factor: f64, added: &[f64], other: &[f64]) -> f64 {
    let parts = target
        .par_chunks_mut(PART)
        .zip(added.par_chunks(PART))
        .zip(other.par_chunks(PART));
    let sums: Vec<f64> = parts
        .map(|((target, added), other)| {
            dispatch!(tier, part_add(target: &mut [f64], factor: f64, added: &[f64]));
            dispatch!(tier, part_dot(target: &[f64], other: &[f64]) -> f64)
        })
        .collect();
    sums.iter().sum()
}

/// `a + factor × b`
pub(super) fn sum_of(tier: Tier, a: &[f64], factor: f64, b: &[f64]) -> Vec<f64> {
    let mut sum = a.to_vec();
    let parts = sum.par_chunks_mut(PART).zip(b.par_chunks(PART));
    parts.for_each(|(sum, b)| dispatch!(tier, part_add(sum: &mut [f64], factor: f64, b: &[f64])));
    sum
}

pub(super) fn scale(values: &mut [f64], factor: f64) {
    values.iter_mut().for_each(|value| *value *= factor);
}

pub(super) fn largest_absolute(values: &[f64]) -> f64 {
    values.iter().fold(0.0, |largest, value| largest.max(value.abs()))
}

#[inline(always)]
fn part_dot(a: &[f64], b: &[f64]) -> f64 {
    let mut sums = [0f64; 32];
    let ((blocks_a, rest_a), (blocks_b, rest_b)) = (a.as_chunks::<32>(), b.as_chunks::<32>());
    for (a, b) in blocks_a.iter().zip(blocks_b) {
        for lane in 0..32 {
            sums[lane] += a[lane] * b[lane];
        }
    }
    for (sum, (a, b)) in sums.iter_mut().zip(rest_a.iter().zip(rest_b)) {
        *sum += a * b;
    }
    sums.iter().sum()
}

#[inline(always)]
fn part_add(target: &mut [f64], factor: f64, added: &[f64]) {
    for (target, added) in target.iter_mut().zip(added) {
        *target += factor * added;
    }
}
