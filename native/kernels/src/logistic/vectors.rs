//! Float64 vectors of one length. Sums are taken in fixed parts, so that they do not depend on the number of threads.

use rayon::prelude::*;

use crate::tier::{Tier, dispatch};

/// Numbers that a thread takes at a time; a few such parts of vectors stay in its caches.
pub(super) const PART: usize = 1 << 12;

/// Partial sums and maxima within a part.
const LANES: usize = 32;

pub(super) fn dot(tier: Tier, a: &[f64], b: &[f64]) -> f64 {
    let parts = a.par_chunks(PART).zip(b.par_chunks(PART));
    let sums: Vec<f64> = parts
        .map(|(a, b)| dispatch!(tier, part_dot(a: &[f64], b: &[f64]) -> f64))
        .collect();
    sums.iter().sum()
}

pub(super) fn largest_absolute(tier: Tier, values: &[f64]) -> f64 {
    let largest = values
        .par_chunks(PART)
        .map(|values| dispatch!(tier, part_largest(values: &[f64]) -> f64));
    largest.reduce(|| 0.0, f64::max)
}

#[inline(always)]
pub(super) fn part_dot(a: &[f64], b: &[f64]) -> f64 {
    let mut sums = [0f64; LANES];
    let ((blocks_a, rest_a), (blocks_b, rest_b)) = (a.as_chunks::<LANES>(), b.as_chunks::<LANES>());
    for (a, b) in blocks_a.iter().zip(blocks_b) {
        for lane in 0..LANES {
            sums[lane] += a[lane] * b[lane];
        }
    }
    for (sum, (a, b)) in sums.iter_mut().zip(rest_a.iter().zip(rest_b)) {
        *sum += a * b;
    }
    sums.iter().sum()
}

/// The newest change with a step and a change, and the gradient with both.
#[inline(always)]
pub(super) fn part_products(step: &[f64], change: &[f64], newest: &[f64], gradient: &[f64]) -> [f64; 4] {
    const LANES: usize = 16;
    let mut sums = [[0f64; LANES]; 4];
    let (steps, changes) = (step.as_chunks::<LANES>(), change.as_chunks::<LANES>());
    let (newest, gradient) = (newest.as_chunks::<LANES>(), gradient.as_chunks::<LANES>());
    let blocks = steps.0.iter().zip(changes.0).zip(newest.0.iter().zip(gradient.0));
    for ((step, change), (newest, gradient)) in blocks {
        for lane in 0..LANES {
            sums[0][lane] += newest[lane] * step[lane];
            sums[1][lane] += newest[lane] * change[lane];
            sums[2][lane] += gradient[lane] * step[lane];
            sums[3][lane] += gradient[lane] * change[lane];
        }
    }
    let rest = steps.1.iter().zip(changes.1).zip(newest.1.iter().zip(gradient.1));
    for ((&step, &change), (&newest, &gradient)) in rest {
        let products = [newest * step, newest * change, gradient * step, gradient * change];
        for (sums, product) in sums.iter_mut().zip(products) {
            sums[0] += product;
        }
    }
    sums.map(|sums| sums.iter().sum())
}

#[inline(always)]
pub(super) fn part_add(target: &mut [f64], [of_step, of_change]: [f64; 2], step: &[f64], change: &[f64]) {
    for (target, (&step, &change)) in target.iter_mut().zip(step.iter().zip(change)) {
        *target += of_step * step + of_change * change;
    }
}

#[inline(always)]
fn part_largest(values: &[f64]) -> f64 {
    let larger = |largest: &mut f64, value: f64| *largest = if value.abs() > *largest { value.abs() } else { *largest };
    let mut largest = [0f64; LANES];
    let (blocks, rest) = values.as_chunks::<LANES>();
    for block in blocks {
        for lane in 0..LANES {
            larger(&mut largest[lane], block[lane]);
        }
    }
    for (largest, &value) in largest.iter_mut().zip(rest) {
        larger(largest, value);
    }
    largest.into_iter().fold(0.0, f64::max)
}
