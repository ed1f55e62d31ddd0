use std::ops::Range;

use rayon::prelude::*;

use crate::control::Control;
use crate::error::{KernelError, Side, check_length, row_count};
use crate::product::{Queries, Tile};
use crate::tier::{Tier, dispatch};

/// Maxima that a thread holds at a time, but for one part of the queries.
const MAXIMA: usize = 1 << 20;

/// Rows of several vectors each: row `i` is the vectors `offsets[i]` to `offsets[i + 1]`.
#[derive(Clone, Copy, Debug)]
pub struct VectorLists<'a> {
    pub values: &'a [f32],
    /// One more than there are rows, ascending from 0.
    pub offsets: &'a [u32],
}

#[derive(Clone, Copy, Debug)]
pub struct MaxSimOptions {
    pub dimension: usize,
    /// Vectors that documents are padded to with zero vectors; 0 pads none.
    pub padded_to: usize,
}

/// Late interaction `[queries × documents]`: for each vector of a query its greatest inner product with a vector of the
/// document, summed over the query. A document with fewer than `padded_to` vectors has a zero vector besides. Products
/// are those of [`similarity_matrix`](crate::similarity_matrix), their maxima are summed in float64 in order. Counts
/// products as done in `control`.
///
/// # Errors
/// `InvalidArgument` for a document without vectors; `NonFinite` names the vector; `Overflow`; `Cancelled`.
pub fn max_sim(
    tier: Tier,
    queries: VectorLists,
    documents: VectorLists,
    options: MaxSimOptions,
    control: &Control,
) -> Result<Vec<f32>, KernelError> {
    check_lists(Side::Query, queries, options.dimension)?;
    check_lists(Side::Document, documents, options.dimension)?;
    if let Some(row) = documents.offsets.windows(2).position(|ends| ends[0] == ends[1]) {
        return Err(KernelError::InvalidArgument(format!(
            "Document row {row} has no vector."
        )));
    }
    let prepared = Queries::new(tier, queries.values, options.dimension, false);
    let document_count = documents.offsets.len() - 1;
    let work = Work {
        tier,
        prepared,
        query_offsets: queries.offsets,
        options,
        control,
    };
    let units = units(documents.offsets, work.prepared.block_rows());
    let sums: Vec<Vec<f64>> = units
        .par_iter()
        .map(|rows| work.score(documents, rows.clone()))
        .collect::<Result<_, _>>()?;
    let mut scores = vec![0f32; (queries.offsets.len() - 1) * document_count];
    for (rows, sums) in units.into_iter().zip(sums) {
        let of_queries = scores
            .chunks_exact_mut(document_count)
            .zip(sums.chunks_exact(rows.len()));
        for (scores, sums) in of_queries {
            for (score, sum) in scores[rows.clone()].iter_mut().zip(sums) {
                *score = *sum as f32;
            }
        }
    }
    if scores.iter().all(|score| score.is_finite()) {
        Ok(scores)
    } else {
        Err(KernelError::Overflow)
    }
}

/// What all threads share.
struct Work<'a> {
    tier: Tier,
    prepared: Queries,
    query_offsets: &'a [u32],
    options: MaxSimOptions,
    control: &'a Control,
}

impl Work<'_> {
    /// Scores `[queries × rows]` of some consecutive documents.
    fn score(&self, documents: VectorLists, rows: Range<usize>) -> Result<Vec<f64>, KernelError> {
        let offsets = &documents.offsets[rows.start..=rows.end];
        let first = offsets[0] as usize;
        let ends: Vec<usize> = offsets[1..].iter().map(|&end| end as usize - first).collect();
        let vectors =
            &documents.values[first * self.options.dimension..offsets[rows.len()] as usize * self.options.dimension];
        let floors: Vec<f32> = offsets
            .windows(2)
            .map(|ends| self.floor((ends[1] - ends[0]) as usize))
            .collect();
        let part_rows = self.prepared.part_rows();
        let vector_count = self.query_offsets[self.query_offsets.len() - 1] as usize;
        let step = (MAXIMA / (part_rows * rows.len())).max(1);
        let mut scratch = self.prepared.scratch();
        let mut sums = vec![0f64; (self.query_offsets.len() - 1) * rows.len()];
        let mut query = 0;
        for part in (0..self.prepared.part_count()).step_by(step) {
            let parts = part..self.prepared.part_count().min(part + step);
            let first_vector = part * part_rows;
            let last_vector = vector_count.min(parts.end * part_rows);
            let mut maxima = floors.repeat(last_vector - first_vector);
            self.prepared.multiply(parts, vectors, &mut scratch, |tile| {
                self.control.check()?;
                self.control.add_done(tile.query_count * tile.document_count);
                let (maxima, tile, ends) = (maxima.as_mut_slice(), &tile, ends.as_slice());
                dispatch!(self.tier, raise(maxima: &mut [f32], tile: &Tile, ends: &[usize], first_vector: usize));
                Ok(())
            })?;
            for (vector, maxima) in (first_vector..).zip(maxima.chunks_exact(rows.len())) {
                while self.query_offsets[query + 1] as usize <= vector {
                    query += 1;
                }
                let sums = &mut sums[query * rows.len()..][..rows.len()];
                sums.iter_mut()
                    .zip(maxima)
                    .for_each(|(sum, &maximum)| *sum += f64::from(maximum));
            }
        }
        Ok(sums)
    }

    fn floor(&self, vector_count: usize) -> f32 {
        if vector_count < self.options.padded_to {
            0.0
        } else {
            f32::NEG_INFINITY
        }
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

/// Consecutive documents that are multiplied together: as many as fill a block, one at least.
fn units(offsets: &[u32], block_rows: usize) -> Vec<Range<usize>> {
    let mut units = Vec::new();
    let mut start = 0;
    for end in 1..offsets.len() {
        if end + 1 == offsets.len() || (offsets[end + 1] - offsets[start]) as usize > block_rows {
            units.push(start..end);
            start = end;
        }
    }
    units
}

fn check_lists(side: Side, lists: VectorLists, dimension: usize) -> Result<(), KernelError> {
    let vector_count = row_count(lists.values, dimension)?;
    let ascends = lists.offsets.first() == Some(&0) && lists.offsets.is_sorted();
    if !ascends {
        let message = format!("{side:?} offsets must ascend from 0.");
        return Err(KernelError::InvalidArgument(message));
    }
    let last = lists.offsets.last().map_or(0, |&last| last as usize);
    check_length(&format!("{side:?} vectors"), vector_count, last)?;
    match lists.values.iter().position(|value| !value.is_finite()) {
        None => Ok(()),
        Some(index) => Err(KernelError::NonFinite {
            side,
            row: index / dimension,
            position: index % dimension,
            value: lists.values[index],
        }),
    }
}
