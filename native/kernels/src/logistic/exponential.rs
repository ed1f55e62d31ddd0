use std::f32::consts::LOG2_E;

/// Adding and subtracting this rounds a number of at most 2^22 to an integer, which then stands in the lowest bits.
const ROUNDING: f32 = 1.5 * (1u32 << 23) as f32;

/// ln 2 in two parts, the first short enough for exact products with small integers.
const LN_2: (f32, f32) = (0.693_359_4, -2.121_944_4e-4);

/// e to the power `x` for `x` from -87 (below which it counts as -87) to 0, within 2.5e-7 of the value; without branches,
/// so that the compiler vectorises it.
#[inline(always)]
pub(super) fn exponential(x: f32) -> f32 {
    let x = if x > -87.0 { x } else { -87.0 };
    let shifted = x * LOG2_E + ROUNDING;
    let power = shifted - ROUNDING;
    let rest = (x - power * LN_2.0) - power * LN_2.1;
    // Taylor's polynomial of degree 7; |rest| is at most ln 2 / 2.
    let mut sum = 1.0 / 5_040.0;
    for factor in [720.0, 120.0, 24.0, 6.0, 2.0, 1.0, 1.0] {
        sum = sum * rest + 1.0 / factor;
    }
    let exponent = shifted.to_bits().wrapping_add(127) << 23;
    sum * f32::from_bits(exponent)
}

#[cfg(test)]
mod tests {
    use super::exponential;

    #[test]
    fn is_close_to_the_standard_library() {
        for step in 0..87_000 {
            let x = -0.001 * step as f32;
            let exact = f64::from(x).exp();
            assert!((f64::from(exponential(x)) / exact - 1.0).abs() < 2.5e-7, "{x}");
        }
        assert_eq!(exponential(0.0), 1.0);
        assert!(exponential(f32::NEG_INFINITY) < 1e-37);
    }
}
