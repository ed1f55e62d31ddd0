use super::loss::{Row, row_loss};
use crate::product::{MicroKernel, Panels, multiply_panels};
use crate::tier::{Tier, dispatch};

/// Some training rows, packed for both products.
pub(super) struct Block {
    /// The rows, to be multiplied with weights.
    rows: Panels,
    /// Their columns, to be multiplied with slopes.
    pub columns: Panels,
    labels: Vec<u32>,
}

/// What a block adds to the value and the gradient.
pub(super) struct BlockSlopes {
    /// Derivatives of the mean loss by the raw predictions, `[outputs × rows of the block]`.
    pub by_output: Panels,
    pub output_sums: Vec<f64>,
    /// Sum of the losses of the rows.
    pub loss: f64,
}

impl Block {
    pub fn new(tier: Tier, rows: &[f32], labels: &[u32], dimension: usize) -> Self {
        let kernel = MicroKernel::of(tier);
        let mut by_row = Panels::new(dimension, kernel.queries);
        by_row.pack(tier, rows, false);
        let mut columns = Panels::new(labels.len(), kernel.documents);
        columns.pack(tier, &transposed(rows, dimension), false);
        Self {
            rows: by_row,
            columns,
            labels: labels.to_vec(),
        }
    }

    /// `weights` are packed; `total_rows` is that of all blocks.
    pub fn slopes(&self, tier: Tier, weights: &Panels, intercepts: &[f64], total_rows: usize) -> BlockSlopes {
        let outputs = intercepts.len();
        let intercepts: Vec<f32> = intercepts.iter().map(|&value| value as f32).collect();
        let mut raw = self.raw_predictions(tier, weights, &intercepts);
        let mut loss = 0.0;
        for (raw, &label) in raw.chunks_exact_mut(outputs).zip(&self.labels) {
            let row = Row {
                raw,
                label: label as usize,
                total_rows: total_rows as f32,
            };
            loss += f64::from(dispatch!(tier, row_loss(row: Row) -> f32));
        }
        let by_output = transposed(&raw, outputs);
        let rows = by_output.chunks_exact(self.labels.len());
        let output_sums = rows
            .map(|slopes| slopes.iter().map(|&slope| f64::from(slope)).sum())
            .collect();
        let mut packed = Panels::new(self.labels.len(), MicroKernel::of(tier).queries);
        packed.pack(tier, &by_output, false);
        BlockSlopes {
            by_output: packed,
            output_sums,
            loss,
        }
    }

    /// `[rows × outputs]`
    fn raw_predictions(&self, tier: Tier, weights: &Panels, intercepts: &[f32]) -> Vec<f32> {
        let outputs = intercepts.len();
        let kernel = MicroKernel::of(tier);
        let mut raw = vec![0f32; self.labels.len() * outputs];
        let panels = 0..self.rows.len();
        let done: Result<(), std::convert::Infallible> =
            multiply_panels(&kernel, &self.rows, panels, weights, &mut kernel.tile(), |tile| {
                let intercepts = &intercepts[tile.first_document..];
                for (row, products) in tile.rows() {
                    let raw = &mut raw[row * outputs + tile.first_document..];
                    for ((raw, product), intercept) in raw.iter_mut().zip(products).zip(intercepts) {
                        *raw = product + intercept;
                    }
                }
                Ok(())
            });
        let Ok(()) = done;
        raw
    }
}

fn transposed(rows: &[f32], columns: usize) -> Vec<f32> {
    let row_count = rows.len() / columns;
    let mut result = vec![0f32; rows.len()];
    for (row, values) in rows.chunks_exact(columns).enumerate() {
        for (column, &value) in values.iter().enumerate() {
            result[column * row_count + row] = value;
        }
    }
    result
}
