use crate::arithmetic::Arithmetic;

/// Partial sums that a pairwise product is spread over, on every tier: two AVX-512 registers.
const LANES: usize = 32;

/// Inner product of two rows in 32 interleaved float32 sums of fused multiply-adds, added by halves.
///
/// Error at most (dimension / 32 + 6) ε Σ|aᵢbᵢ|, ε = 2⁻²⁴.
#[inline(always)]
pub(crate) fn lane_dot<A: Arithmetic>(a: &[f32], b: &[f32]) -> f32 {
    scaled_lane_dot::<A>(a, b, None)
}

/// The same of rows that are first divided by a norm each, in float32.
#[inline(always)]
pub(crate) fn scaled_lane_dot<A: Arithmetic>(a: &[f32], b: &[f32], norms: Option<(f32, f32)>) -> f32 {
    let add = |sum: f32, x: f32, y: f32| match norms {
        Some((norm_a, norm_b)) => A::multiply_add(x / norm_a, y / norm_b, sum),
        None => A::multiply_add(x, y, sum),
    };
    let mut sums = [0f32; LANES];
    let (blocks_a, rest_a) = a.as_chunks::<LANES>();
    let (blocks_b, rest_b) = b.as_chunks::<LANES>();
    for (block_a, block_b) in blocks_a.iter().zip(blocks_b) {
        for lane in 0..LANES {
            sums[lane] = add(sums[lane], block_a[lane], block_b[lane]);
        }
    }
    for (sum, (&x, &y)) in sums.iter_mut().zip(rest_a.iter().zip(rest_b)) {
        *sum = add(*sum, x, y);
    }
    sum_by_halves(sums)
}

#[inline(always)]
fn sum_by_halves(mut sums: [f32; LANES]) -> f32 {
    let mut half = LANES / 2;
    while half > 0 {
        for lane in 0..half {
            sums[lane] += sums[lane + half];
        }
        half /= 2;
    }
    sums[0]
}
