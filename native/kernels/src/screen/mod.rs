//! Which documents can still be among the best of a query? Those that products of 8-bit whole numbers cannot exclude;
//! only these are scored in float32.
//!
//! A row `x` is rounded to whole numbers: `X = scale · x − e`, all of `X` within ±127. For a query and a document
//! Cauchy and Schwarz give `|scales · q·d − Q·D| ≤ |e_q| |D| + (|Q| + |e_q|) |e_d|`, so that `Q·D` and four lengths say
//! how high the score may be at most. [`Bars`] adds what the float32 score and this comparison may round. A document is
//! passed over only if its score cannot exceed the query's threshold, hence results are the same to the bit.
//!
//! A product of whole numbers takes a quarter of the time of one in float32, a pair scored by itself about six times
//! as long; so blocks of which more than a tenth would be left are handed back to be scored whole.

mod bars;
mod integer_panels;
mod integer_row;
mod kernels;
mod schedule;
#[cfg(target_arch = "x86_64")]
mod vnni;

use std::ops::Range;

use crate::best::Best;
use crate::control::Control;
use crate::error::KernelError;
use crate::normalize_rows::normalize_rows_here;
use crate::tier::Tier;
use bars::Bars;
use integer_panels::IntegerPanels;
use kernels::{DOCUMENTS, GROUP, Kernels, QUERIES};
pub(crate) use schedule::Schedule;

/// Documents are screened this many numbers at a time: enough that those left for a query fill most groups of
/// [`GROUP`], few enough for a third-level cache.
const BLOCK_NUMBERS: usize = 1024 * 1024;

/// Shorter rows are multiplied in float32 in little more time; in longer ones rounding is not bounded by [`Bars`].
const DIMENSIONS: std::ops::RangeInclusive<usize> = 64..=8192;

/// One pair in so many may be left for screening to pay.
const PAYING_SHARE: usize = 10;

/// Queries made ready once, to screen any number of documents for them.
pub(crate) struct Screen {
    tier: Tier,
    kernels: Kernels,
    dimension: usize,
    is_normalizing: bool,
    rows: Vec<f32>,
    panels: IntegerPanels,
}

/// Memory that a thread uses for one block of documents after the other.
pub(crate) struct Scratch {
    normalized: Vec<f32>,
    panels: IntegerPanels,
    /// For each query of a panel the documents that are left.
    left: [Vec<u32>; QUERIES],
}

/// Some documents that lie in memory one after the other, and the index of the first.
#[derive(Clone, Copy)]
pub(crate) struct Block<'a> {
    pub rows: &'a [f32],
    pub first_document: usize,
}

impl Screen {
    /// Queries of each part; the last may have fewer.
    pub const PART_ROWS: usize = QUERIES;

    /// None where it would not pay: on other tiers, and for rows that are short or very long.
    pub fn new(tier: Tier, queries: &[f32], dimension: usize, is_normalizing: bool) -> Option<Self> {
        let kernels = Kernels::of(tier).filter(|_| DIMENSIONS.contains(&dimension))?;
        let mut rows = queries.to_vec();
        if is_normalizing {
            normalize_rows_here(tier, queries, dimension, &mut rows);
        }
        let mut panels = IntegerPanels::of_queries(dimension);
        panels.pack(tier, &rows);
        Some(Self {
            tier,
            kernels,
            dimension,
            is_normalizing,
            rows,
            panels,
        })
    }

    /// Documents that are best screened together.
    pub fn block_rows(&self) -> usize {
        (BLOCK_NUMBERS / (self.dimension * DOCUMENTS)).max(1) * DOCUMENTS
    }

    pub fn scratch(&self) -> Scratch {
        Scratch {
            normalized: Vec::new(),
            panels: IntegerPanels::of_documents(self.dimension),
            left: Default::default(),
        }
    }

    /// Offers to the queries of some parts those documents that may exceed their thresholds. Returns the first of the
    /// parts that are not done, which is their end unless too many documents are left.
    ///
    /// # Errors
    /// `Overflow` for a score that is not finite; `Cancelled`.
    pub fn offer(
        &self,
        parts: Range<usize>,
        block: Block,
        scratch: &mut Scratch,
        best: &mut [Best],
        control: &Control,
    ) -> Result<usize, KernelError> {
        let Scratch {
            normalized,
            panels,
            left,
        } = scratch;
        let block = self.normalized(block, normalized);
        panels.pack(self.tier, block.rows);
        let panel_pairs = QUERIES * panels.rows();
        let mut allowed = panel_pairs / 2;
        for part in parts.clone() {
            control.check()?;
            let queries = part * QUERIES..best.len().min((part + 1) * QUERIES);
            self.list_left(part, &best[queries.clone()], panels, left);
            allowed += panel_pairs / PAYING_SHARE;
            let count: usize = left[..queries.len()].iter().map(Vec::len).sum();
            if count > allowed {
                return Ok(part);
            }
            allowed -= count;
            for (query, left) in queries.zip(&*left) {
                self.score(query, block, left, &mut best[query])?;
            }
        }
        Ok(parts.end)
    }

    fn normalized<'a>(&self, block: Block<'a>, normalized: &'a mut Vec<f32>) -> Block<'a> {
        if !self.is_normalizing {
            return block;
        }
        normalized.resize(block.rows.len(), 0.0);
        normalize_rows_here(self.tier, block.rows, self.dimension, normalized);
        Block {
            rows: normalized,
            ..block
        }
    }

    /// Lists for each query of a part which of the documents it may still want.
    fn list_left(&self, part: usize, best: &[Best], documents: &IntegerPanels, left: &mut [Vec<u32>; QUERIES]) {
        let bars = Bars::new(&self.panels, part * QUERIES, best);
        for left in left.iter_mut() {
            left.clear();
            left.reserve(documents.rows() + GROUP);
        }
        for panel in 0..documents.len() {
            (self.kernels.list_left)(self.panels.words(part), &bars, documents.panel(panel), left);
        }
    }

    /// Scores the documents that are left for a query and offers them.
    fn score(&self, query: usize, block: Block, left: &[u32], best: &mut Best) -> Result<(), KernelError> {
        let query = &self.rows[query * self.dimension..][..self.dimension];
        for documents in left.chunks(GROUP) {
            let scores = (self.kernels.scores)(query, block.rows, documents);
            if !best.offer_listed(block.first_document, documents, &scores) {
                return Err(KernelError::Overflow);
            }
        }
        Ok(())
    }
}
