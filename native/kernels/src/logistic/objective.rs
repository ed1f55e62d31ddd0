use rayon::prelude::*;

use super::loss::LANES;
use super::row_group::{RowGroup, Slopes};
use crate::control::Control;
use crate::error::KernelError;
use crate::product::{MicroKernel, Panels};
use crate::tier::{Tier, dispatch};

/// Training rows of a group are at most about as many, which is as long as a chain of float32 sums gets.
const GROUP_ROWS: usize = 192;

/// Mean cross-entropy plus an L2 penalty on fixed training vectors, as a function of
/// `[weights (outputs × dimension), intercepts (outputs)]`.
///
/// Vectors, weights and raw predictions are float32, losses are rounded to float32 row by row, and the sums over groups
/// of rows and the point are float64, as scikit-learn holds them on float32 data. Values do not depend on the number of
/// threads.
pub(super) struct Objective {
    tier: Tier,
    groups: Vec<RowGroup>,
    rows: usize,
    dimension: usize,
    outputs: usize,
    penalty: f64,
}

impl Objective {
    /// `labels[i]` is the class of row `i`: below `outputs`, or 0 and 1 where there is one output.
    pub fn new(
        tier: Tier,
        vectors: &[f32],
        labels: &[u32],
        (dimension, outputs): (usize, usize),
        penalty: f64,
    ) -> Self {
        let group_rows = group_rows(labels.len());
        let groups = vectors
            .par_chunks(group_rows * dimension)
            .zip(labels.par_chunks(group_rows))
            .map(|(rows, labels)| RowGroup::new(tier, rows, labels, dimension))
            .collect();
        Self {
            tier,
            groups,
            rows: labels.len(),
            dimension,
            outputs,
            penalty,
        }
    }

    /// Value at a point; writes the gradient there, in the layout of the point.
    pub fn evaluate(&self, point: &[f64], gradient: &mut [f64], control: &Control) -> Result<f64, KernelError> {
        let (weights, intercepts) = point.split_at(self.outputs * self.dimension);
        let packed = self.packed(weights);
        let slopes: Vec<Slopes> = self
            .groups
            .par_iter()
            .map(|group| {
                control.check()?;
                Ok(group.slopes(self.tier, &packed, intercepts, self.rows))
            })
            .collect::<Result<_, KernelError>>()?;
        let (weight_gradient, intercept_gradient) = gradient.split_at_mut(weights.len());
        for (output, sum) in intercept_gradient.iter_mut().enumerate() {
            *sum = slopes.iter().map(|slopes| slopes.output_sums[output]).sum::<f64>() as f32 as f64;
        }
        let squares = self.write_gradient(&self.sums_by_feature(&slopes), weights, weight_gradient);
        let loss = (slopes.iter().map(|slopes| slopes.loss).sum::<f64>() / self.rows as f64) as f32;
        Ok(f64::from(loss) + 0.5 * self.penalty * squares)
    }

    fn packed(&self, weights: &[f64]) -> Panels {
        let narrow: Vec<f32> = weights.iter().map(|&weight| weight as f32).collect();
        let mut packed = Panels::new(self.dimension, MicroKernel::of(self.tier).queries);
        packed.pack(self.tier, &narrow, false);
        packed
    }

    /// `vectorsᵀ × slopes`, for each panel of features `[outputs × features]`: float32 within a group, float64 over the
    /// groups.
    fn sums_by_feature(&self, slopes: &[Slopes]) -> Vec<Vec<f64>> {
        let kernel = MicroKernel::of(self.tier);
        let width = kernel.documents;
        (0..self.dimension.div_ceil(width))
            .into_par_iter()
            .map(|panel| {
                let mut sums = vec![0f64; self.outputs.next_multiple_of(kernel.queries) * width];
                let mut tile = kernel.tile();
                for (group, slopes) in self.groups.iter().zip(slopes) {
                    let outputs = slopes.by_output.iter(0..slopes.by_output.len());
                    let columns = group.columns.panel(panel);
                    for ((_, _, outputs), sums) in outputs.zip(sums.chunks_exact_mut(tile.len())) {
                        (kernel.run)(outputs, columns, &mut tile);
                        let tile = tile.as_slice();
                        dispatch!(self.tier, add(sums: &mut [f64], tile: &[f32]));
                    }
                }
                sums
            })
            .collect()
    }

    /// Writes the sums and the penalty's part; returns the weights' sum of squares.
    fn write_gradient(&self, sums: &[Vec<f64>], weights: &[f64], gradient: &mut [f64]) -> f64 {
        let width = MicroKernel::of(self.tier).documents;
        let outputs = gradient
            .par_chunks_mut(self.dimension)
            .zip(weights.par_chunks(self.dimension));
        let squares: Vec<f64> = outputs
            .enumerate()
            .map(|(output, (gradient, weights))| {
                let parts = gradient.chunks_mut(width).zip(weights.chunks(width)).zip(sums);
                for ((gradient, weights), sums) in parts {
                    let sums = &sums[output * width..][..width];
                    for ((gradient, weight), sum) in gradient.iter_mut().zip(weights).zip(sums) {
                        *gradient = f64::from(*sum as f32) + self.penalty * weight;
                    }
                }
                weights.iter().map(|weight| weight * weight).sum()
            })
            .collect();
        squares.iter().sum()
    }
}

/// A multiple of the rows that are computed side by side, such that two threads have equal numbers of groups.
fn group_rows(rows: usize) -> usize {
    let groups = 2 * rows.div_ceil(2 * GROUP_ROWS);
    rows.div_ceil(groups).next_multiple_of(LANES)
}

#[inline(always)]
fn add(sums: &mut [f64], tile: &[f32]) {
    for (sum, &value) in sums.iter_mut().zip(tile) {
        *sum += f64::from(value);
    }
}

#[cfg(test)]
mod tests {
    use super::Objective;
    use crate::{Control, Tier};

    /// Numbers between -1 and 1 from a seed.
    fn numbers(seed: u32, count: usize) -> Vec<f32> {
        let mut state = seed;
        let step = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            state as f32 / 2f32.powi(31) - 1.0
        };
        std::iter::repeat_with(step).take(count).collect()
    }

    struct Case {
        vectors: Vec<f32>,
        labels: Vec<u32>,
        dimension: usize,
        outputs: usize,
        penalty: f64,
    }

    impl Case {
        fn new(rows: usize, dimension: usize, outputs: usize) -> Self {
            let classes = outputs.max(2);
            Self {
                vectors: numbers(1, rows * dimension),
                labels: (0..rows).map(|row| (row * 7 % classes) as u32).collect(),
                dimension,
                outputs,
                penalty: 1.0 / rows as f64,
            }
        }

        /// Value and gradient in float64 throughout.
        fn exact(&self, point: &[f64]) -> (f64, Vec<f64>) {
            let (weights, intercepts) = point.split_at(self.outputs * self.dimension);
            let squares: f64 = weights.iter().map(|weight| weight * weight).sum();
            let mut gradient: Vec<f64> = weights.iter().map(|weight| self.penalty * weight).collect();
            gradient.resize(point.len(), 0.0);
            let mut value = 0.5 * self.penalty * squares;
            let rows = self.labels.len() as f64;
            for (vector, &label) in self.vectors.chunks_exact(self.dimension).zip(&self.labels) {
                let mut raw: Vec<f64> = weights
                    .chunks_exact(self.dimension)
                    .zip(intercepts)
                    .map(|(weights, intercept)| {
                        let products = vector
                            .iter()
                            .zip(weights)
                            .map(|(&value, weight)| f64::from(value) * weight);
                        products.sum::<f64>() + intercept
                    })
                    .collect();
                if self.outputs == 1 {
                    raw.insert(0, 0.0);
                }
                let sum: f64 = raw.iter().map(|raw| raw.exp()).sum();
                value += (sum.ln() - raw[label as usize]) / rows;
                let skipped = raw.len() - self.outputs;
                for output in 0..self.outputs {
                    let class = output + skipped;
                    let slope = (raw[class].exp() / sum - f64::from(u8::from(class == label as usize))) / rows;
                    for (at, &value) in vector.iter().enumerate() {
                        gradient[output * self.dimension + at] += slope * f64::from(value);
                    }
                    gradient[weights.len() + output] += slope;
                }
            }
            (value, gradient)
        }
    }

    #[test]
    fn value_and_gradient_are_those_of_float64() {
        let shapes = [
            (1, 1, 1),
            (5, 7, 1),
            (3, 33, 3),
            (241, 8, 2),
            (400, 9, 37),
            (66, 768, 13),
            (31, 1025, 5),
            (193, 31, 12),
        ];
        for tier in Tier::available() {
            for (rows, dimension, outputs) in shapes {
                let case = Case::new(rows, dimension, outputs);
                let shape = (dimension, outputs);
                let objective = Objective::new(tier, &case.vectors, &case.labels, shape, case.penalty);
                let point: Vec<f64> = numbers(2, outputs * (dimension + 1))
                    .into_iter()
                    .map(f64::from)
                    .collect();
                let mut gradient = vec![0.0; point.len()];
                let value = objective.evaluate(&point, &mut gradient, &Control::default()).unwrap();
                let (exact_value, exact) = case.exact(&point);
                let named = format!("{} {rows} × {dimension}, {outputs}", tier.name());
                assert!(
                    (value - exact_value).abs() < 1e-5 * exact_value,
                    "{named}: {value}, {exact_value}"
                );
                let largest = exact.iter().fold(0f64, |largest, slope| largest.max(slope.abs()));
                let error = gradient
                    .iter()
                    .zip(&exact)
                    .fold(0f64, |error, (a, b)| error.max((a - b).abs()));
                assert!(error < 4e-6 * largest, "{named}: {error} of {largest}");
            }
        }
    }

    #[test]
    fn stops_when_it_is_asked_to() {
        let case = Case::new(4, 2, 2);
        let objective = Objective::new(Tier::SCALAR, &case.vectors, &case.labels, (2, 2), 0.1);
        let control = Control::default();
        control.cancel();
        assert!(objective.evaluate(&[0.0; 6], &mut [0.0; 6], &control).is_err());
    }
}
