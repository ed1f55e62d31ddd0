use rayon::prelude::*;

use super::lbfgs::Landscape;
use super::line_search::Trial;
use super::loss::LANES;
use super::row_group::{RowGroup, Seen};
use super::vectors::{PART, dot};
use crate::control::Control;
use crate::error::KernelError;
use crate::product::{MicroKernel, Panels};
use crate::tier::{Tier, dispatch};

/// Training rows of a group are at most about as many, which is as long as a chain of float32 sums gets.
const GROUP_ROWS: usize = 192;

/// Mean cross-entropy plus an L2 penalty on fixed training vectors, as a function of
/// `[weights (outputs × dimension), intercepts (outputs)]`, seen from a point that starts at zeros.
///
/// Vectors, directions and raw predictions are float32, losses are rounded to float32 row by row, and the sums over groups
/// of rows and the point are float64, as scikit-learn holds them on float32 data. Raw predictions move with the point, so
/// that trials along a direction share one product of it with the vectors. Values do not depend on the number of threads.
pub(super) struct Objective<'a> {
    tier: Tier,
    control: &'a Control,
    groups: Vec<RowGroup>,
    rows: usize,
    dimension: usize,
    outputs: usize,
    penalty: f64,
    point: Vec<f64>,
    direction: Vec<f64>,
    packed: Panels,
    /// How many times the last direction is to be added to what the groups know of the point.
    pending: f64,
    /// Sums of squares of the point's weights, their products with the direction's, and squares of the direction's.
    squares: [f64; 3],
    /// Where it looked last.
    step: f64,
    intercept_slopes: Vec<f64>,
}

/// What a model is fitted to.
pub(super) struct Rows<'a> {
    /// `[rows × dimension]`
    pub vectors: &'a [f32],
    /// Below `outputs`, or 0 and 1 where there is one output.
    pub labels: &'a [u32],
    pub dimension: usize,
    pub outputs: usize,
}

impl<'a> Objective<'a> {
    pub fn new(tier: Tier, rows: Rows, penalty: f64, control: &'a Control) -> Self {
        let Rows {
            vectors,
            labels,
            dimension,
            outputs,
        } = rows;
        let group_rows = group_rows(labels.len());
        let groups = vectors
            .par_chunks(group_rows * dimension)
            .zip(labels.par_chunks(group_rows))
            .map(|(rows, labels)| RowGroup::new(tier, rows, labels, (dimension, outputs)))
            .collect();
        let length = outputs * (dimension + 1);
        Self {
            tier,
            control,
            groups,
            rows: labels.len(),
            dimension,
            outputs,
            penalty,
            point: vec![0.0; length],
            direction: vec![0.0; length],
            packed: Panels::new(dimension, MicroKernel::fitting(tier, outputs).queries),
            pending: 0.0,
            squares: [0.0; 3],
            step: 0.0,
            intercept_slopes: Vec::new(),
        }
    }

    pub fn into_point(self) -> Vec<f64> {
        self.point
    }

    /// `vectorsᵀ × slopes`, for each panel of features `[outputs × features]`: float32 within a group, float64 over the
    /// groups.
    fn sums_by_feature(&self) -> Vec<Vec<f64>> {
        let kernel = MicroKernel::fitting(self.tier, self.outputs);
        let size = self.outputs.next_multiple_of(kernel.queries) * kernel.documents;
        let mut sums = vec![vec![0f64; size]; self.dimension.div_ceil(kernel.documents)];
        // Slopes that are in the nearest cache are multiplied with a few panels, if all threads still have work.
        let together = (sums.len() / (2 * rayon::current_num_threads())).clamp(1, 4);
        sums.par_chunks_mut(together).enumerate().for_each(|(part, sums)| {
            let mut tile = kernel.tile();
            for RowGroup { columns, slopes, .. } in &self.groups {
                for (output, (_, _, slopes)) in slopes.iter(0..slopes.len()).enumerate() {
                    for (panel, sums) in sums.iter_mut().enumerate() {
                        (kernel.run)(slopes, columns.panel(part * together + panel), &mut tile);
                        let sums = &mut sums[output * tile.len()..][..tile.len()];
                        let tile = tile.as_slice();
                        dispatch!(self.tier, add(sums: &mut [f64], tile: &[f32]));
                    }
                }
            }
        });
        sums
    }

    /// Writes the sums and the penalty's part.
    fn write_gradient(&self, sums: &[Vec<f64>], gradient: &mut [f64]) {
        let width = MicroKernel::of(self.tier).documents;
        let outputs = gradient
            .par_chunks_mut(self.dimension)
            .zip(self.point.par_chunks(self.dimension));
        outputs.enumerate().for_each(|(output, (gradient, weights))| {
            let parts = gradient.chunks_mut(width).zip(weights.chunks(width)).zip(sums);
            for ((gradient, weights), sums) in parts {
                let sums = &sums[output * width..][..width];
                for ((gradient, weight), sum) in gradient.iter_mut().zip(weights).zip(sums) {
                    *gradient = f64::from(*sum as f32) + self.penalty * weight;
                }
            }
        });
    }
}

impl Landscape for Objective<'_> {
    fn len(&self) -> usize {
        self.point.len()
    }

    fn face(&mut self, direction: &[f64]) -> Result<(), KernelError> {
        let (weights, intercepts) = direction.split_at(self.outputs * self.dimension);
        let own = &self.point[..weights.len()];
        self.squares = [(own, own), (own, weights), (weights, weights)].map(|(a, b)| dot(self.tier, a, b));
        self.direction.copy_from_slice(direction);
        let narrow: Vec<f32> = weights.iter().map(|&weight| weight as f32).collect();
        self.packed.pack(self.tier, &narrow, false);
        let (step, packed) = (self.pending as f32, &self.packed);
        self.pending = 0.0;
        self.groups.par_iter_mut().try_for_each(|group| {
            self.control.check()?;
            group.face(step, packed, intercepts);
            Ok(())
        })
    }

    fn look(&mut self, step: f64) -> Result<Trial, KernelError> {
        let total_rows = self.rows;
        let seen: Vec<Seen> = self
            .groups
            .par_iter_mut()
            .map_init(Vec::new, |scratch, group| {
                self.control.check()?;
                Ok(group.look(step as f32, total_rows, scratch))
            })
            .collect::<Result<_, KernelError>>()?;
        let sum = |output: usize| seen.iter().map(|seen| seen.by_output[output]).sum::<f64>() as f32;
        self.intercept_slopes = (0..self.outputs).map(|output| f64::from(sum(output))).collect();
        self.step = step;
        let loss = (seen.iter().map(|seen| seen.loss).sum::<f64>() / self.rows as f64) as f32;
        let slope: f64 = seen.iter().map(|seen| seen.slope).sum();
        let [point, product, direction] = self.squares;
        Ok(Trial {
            step,
            value: f64::from(loss) + 0.5 * self.penalty * (point + step * (2.0 * product + step * direction)),
            slope: slope + self.penalty * (product + step * direction),
        })
    }

    fn advance(&mut self, gradient: &mut [f64]) -> Result<(), KernelError> {
        self.control.check()?;
        self.pending = self.step;
        let parts = self.point.par_chunks_mut(PART).zip(self.direction.par_chunks(PART));
        let step = self.step;
        parts.for_each(|(point, direction)| {
            let moves = point.iter_mut().zip(direction);
            moves.for_each(|(point, direction)| *point += step * direction);
        });
        let (weights, intercepts) = gradient.split_at_mut(self.outputs * self.dimension);
        intercepts.copy_from_slice(&self.intercept_slopes);
        self.write_gradient(&self.sums_by_feature(), weights);
        Ok(())
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
mod tests;
