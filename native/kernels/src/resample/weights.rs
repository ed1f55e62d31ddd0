use std::ops::Range;

use super::filter::Kernel;

/// Fraction bits of a weight: 8 of the 32 bits hold the pixel, 2 are headroom for overshoot.
pub(super) const PRECISION_BITS: u32 = 22;

/// For each output position of one axis, the input positions it reads and their fixed-point weights.
pub(super) struct AxisWeights {
    spans: Vec<Range<usize>>,
    values: Vec<i32>,
    taps: usize,
}

impl AxisWeights {
    /// The weights of the `outputs` of an axis, computed in float64 and rounded as Pillow's `precompute_coeffs` and
    /// `normalize_coeffs_8bpc` do. An axis that keeps its size is copied.
    pub fn new(input_size: usize, output_size: usize, kernel: Kernel, outputs: Range<usize>) -> Self {
        if input_size == output_size {
            let values = vec![1 << PRECISION_BITS; outputs.len()];
            return Self {
                spans: outputs.map(|position| position..position + 1).collect(),
                values,
                taps: 1,
            };
        }
        let scale = input_size as f64 / output_size as f64;
        let filter_scale = scale.max(1.0);
        let support = kernel.support * filter_scale;
        let taps = support.ceil() as usize * 2 + 1;
        let mut weights = Self {
            spans: Vec::new(),
            values: vec![0; outputs.len() * taps],
            taps,
        };
        for (output, row) in outputs.zip(weights.values.chunks_exact_mut(taps)) {
            let center = (output as f64 + 0.5) * scale;
            // The conversion from a negative number gives 0, as Pillow clips it.
            let start = (center - support + 0.5) as usize;
            let end = ((center + support + 0.5) as usize).min(input_size);
            fill_row(&mut row[..end - start], |tap| {
                (kernel.weight)(((tap + start) as f64 - center + 0.5) * (1.0 / filter_scale))
            });
            weights.spans.push(start..end);
        }
        weights
    }

    pub fn len(&self) -> usize {
        self.spans.len()
    }

    /// For each output position: the input positions read, and their weights.
    #[inline(always)]
    pub fn iter(&self) -> impl Iterator<Item = (Range<usize>, &[i32])> {
        let rows = self.spans.iter().zip(self.values.chunks_exact(self.taps));
        rows.map(|(span, row)| (span.clone(), &row[..span.len()]))
    }

    /// All input positions read by any output position.
    pub fn inputs(&self) -> Range<usize> {
        let start = self.spans.iter().map(|span| span.start).min().unwrap_or(0);
        let end = self.spans.iter().map(|span| span.end).max().unwrap_or(0);
        start..end
    }

    /// The same weights for an input that begins at the first position read.
    pub fn starting_at_first_input(mut self) -> Self {
        let first = self.inputs().start;
        for span in &mut self.spans {
            *span = span.start - first..span.end - first;
        }
        self
    }
}

fn fill_row(row: &mut [i32], weight_of: impl Fn(usize) -> f64) {
    let weights: Vec<f64> = (0..row.len()).map(weight_of).collect();
    let sum: f64 = weights.iter().sum();
    for (fixed, weight) in row.iter_mut().zip(weights) {
        let share = if sum == 0.0 { weight } else { weight / sum } * f64::from(1 << PRECISION_BITS);
        *fixed = (share + if share < 0.0 { -0.5 } else { 0.5 }) as i32;
    }
}
