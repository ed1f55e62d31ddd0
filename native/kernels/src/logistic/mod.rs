//! The function that logistic regression minimises: mean cross-entropy plus an L2 penalty, and its gradient.
//!
//! Vectors, weights and raw predictions are float32, losses are rounded to float32 row by row, and the sums over rows
//! and the optimiser's point are float64, as scikit-learn holds them on float32 data. The result does not depend on the
//! number of threads.

mod block;
mod exponential;
mod loss;

use block::{Block, BlockSlopes};
use rayon::prelude::*;

use crate::control::Control;
use crate::error::{KernelError, check_length, row_count};
use crate::product::{MicroKernel, Panels, multiply_panels};
use crate::tier::Tier;

/// Training rows whose predictions are computed together; a multiple of every micro kernel's rows.
const BLOCK_ROWS: usize = 240;

/// The objective on fixed training vectors.
pub struct LogisticObjective {
    tier: Tier,
    blocks: Vec<Block>,
    rows: usize,
    dimension: usize,
    outputs: usize,
    penalty: f64,
}

impl LogisticObjective {
    /// `labels[i]` is the class of row `i`: below `outputs`, or 0 and 1 where there is one output.
    pub fn new(
        tier: Tier,
        vectors: &[f32],
        labels: &[u32],
        (dimension, outputs): (usize, usize),
        penalty: f64,
    ) -> Result<Self, KernelError> {
        let rows = row_count(vectors, dimension)?;
        check_length("The list of labels", labels.len(), rows)?;
        let class_count = if outputs == 1 { 2 } else { outputs };
        if rows == 0 || outputs == 0 || labels.iter().any(|&label| label as usize >= class_count) {
            let message = format!("Expected rows with labels below {class_count}, got {rows} rows.");
            return Err(KernelError::InvalidArgument(message));
        }
        let blocks = vectors
            .par_chunks(BLOCK_ROWS * dimension)
            .zip(labels.par_chunks(BLOCK_ROWS))
            .map(|(rows, labels)| Block::new(tier, rows, labels, dimension))
            .collect();
        Ok(Self {
            tier,
            blocks,
            rows,
            dimension,
            outputs,
            penalty,
        })
    }

    /// Numbers of a point: weights `[outputs × dimension]`, then an intercept per output.
    pub fn point_length(&self) -> usize {
        self.outputs * (self.dimension + 1)
    }

    /// Value at a point; writes the gradient there, in the layout of the point.
    pub fn evaluate(&self, point: &[f64], gradient: &mut [f64], control: &Control) -> Result<f64, KernelError> {
        check_length("The point", point.len(), self.point_length())?;
        check_length("The gradient", gradient.len(), self.point_length())?;
        let (weights, intercepts) = point.split_at(self.outputs * self.dimension);
        let kernel = MicroKernel::of(self.tier);
        let narrow: Vec<f32> = weights.iter().map(|&weight| weight as f32).collect();
        let mut packed = Panels::new(self.dimension, kernel.documents);
        packed.pack(self.tier, &narrow, false);
        let slopes: Vec<BlockSlopes> = self
            .blocks
            .par_iter()
            .map(|block| {
                control.check()?;
                Ok(block.slopes(self.tier, &packed, intercepts, self.rows))
            })
            .collect::<Result<_, KernelError>>()?;
        let (weight_gradient, intercept_gradient) = gradient.split_at_mut(weights.len());
        self.sum_slopes(&slopes, weight_gradient);
        for (output, sum) in intercept_gradient.iter_mut().enumerate() {
            *sum = slopes.iter().map(|slopes| slopes.output_sums[output]).sum::<f64>() as f32 as f64;
        }
        for (gradient, weight) in weight_gradient.iter_mut().zip(weights) {
            *gradient = f64::from(*gradient as f32) + self.penalty * weight;
        }
        let squares: f64 = weights.iter().map(|weight| weight * weight).sum();
        let loss = (slopes.iter().map(|slopes| slopes.loss).sum::<f64>() / self.rows as f64) as f32;
        Ok(f64::from(loss) + 0.5 * self.penalty * squares)
    }

    /// `slopesᵀ × vectors`, `[outputs × dimension]`: float32 within a block, float64 over the blocks.
    fn sum_slopes(&self, slopes: &[BlockSlopes], gradient: &mut [f64]) {
        let kernel = MicroKernel::of(self.tier);
        let panel_numbers = kernel.queries * self.dimension;
        gradient
            .par_chunks_mut(panel_numbers)
            .enumerate()
            .for_each(|(panel, gradient)| {
                gradient.fill(0.0);
                let mut scores = kernel.tile();
                for (block, slopes) in self.blocks.iter().zip(slopes) {
                    let columns = &block.columns;
                    let done: Result<(), std::convert::Infallible> = multiply_panels(
                        &kernel,
                        &slopes.by_output,
                        panel..panel + 1,
                        columns,
                        &mut scores,
                        |tile| {
                            for (row, (_, sums)) in gradient.chunks_exact_mut(self.dimension).zip(tile.rows()) {
                                for (total, &sum) in row[tile.first_document..].iter_mut().zip(sums) {
                                    *total += f64::from(sum);
                                }
                            }
                            Ok(())
                        },
                    );
                    let Ok(()) = done;
                }
            });
    }
}
