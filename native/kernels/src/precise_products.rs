use rayon::prelude::*;

use crate::error::{KernelError, row_count};
use crate::tier::{Tier, dispatch};
use crate::zeroed_matrix::zeroed_matrix;

/// Partial sums of each product: two AVX-512 registers of float64.
const LANES: usize = 16;

/// All inner products `[rows of a × rows of b]` in float64, where the product of two float32 is exact.
///
/// Summed in 16 interleaved lanes that are then added in order; error at most (dimension / 16 + 16) · 2⁻⁵³ Σ|aᵢbᵢ|.
///
/// # Errors
/// `InvalidArgument` for lengths that do not fit, and for more products than there is memory for.
pub fn precise_products(tier: Tier, a: &[f32], b: &[f32], dimension: usize) -> Result<Vec<f64>, KernelError> {
    let rows = row_count(a, dimension)?;
    let columns = row_count(b, dimension)?;
    let mut products = zeroed_matrix(rows, columns)?;
    if products.is_empty() {
        return Ok(products);
    }
    let rows_per_part = rows.div_ceil(4 * rayon::current_num_threads());
    a.par_chunks(rows_per_part * dimension)
        .zip(products.par_chunks_mut(rows_per_part * columns))
        .for_each(|(a, products)| {
            for (a, products) in a.chunks_exact(dimension).zip(products.chunks_exact_mut(columns)) {
                dispatch!(tier, multiply(a: &[f32], b: &[f32], products: &mut [f64]));
            }
        });
    Ok(products)
}

/// One row with all of `b`.
#[inline(always)]
fn multiply(a: &[f32], b: &[f32], products: &mut [f64]) {
    for (b, product) in b.chunks_exact(a.len()).zip(products) {
        *product = dot(a, b);
    }
}

#[inline(always)]
pub(crate) fn precise_square(row: &[f32]) -> f64 {
    dot(row, row)
}

#[inline(always)]
fn dot(a: &[f32], b: &[f32]) -> f64 {
    let mut sums = [0f64; LANES];
    let (blocks_a, rest_a) = a.as_chunks::<LANES>();
    let (blocks_b, rest_b) = b.as_chunks::<LANES>();
    for (a, b) in blocks_a.iter().zip(blocks_b) {
        add_products(&mut sums, a, b);
    }
    for (sum, (&a, &b)) in sums.iter_mut().zip(rest_a.iter().zip(rest_b)) {
        *sum += f64::from(a) * f64::from(b);
    }
    sums.iter().sum()
}

#[inline(always)]
fn add_products(sums: &mut [f64; LANES], a: &[f32; LANES], b: &[f32; LANES]) {
    // Widened whole, or the compiler takes the numbers one by one.
    let (a, b) = (a.map(f64::from), b.map(f64::from));
    for lane in 0..LANES {
        sums[lane] += a[lane] * b[lane];
    }
}
