use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

#[cfg(target_arch = "x86_64")]
use crate::best::Compressed;
use crate::best::{Best, OneByOne, Sift};
use crate::control::Control;
use crate::error::{KernelError, Side, row_count};
use crate::product::{Queries, Tile};
#[cfg(target_arch = "x86_64")]
use crate::tier::InstructionSet;
use crate::tier::{Tier, dispatch};

/// Shares of the work that each thread gets at least, so that all end at about the same time.
const SHARES_PER_THREAD: usize = 4;

/// What is looked for.
#[derive(Clone, Copy, Debug)]
pub struct SearchOptions {
    pub dimension: usize,
    /// Results per query, at least 1.
    pub k: usize,
    /// Whether rows of both sides are first divided by their norms, as [`normalize_rows`](crate::normalize_rows) does.
    pub is_normalizing: bool,
}

/// `[queries × k]`, best first in each row; `k` is the number of documents where that is smaller.
#[derive(Debug)]
pub struct TopK {
    pub indices: Vec<u32>,
    pub scores: Vec<f32>,
    pub k: usize,
}

/// The documents of highest inner product for each query; equal scores are ordered by index, lower first.
///
/// Documents come in any number of pieces and are read once. Scores are those of
/// [`similarity_matrix`](crate::similarity_matrix), bit for bit.
pub struct Search {
    tier: Tier,
    options: SearchOptions,
    queries: Vec<f32>,
    prepared: Queries,
    /// For each thread, what it found for each query.
    found: Vec<Vec<Best>>,
    document_count: usize,
}

impl Search {
    pub fn new(tier: Tier, queries: Vec<f32>, options: SearchOptions) -> Result<Self, KernelError> {
        let query_count = row_count(&queries, options.dimension)?;
        if options.k == 0 {
            return Err(KernelError::InvalidArgument("k must be at least 1.".to_owned()));
        }
        let best = || (0..query_count).map(|_| Best::new(options.k)).collect();
        Ok(Self {
            tier,
            options,
            prepared: Queries::new(tier, &queries, options.dimension, options.is_normalizing),
            queries,
            found: (0..rayon::current_num_threads()).map(|_| best()).collect(),
            document_count: 0,
        })
    }

    /// Searches some more documents `[documents × dimension]`; their indices go on from those before. Counts scores as
    /// done in `control`. After an error the search is of no more use.
    ///
    /// # Errors
    /// `NonFinite` names the row (of `documents`, or of the queries); `Overflow` when finite rows have no finite
    /// product; `Cancelled`.
    pub fn add(&mut self, documents: &[f32], control: &Control) -> Result<(), KernelError> {
        let count = row_count(documents, self.options.dimension)?;
        let first_document = self.document_count;
        if u32::try_from(first_document + count).is_err() {
            return Err(KernelError::InvalidArgument(
                "There must be fewer than 2^32 documents.".to_owned(),
            ));
        }
        let shares = Shares::new(&self.prepared, documents, self.options.dimension, self.found.len());
        let result = self.found.par_iter_mut().try_for_each(|best| {
            let mut scratch = self.prepared.scratch();
            while let Some(share) = shares.next() {
                let first_document = first_document + share.first_row;
                self.prepared.multiply(share.parts, share.rows, &mut scratch, |tile| {
                    control.check()?;
                    control.add_done(tile.query_count * tile.document_count);
                    if offer(self.tier, best, &tile, first_document) {
                        Ok(())
                    } else {
                        Err(KernelError::Overflow)
                    }
                })?;
            }
            Ok(())
        });
        self.document_count += count;
        result.map_err(|error| match error {
            KernelError::Overflow => self.non_finite(documents),
            other => other,
        })
    }

    pub(crate) fn dimension(&self) -> usize {
        self.options.dimension
    }

    /// The best of all documents so far.
    pub fn finish(self) -> TopK {
        let k = self.options.k.min(self.document_count);
        let mut found = self.found.into_iter();
        let mut best = found.next().unwrap_or_default();
        let others: Vec<_> = found.collect();
        let query_count = best.len();
        let (mut indices, mut scores) = (vec![0; query_count * k], vec![0.0; query_count * k]);
        if k == 0 {
            return TopK { indices, scores, k };
        }
        let mut others: Vec<_> = others.into_iter().map(Vec::into_iter).collect();
        for best in &mut best {
            others
                .iter_mut()
                .filter_map(Iterator::next)
                .for_each(|other| best.merge(other));
        }
        best.into_par_iter()
            .zip(indices.par_chunks_exact_mut(k).zip(scores.par_chunks_exact_mut(k)))
            .for_each(|(best, (indices, scores))| {
                for (candidate, (index, score)) in best.into_sorted().iter().zip(indices.iter_mut().zip(scores)) {
                    (*index, *score) = (candidate.document(), candidate.score());
                }
            });
        TopK { indices, scores, k }
    }

    /// `Overflow` stands for any score that is not finite until someone has looked for the reason.
    fn non_finite(&self, documents: &[f32]) -> KernelError {
        let find = |side, values: &[f32]| {
            let index = values.iter().position(|value| !value.is_finite())?;
            let (row, position) = (index / self.options.dimension, index % self.options.dimension);
            Some(KernelError::NonFinite {
                side,
                row,
                position,
                value: values[index],
            })
        };
        find(Side::Query, &self.queries)
            .or_else(|| find(Side::Document, documents))
            .unwrap_or(KernelError::Overflow)
    }
}

/// Offers a tile's scores to each of its queries; false if one is not finite.
fn offer(tier: Tier, best: &mut [Best], tile: &Tile, first_document: usize) -> bool {
    #[cfg(target_arch = "x86_64")]
    if tier.0 == InstructionSet::Avx512 {
        #[target_feature(enable = "avx512f,avx2,fma")]
        fn compiled(best: &mut [Best], tile: &Tile, first_document: usize) -> bool {
            offer_rows::<Compressed>(best, tile, first_document)
        }
        // SAFETY: a Tier names an instruction set only when the processor was found to have it.
        return unsafe { compiled(best, tile, first_document) };
    }
    dispatch!(tier, offer_one_by_one(best: &mut [Best], tile: &Tile, first_document: usize) -> bool)
}

#[inline(always)]
fn offer_one_by_one(best: &mut [Best], tile: &Tile, first_document: usize) -> bool {
    offer_rows::<OneByOne>(best, tile, first_document)
}

#[inline(always)]
fn offer_rows<S: Sift>(best: &mut [Best], tile: &Tile, first_document: usize) -> bool {
    for (query, scores) in tile.rows() {
        if !best[query].offer::<S>(first_document + tile.first_document, scores) {
            return false;
        }
    }
    true
}

/// The work, handed out to threads one share after the other: blocks of documents, and where these are few, of queries
/// too. Each thread gets the documents of a query in ascending order.
struct Shares<'a> {
    documents: &'a [f32],
    dimension: usize,
    block_rows: usize,
    part_count: usize,
    parts_per_share: usize,
    next: AtomicUsize,
}

struct Share<'a> {
    parts: std::ops::Range<usize>,
    first_row: usize,
    rows: &'a [f32],
}

impl<'a> Shares<'a> {
    fn new(queries: &Queries, documents: &'a [f32], dimension: usize, threads: usize) -> Self {
        let block_rows = queries.block_rows();
        let blocks = documents.len().div_ceil(block_rows * dimension).max(1);
        let part_count = queries.part_count();
        let groups = (SHARES_PER_THREAD * threads)
            .div_ceil(blocks)
            .clamp(1, part_count.max(1));
        Self {
            documents,
            dimension,
            block_rows,
            part_count,
            parts_per_share: part_count.div_ceil(groups).max(1),
            next: AtomicUsize::new(0),
        }
    }

    fn next(&self) -> Option<Share<'a>> {
        let block_numbers = self.block_rows * self.dimension;
        let blocks = self.documents.len().div_ceil(block_numbers);
        let index = self.next.fetch_add(1, Ordering::Relaxed);
        let first_part = index.checked_div(blocks)? * self.parts_per_share;
        if first_part >= self.part_count {
            return None;
        }
        let block = index % blocks;
        let end = self.documents.len().min((block + 1) * block_numbers);
        Some(Share {
            parts: first_part..self.part_count.min(first_part + self.parts_per_share),
            first_row: block * self.block_rows,
            rows: &self.documents[block * block_numbers..end],
        })
    }
}
