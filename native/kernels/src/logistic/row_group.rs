use super::loss::{LANES, RawRows, loss_of};
use crate::product::{MicroKernel, Panels, multiply_panels};
use crate::tier::{Tier, dispatch};

/// Some training rows, packed for both products, and what the model says of them at a point and along a direction.
pub(super) struct RowGroup {
    tier: Tier,
    /// The rows, to be multiplied with directions.
    rows: Panels,
    /// Their columns, to be multiplied with slopes.
    pub columns: Panels,
    labels: Vec<u32>,
    /// Raw predictions at the point and their change along the direction, `[outputs × stride]` each.
    raw: Vec<f32>,
    raw_change: Vec<f32>,
    /// Derivatives of the mean loss by the raw predictions where the group looked last, `[outputs × rows]`.
    pub slopes: Panels,
}

/// What a group adds to the value, the slope along the direction, and the gradient of each intercept.
pub(super) struct Seen {
    /// Sum of the losses of the rows.
    pub loss: f64,
    pub slope: f64,
    pub by_output: Vec<f64>,
}

impl RowGroup {
    pub fn new(tier: Tier, rows: &[f32], labels: &[u32], (dimension, outputs): (usize, usize)) -> Self {
        let kernel = MicroKernel::fitting(tier, outputs);
        let mut by_row = Panels::new(dimension, kernel.documents);
        by_row.pack(tier, rows, false);
        let mut columns = Panels::new(labels.len(), kernel.documents);
        columns.pack_columns(rows, dimension);
        let size = outputs * labels.len().next_multiple_of(LANES);
        Self {
            tier,
            rows: by_row,
            columns,
            labels: labels.to_vec(),
            raw: vec![0.0; size],
            raw_change: vec![0.0; size],
            slopes: Panels::new(labels.len(), kernel.queries),
        }
    }

    fn stride(&self) -> usize {
        self.labels.len().next_multiple_of(LANES)
    }

    /// Moves the point by `step` along the direction so far, and turns to one given as packed weights and intercepts.
    pub fn face(&mut self, step: f32, weights: &Panels, intercepts: &[f64]) {
        let (tier, stride) = (self.tier, self.stride());
        let (raw, change) = (self.raw.as_mut_slice(), self.raw_change.as_slice());
        dispatch!(tier, add_scaled(raw: &mut [f32], step: f32, change: &[f32]));
        let kernel = MicroKernel::fitting(tier, intercepts.len());
        let outputs = 0..weights.len();
        let done: Result<(), std::convert::Infallible> =
            multiply_panels(&kernel, weights, outputs, &self.rows, &mut kernel.tile(), |tile| {
                for (output, products) in tile.rows() {
                    let intercept = intercepts[output] as f32;
                    let raw = &mut self.raw_change[output * stride + tile.first_document..];
                    for (raw, product) in raw.iter_mut().zip(products) {
                        *raw = product + intercept;
                    }
                }
                Ok(())
            });
        let Ok(()) = done;
    }

    /// `total_rows` is that of all groups; `scratch` is memory that groups use one after the other.
    pub fn look(&mut self, step: f32, total_rows: usize, scratch: &mut Vec<f32>) -> Seen {
        let (tier, stride, rows) = (self.tier, self.stride(), self.labels.len());
        scratch.resize(self.raw.len(), 0.0);
        let slopes = scratch.as_mut_slice();
        let (raw, change) = (self.raw.as_slice(), self.raw_change.as_slice());
        dispatch!(tier, moved(slopes: &mut [f32], raw: &[f32], step: f32, change: &[f32]));
        let raw_rows = RawRows {
            raw: slopes,
            stride,
            labels: &self.labels,
            total_rows: total_rows as f32,
        };
        let loss = dispatch!(tier, loss_of(raw_rows: RawRows) -> f64);
        let by_output: Vec<&[f32]> = scratch.chunks_exact(stride).map(|slopes| &slopes[..rows]).collect();
        self.slopes.pack_rows(tier, &by_output, false);
        let changes = change.chunks_exact(stride).map(|change| &change[..rows]);
        let sums = by_output
            .iter()
            .zip(changes)
            .map(|(&slopes, change)| dispatch!(tier, sums(slopes: &[f32], change: &[f32]) -> (f64, f64)));
        let (by_output, slopes): (Vec<f64>, Vec<f64>) = sums.unzip();
        Seen {
            loss,
            slope: slopes.iter().sum(),
            by_output,
        }
    }
}

#[inline(always)]
fn add_scaled(target: &mut [f32], factor: f32, added: &[f32]) {
    for (target, added) in target.iter_mut().zip(added) {
        *target += factor * added;
    }
}

#[inline(always)]
fn moved(target: &mut [f32], from: &[f32], factor: f32, change: &[f32]) {
    for (target, (from, change)) in target.iter_mut().zip(from.iter().zip(change)) {
        *target = from + factor * change;
    }
}

/// The sum of the slopes, and of their products with the changes.
#[inline(always)]
fn sums(slopes: &[f32], changes: &[f32]) -> (f64, f64) {
    let mut sums = [[0f64; 16]; 2];
    let (blocks, rest) = slopes.as_chunks::<16>();
    let (change_blocks, change_rest) = changes.as_chunks::<16>();
    for (slopes, changes) in blocks.iter().zip(change_blocks) {
        let (slopes, changes) = (slopes.map(f64::from), changes.map(f64::from));
        for lane in 0..16 {
            sums[0][lane] += slopes[lane];
            sums[1][lane] += slopes[lane] * changes[lane];
        }
    }
    for (&slope, &change) in rest.iter().zip(change_rest) {
        sums[0][0] += f64::from(slope);
        sums[1][0] += f64::from(slope) * f64::from(change);
    }
    let [slopes, products] = sums.map(|sums| sums.iter().sum());
    (slopes, products)
}
