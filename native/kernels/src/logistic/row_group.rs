use super::loss::{LANES, RawRows, loss_of};
use crate::product::{MicroKernel, Panels, multiply_panels};
use crate::tier::{Tier, dispatch};

/// Some training rows, packed for both products.
pub(super) struct RowGroup {
    /// The rows, to be multiplied with weights.
    rows: Panels,
    /// Their columns, to be multiplied with slopes.
    pub columns: Panels,
    labels: Vec<u32>,
}

/// What a group adds to the value and the gradient.
pub(super) struct Slopes {
    /// Derivatives of the mean loss by the raw predictions, `[outputs × rows of the group]`.
    pub by_output: Panels,
    pub output_sums: Vec<f64>,
    /// Sum of the losses of the rows.
    pub loss: f64,
}

impl RowGroup {
    pub fn new(tier: Tier, rows: &[f32], labels: &[u32], dimension: usize) -> Self {
        let kernel = MicroKernel::of(tier);
        let mut by_row = Panels::new(dimension, kernel.documents);
        by_row.pack(tier, rows, false);
        let mut columns = Panels::new(labels.len(), kernel.documents);
        columns.pack(tier, &transposed(rows, dimension), false);
        Self {
            rows: by_row,
            columns,
            labels: labels.to_vec(),
        }
    }

    /// `weights` are packed; `total_rows` is that of all groups.
    pub fn slopes(&self, tier: Tier, weights: &Panels, intercepts: &[f64], total_rows: usize) -> Slopes {
        let rows = self.labels.len();
        let stride = rows.next_multiple_of(LANES);
        let mut raw = self.raw_predictions(tier, weights, intercepts, stride);
        let raw_rows = RawRows {
            raw: &mut raw,
            stride,
            labels: &self.labels,
            total_rows: total_rows as f32,
        };
        let loss = dispatch!(tier, loss_of(raw_rows: RawRows) -> f64);
        let by_output: Vec<&[f32]> = raw.chunks_exact(stride).map(|slopes| &slopes[..rows]).collect();
        let sum = |slopes: &&[f32]| slopes.iter().map(|&slope| f64::from(slope)).sum();
        let output_sums = by_output.iter().map(sum).collect();
        let mut packed = Panels::new(rows, MicroKernel::of(tier).queries);
        packed.pack_rows(tier, &by_output, false);
        Slopes {
            by_output: packed,
            output_sums,
            loss,
        }
    }

    /// `[outputs × stride]`
    fn raw_predictions(&self, tier: Tier, weights: &Panels, intercepts: &[f64], stride: usize) -> Vec<f32> {
        let kernel = MicroKernel::of(tier);
        let mut raw = vec![0f32; intercepts.len() * stride];
        let outputs = 0..weights.len();
        let done: Result<(), std::convert::Infallible> =
            multiply_panels(&kernel, weights, outputs, &self.rows, &mut kernel.tile(), |tile| {
                for (output, products) in tile.rows() {
                    let intercept = intercepts[output] as f32;
                    let raw = &mut raw[output * stride + tile.first_document..];
                    for (raw, product) in raw.iter_mut().zip(products) {
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
