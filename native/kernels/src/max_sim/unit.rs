use std::ops::Range;

use super::MaxSimOptions;
use crate::control::Control;
use crate::error::KernelError;
use crate::product::{Queries, Scratch, Tile};
use crate::tier::{Tier, dispatch};
use crate::vector_lists::VectorLists;

/// Maxima that a thread holds at a time, but for one part of the queries.
const MAXIMA: usize = 1 << 20;

/// Consecutive documents that are multiplied together: as many as fill a block, one at least.
pub(super) struct Unit<'a> {
    /// Which documents.
    pub rows: Range<usize>,
    /// `[vectors of the documents × dimension]`
    vectors: &'a [f32],
    /// Where each document ends, in vectors from the unit's first.
    ends: Vec<usize>,
    /// What the maxima of each document start from: 0 if it is padded.
    floors: Vec<f32>,
}

impl<'a> Unit<'a> {
    pub fn all(documents: VectorLists<'a>, options: MaxSimOptions, block_rows: usize) -> Vec<Self> {
        let offsets = documents.offsets;
        let mut units = Vec::new();
        let mut start = 0;
        for end in 1..offsets.len() {
            if end + 1 == offsets.len() || (offsets[end + 1] - offsets[start]) as usize > block_rows {
                units.push(Self::new(documents, options, start..end));
                start = end;
            }
        }
        units
    }

    fn new(documents: VectorLists<'a>, options: MaxSimOptions, rows: Range<usize>) -> Self {
        let offsets = &documents.offsets[rows.start..=rows.end];
        let [first, last] = [offsets[0], offsets[rows.len()]].map(|offset| offset as usize);
        let floor = |count: usize| {
            if count < options.padded_to {
                0.0
            } else {
                f32::NEG_INFINITY
            }
        };
        Self {
            vectors: &documents.values[first * options.dimension..last * options.dimension],
            ends: offsets[1..].iter().map(|&end| end as usize - first).collect(),
            floors: offsets
                .windows(2)
                .map(|ends| floor((ends[1] - ends[0]) as usize))
                .collect(),
            rows,
        }
    }
}

/// What all threads share.
pub(super) struct Scoring<'a> {
    pub tier: Tier,
    pub prepared: Queries,
    pub query_offsets: &'a [u32],
    pub control: &'a Control,
}

impl Scoring<'_> {
    /// Scores `[queries × documents of the unit]`.
    pub fn score(&self, unit: &Unit) -> Result<Vec<f32>, KernelError> {
        let documents = unit.rows.len();
        let mut sums = vec![0f64; (self.query_offsets.len() - 1) * documents];
        let mut scratch = self.prepared.scratch();
        let mut query = 0;
        let part_rows = self.prepared.part_rows();
        let step = (MAXIMA / (part_rows * documents)).max(1);
        for part in (0..self.prepared.part_count()).step_by(step) {
            let parts = part..self.prepared.part_count().min(part + step);
            let first_vector = part * part_rows;
            let maxima = self.maxima(unit, parts, &mut scratch)?;
            for (vector, maxima) in (first_vector..).zip(maxima.chunks_exact(documents)) {
                while self.query_offsets[query + 1] as usize <= vector {
                    query += 1;
                }
                let sums = &mut sums[query * documents..][..documents];
                let pairs = sums.iter_mut().zip(maxima);
                pairs.for_each(|(sum, &maximum)| *sum += f64::from(maximum));
            }
        }
        Ok(sums.into_iter().map(|sum| sum as f32).collect())
    }

    /// The maxima `[vectors of some parts of the queries × documents]`.
    fn maxima(&self, unit: &Unit, parts: Range<usize>, scratch: &mut Scratch) -> Result<Vec<f32>, KernelError> {
        let [first_vector, end] = [parts.start, parts.end].map(|part| part * self.prepared.part_rows());
        let last_vector = end.min(self.query_offsets[self.query_offsets.len() - 1] as usize);
        let mut maxima = unit.floors.repeat(last_vector - first_vector);
        self.prepared.multiply(parts, unit.vectors, scratch, |tile| {
            self.control.check()?;
            self.control.add_done(tile.query_count * tile.document_count);
            let (maxima, tile, ends) = (maxima.as_mut_slice(), &tile, unit.ends.as_slice());
            dispatch!(self.tier, raise(maxima: &mut [f32], tile: &Tile, ends: &[usize], first_vector: usize));
            Ok(())
        })?;
        Ok(maxima)
    }
}

/// Raises the maxima `[vectors of queries × documents]` to the products of a tile; `ends[i]` is where document `i` ends.
#[inline(always)]
fn raise(maxima: &mut [f32], tile: &Tile, ends: &[usize], first_vector: usize) {
    let first_document = ends.partition_point(|&end| end <= tile.first_document);
    for (vector, products) in tile.rows() {
        let maxima = &mut maxima[(vector - first_vector) * ends.len()..][..ends.len()];
        let mut from = 0;
        for (maximum, end) in maxima.iter_mut().zip(ends).skip(first_document) {
            let to = (end - tile.first_document).min(products.len());
            *maximum = greatest(*maximum, &products[from..to]);
            from = to;
            if from == products.len() {
                break;
            }
        }
    }
}

/// The greatest of `start` and `products`, side by side in 16 lanes.
#[inline(always)]
fn greatest(start: f32, products: &[f32]) -> f32 {
    let greater = |a: f32, b: f32| if b > a { b } else { a };
    let (blocks, rest) = products.as_chunks::<16>();
    let mut lanes = [start; 16];
    for block in blocks {
        for lane in 0..16 {
            lanes[lane] = greater(lanes[lane], block[lane]);
        }
    }
    lanes.iter().chain(rest).fold(start, |a, &b| greater(a, b))
}
