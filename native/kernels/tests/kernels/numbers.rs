/// Edges of the vector widths (8, 32), an odd size, CLIP's, and one beyond a power of two.
pub const DIMENSIONS: [usize; 9] = [1, 7, 8, 9, 31, 32, 33, 768, 1025];

/// Numbers between -1 and 1 from a seed.
pub fn numbers(seed: u32, count: usize) -> Vec<f32> {
    let mut state = seed;
    let step = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state as f32 / 2f32.powi(31) - 1.0
    };
    std::iter::repeat_with(step).take(count).collect()
}

/// Inner product in float64 and the bound on the error of a float32 sum of its terms.
pub fn exact_dot(a: &[f32], b: &[f32]) -> (f64, f64) {
    let terms = a.iter().zip(b).map(|(&x, &y)| f64::from(x) * f64::from(y));
    let size: f64 = terms.clone().map(f64::abs).sum();
    (terms.sum(), (a.len() + 4) as f64 * 2f64.powi(-24) * size + 1e-37)
}
