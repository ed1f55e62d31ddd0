//! Blocked matrix product `queries × documentsᵀ`, handed out in tiles so that no one has to store the whole.
//!
//! Many queries: rows are packed into panels (the numbers at one position of all rows of a panel lie together), and a
//! micro kernel multiplies a panel of queries with a panel of documents. Each score is one chain of fused multiply-adds
//! in float32 from position 0 up, whatever its place in a tile. Error at most dimension · ε Σ|qᵢdᵢ|, ε = 2⁻²⁴.
//!
//! Few queries: reading the documents is what takes the time, so that they are read once and not packed; scores are
//! summed as in [`lane_dot`](crate::inner_product::lane_dot).
//!
//! Both ways equal rows give equal scores, and tiers that fuse agree to the bit.

mod few_queries;
mod lane_products;
mod micro_kernel;
mod panels;
#[cfg(target_arch = "x86_64")]
mod transpose;

use std::ops::Range;

use few_queries::FewQueries;
pub(crate) use micro_kernel::MicroKernel;
pub(crate) use panels::Panels;
#[cfg(target_arch = "x86_64")]
pub(crate) use transpose::transposed;

use crate::tier::Tier;

/// Documents are packed this many numbers at a time: about the half of a second-level cache.
const BLOCK_NUMBERS: usize = 128 * 1024;

/// Up to this many queries are not packed.
const FEW: usize = 24;

/// Scores of some consecutive queries (rows) and documents (columns).
pub(crate) struct Tile<'a> {
    pub first_query: usize,
    pub query_count: usize,
    pub first_document: usize,
    pub document_count: usize,
    scores: &'a [f32],
    stride: usize,
}

impl Tile<'_> {
    /// Each query of the tile with the scores of its documents.
    #[inline(always)]
    pub fn rows(&self) -> impl Iterator<Item = (usize, &[f32])> {
        let rows = self.scores.chunks_exact(self.stride).take(self.query_count).enumerate();
        rows.map(|(row, scores)| (self.first_query + row, &scores[..self.document_count]))
    }
}

/// Queries made ready once, to be multiplied with any number of documents.
pub(crate) struct Queries {
    tier: Tier,
    form: Form,
    is_normalizing: bool,
}

enum Form {
    Many(MicroKernel, Panels),
    Few(FewQueries),
}

/// Memory that a thread uses for one block of documents after the other.
pub(crate) struct Scratch {
    documents: Panels,
    scores: Vec<f32>,
}

impl Queries {
    /// Where `is_normalizing`, rows of both sides are divided by their norms as
    /// [`normalize_rows`](crate::normalize_rows) does.
    pub fn new(tier: Tier, queries: &[f32], dimension: usize, is_normalizing: bool) -> Self {
        if queries.len() > FEW * dimension {
            return Self::packed(tier, queries, dimension, is_normalizing);
        }
        Self {
            tier,
            form: Form::Few(FewQueries::new(tier, queries, dimension, is_normalizing)),
            is_normalizing,
        }
    }

    /// The same, with the scores that each would have among many.
    pub fn packed(tier: Tier, queries: &[f32], dimension: usize, is_normalizing: bool) -> Self {
        let kernel = MicroKernel::of(tier);
        let mut panels = Panels::new(dimension, kernel.queries);
        panels.pack(tier, queries, is_normalizing);
        Self {
            tier,
            form: Form::Many(kernel, panels),
            is_normalizing,
        }
    }

    /// Whether they are packed into panels.
    pub fn are_packed(&self) -> bool {
        matches!(self.form, Form::Many(..))
    }

    /// Parts that can be multiplied apart.
    pub fn part_count(&self) -> usize {
        match &self.form {
            Form::Many(_, panels) => panels.len(),
            Form::Few(_) => 1,
        }
    }

    /// Queries of each part; the last may have fewer.
    pub fn part_rows(&self) -> usize {
        match &self.form {
            Form::Many(kernel, _) => kernel.queries,
            Form::Few(_) => FEW,
        }
    }

    /// The queries of some parts, of `count` in all.
    pub fn rows_of(&self, parts: &Range<usize>, count: usize) -> Range<usize> {
        let [start, end] = [parts.start, parts.end].map(|part| count.min(part * self.part_rows()));
        start..end
    }

    /// Documents that are best multiplied together.
    pub fn block_rows(&self) -> usize {
        match &self.form {
            Form::Many(kernel, panels) => {
                (BLOCK_NUMBERS / (panels.dimension() * kernel.documents)).max(1) * kernel.documents
            }
            Form::Few(queries) => (BLOCK_NUMBERS / queries.dimension()).max(1),
        }
    }

    pub fn scratch(&self) -> Scratch {
        let (documents, scores) = match &self.form {
            Form::Many(kernel, panels) => (Panels::new(panels.dimension(), kernel.documents), kernel.tile()),
            Form::Few(queries) => (Panels::new(queries.dimension(), 1), Vec::new()),
        };
        Scratch { documents, scores }
    }

    /// Calls `each` for every tile of some parts and all documents, documents ascending for each query; the first error
    /// ends it. A caller that shares the work among threads gives `block_rows` documents at a time.
    pub fn multiply<E>(
        &self,
        parts: Range<usize>,
        documents: &[f32],
        scratch: &mut Scratch,
        mut each: impl FnMut(Tile) -> Result<(), E>,
    ) -> Result<(), E> {
        let Scratch {
            documents: packed,
            scores,
        } = scratch;
        let (kernel, panels) = match &self.form {
            Form::Few(queries) => return queries.multiply(documents, scores, each),
            Form::Many(kernel, panels) => (kernel, panels),
        };
        let block_rows = self.block_rows();
        for (block, rows) in documents.chunks(block_rows * panels.dimension()).enumerate() {
            packed.pack(self.tier, rows, self.is_normalizing);
            multiply_panels(kernel, panels, parts.clone(), packed, scores, |mut tile| {
                tile.first_document += block * block_rows;
                each(tile)
            })?;
        }
        Ok(())
    }
}

/// Calls `each` for every tile of some panels of `queries` and all of `documents`; `scores` has room for one tile.
pub(crate) fn multiply_panels<E>(
    kernel: &MicroKernel,
    queries: &Panels,
    panels: Range<usize>,
    documents: &Panels,
    scores: &mut [f32],
    mut each: impl FnMut(Tile) -> Result<(), E>,
) -> Result<(), E> {
    for (first_query, query_count, queries) in queries.iter(panels) {
        for (first_document, document_count, documents) in documents.iter(0..documents.len()) {
            (kernel.run)(queries, documents, scores);
            each(Tile {
                first_query,
                query_count,
                first_document,
                document_count,
                scores,
                stride: kernel.documents,
            })?;
        }
    }
    Ok(())
}
