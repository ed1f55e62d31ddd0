/// How `a × b + c` is computed in float32: rounded once on every tier, so that tiers agree.
pub(crate) trait Arithmetic {
    fn multiply_add(a: f32, b: f32, c: f32) -> f32;

    /// The same of float32 numbers widened to float64, whose product is exact: the same on every tier.
    fn widened_multiply_add(a: f64, b: f64, c: f64) -> f64;
}

/// By the processor's fused instruction.
pub(crate) struct Fused;

impl Arithmetic for Fused {
    #[inline(always)]
    fn multiply_add(a: f32, b: f32, c: f32) -> f32 {
        a.mul_add(b, c)
    }

    #[inline(always)]
    fn widened_multiply_add(a: f64, b: f64, c: f64) -> f64 {
        a.mul_add(b, c)
    }
}

/// In float64, where a product of two float32 is exact: differs from `Fused` by double rounding only, one unit in the
/// last place in about one case of 2^29. The same as the TypeScript kernels, bit for bit.
pub(crate) struct Emulated;

impl Arithmetic for Emulated {
    #[inline(always)]
    fn multiply_add(a: f32, b: f32, c: f32) -> f32 {
        (f64::from(a) * f64::from(b) + f64::from(c)) as f32
    }

    #[inline(always)]
    fn widened_multiply_add(a: f64, b: f64, c: f64) -> f64 {
        a * b + c
    }
}
