use super::integer_panels::IntegerPanels;
use super::kernels::{OFFSET, QUERIES};
use crate::best::Best;

/// What a panel of queries asks of a document: it is passed over unless
/// `start + Q·(D + 128) + of_norm · |D| + of_error · |e_d| > of_scale · scale_d`, in float32.
pub(super) struct Bars {
    pub start: [i32; QUERIES],
    pub of_norm: [f32; QUERIES],
    pub of_error: [f32; QUERIES],
    pub of_scale: [f32; QUERIES],
}

impl Bars {
    /// For the thresholds of some queries, `first` of their panels and those after it.
    pub fn new(queries: &IntegerPanels, first: usize, best: &[Best]) -> Self {
        let mut bars = Self {
            start: [0; QUERIES],
            of_norm: [0.0; QUERIES],
            of_error: [0.0; QUERIES],
            of_scale: [f32::INFINITY; QUERIES],
        };
        // In units of |Q + e| |D + e|: n ε for the float32 score, and about 13 ε for the comparison.
        let rounding = (queries.dimension() + 24) as f64 * 2f64.powi(-24);
        for (index, best) in best.iter().enumerate() {
            let [norm, error, scale] =
                [&queries.norms, &queries.errors, &queries.scales].map(|values| f64::from(values[first + index]));
            let length = norm + error;
            bars.start[index] = -i32::from(OFFSET) * queries.sums[first + index];
            // The constant is for what vanishes next to zero.
            bars.of_norm[index] = rounded_up(error + rounding * length + 1e-3);
            bars.of_error[index] = rounded_up(length + rounding * length);
            bars.of_scale[index] = -rounded_up(-scale * f64::from(best.threshold()));
        }
        bars
    }
}

/// At least this number, and above it by more than the rounding of the products and sums that it goes into.
fn rounded_up(value: f64) -> f32 {
    (value + 1e-6 * value.abs()) as f32
}
