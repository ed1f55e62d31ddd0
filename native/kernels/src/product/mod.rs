//! Blocked matrix product `queries × documentsᵀ`, handed out in tiles so that no one has to store the whole.
//!
//! Rows are packed into panels (the numbers at one position of all rows of a panel lie together), and a micro kernel
//! multiplies a panel of queries with a panel of documents. Each score is one chain of fused multiply-adds in float32
//! from position 0 up, whatever its place in a tile: equal rows give equal scores, and tiers that fuse agree to the
//! bit. Error at most dimension · ε Σ|qᵢdᵢ|, ε = 2⁻²⁴.

mod micro_kernel;
mod panels;

use micro_kernel::MicroKernel;
pub(crate) use panels::Panels;

use crate::tier::Tier;

/// Documents are packed this many numbers at a time: about the half of a second-level cache.
const BLOCK_NUMBERS: usize = 128 * 1024;

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
    pub fn rows(&self) -> impl Iterator<Item = (usize, &[f32])> {
        let rows = self.scores.chunks_exact(self.stride).take(self.query_count).enumerate();
        rows.map(|(row, scores)| (self.first_query + row, &scores[..self.document_count]))
    }
}

/// Queries packed once, to be multiplied with any number of documents.
pub(crate) struct PackedQueries {
    kernel: MicroKernel,
    panels: Panels,
}

impl PackedQueries {
    pub fn new(tier: Tier, queries: &[f32], dimension: usize) -> Self {
        let kernel = MicroKernel::of(tier);
        let panels = Panels::pack(queries, dimension, kernel.queries);
        Self { kernel, panels }
    }

    pub fn count(&self) -> usize {
        self.panels.rows()
    }

    /// Calls `each` for every tile, documents ascending for each query; the first error ends it.
    pub fn multiply<E>(&self, documents: &[f32], mut each: impl FnMut(Tile) -> Result<(), E>) -> Result<(), E> {
        let dimension = self.panels.dimension();
        let panels_per_block = (BLOCK_NUMBERS / (dimension * self.kernel.documents)).max(1);
        let block_rows = panels_per_block * self.kernel.documents;
        let mut scores = vec![0f32; self.kernel.queries * self.kernel.documents];
        for (block, rows) in documents.chunks(block_rows * dimension).enumerate() {
            let packed = Panels::pack(rows, dimension, self.kernel.documents);
            for (first_query, query_count, queries) in self.panels.iter() {
                for (first_row, document_count, documents) in packed.iter() {
                    (self.kernel.run)(queries, documents, &mut scores);
                    each(Tile {
                        first_query,
                        query_count,
                        first_document: block * block_rows + first_row,
                        document_count,
                        scores: &scores,
                        stride: self.kernel.documents,
                    })?;
                }
            }
        }
        Ok(())
    }
}
