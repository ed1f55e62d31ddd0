use std::f64::consts::LOG2_E;

/// Adding and subtracting this rounds a number of at most 2^51 to an integer, which then stands in the lowest bits.
const ROUNDING: f64 = 1.5 * (1u64 << 52) as f64;

/// ln 2 in two parts, the first short enough for exact products with small integers.
const LN_2: (f64, f64) = (6.931_471_803_691_238e-1, 1.908_214_929_270_587_7e-10);

/// e to the power `x` for `x` from -700 (below which it counts as -700) to 700, within 1e-12 of the value; without
/// branches, so that the compiler vectorises it.
#[inline(always)]
pub(super) fn exponential(x: f64) -> f64 {
    let x = x.max(-700.0);
    let shifted = x * LOG2_E + ROUNDING;
    let power = shifted - ROUNDING;
    let rest = (x - power * LN_2.0) - power * LN_2.1;
    // Taylor's polynomial of degree 11; |rest| is at most ln 2 / 2.
    let mut sum = 1.0 / 39_916_800.0;
    for factor in [
        3_628_800.0,
        362_880.0,
        40_320.0,
        5_040.0,
        720.0,
        120.0,
        24.0,
        6.0,
        2.0,
        1.0,
        1.0,
    ] {
        sum = sum * rest + 1.0 / factor;
    }
    let exponent = shifted.to_bits().wrapping_add(1023) << 52;
    sum * f64::from_bits(exponent)
}

#[cfg(test)]
mod tests {
    use super::exponential;

    #[test]
    fn is_close_to_the_standard_library() {
        for step in -7000..=7000 {
            let x = f64::from(step) * 0.099_97;
            assert!((exponential(x) / x.exp() - 1.0).abs() < 1e-12, "{x}");
        }
        assert!(exponential(f64::NEG_INFINITY) < 1e-300);
    }
}
