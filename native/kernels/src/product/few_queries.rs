use super::Tile;
use super::lane_products::lane_products;
use crate::normalize_rows::normalize_rows_here;
use crate::tier::Tier;

/// Documents whose scores are handed out together.
const TILE_DOCUMENTS: usize = 64;

/// Documents that are normalised together: so few that they stay in the nearest cache.
const NORMALIZED_TOGETHER: usize = 8;

/// Queries that are multiplied with documents as these lie in memory.
pub(crate) struct FewQueries {
    tier: Tier,
    rows: Vec<f32>,
    dimension: usize,
    is_normalizing: bool,
}

impl FewQueries {
    pub fn new(tier: Tier, queries: &[f32], dimension: usize, is_normalizing: bool) -> Self {
        let mut rows = queries.to_vec();
        if is_normalizing {
            normalize_rows_here(tier, queries, dimension, &mut rows);
        }
        Self {
            tier,
            rows,
            dimension,
            is_normalizing,
        }
    }

    pub fn dimension(&self) -> usize {
        self.dimension
    }

    /// Calls `each` for every tile, documents ascending.
    pub fn multiply<E>(
        &self,
        documents: &[f32],
        scratch: &mut Vec<f32>,
        mut each: impl FnMut(Tile) -> Result<(), E>,
    ) -> Result<(), E> {
        let Self { tier, dimension, .. } = *self;
        let count = self.rows.len() / dimension;
        scratch.resize(TILE_DOCUMENTS * count + NORMALIZED_TOGETHER * dimension, 0.0);
        let (scores, normalized) = scratch.split_at_mut(TILE_DOCUMENTS * count);
        for (tile, rows) in documents.chunks(TILE_DOCUMENTS * dimension).enumerate() {
            if self.is_normalizing {
                for (block, rows) in rows.chunks(normalized.len()).enumerate() {
                    let normalized = &mut normalized[..rows.len()];
                    normalize_rows_here(tier, rows, dimension, normalized);
                    let scores = &mut scores[block * NORMALIZED_TOGETHER..];
                    lane_products(tier, &self.rows, normalized, dimension, scores, TILE_DOCUMENTS);
                }
            } else {
                lane_products(tier, &self.rows, rows, dimension, scores, TILE_DOCUMENTS);
            }
            each(Tile {
                first_query: 0,
                query_count: count,
                first_document: tile * TILE_DOCUMENTS,
                document_count: rows.len() / dimension,
                scores,
                stride: TILE_DOCUMENTS,
            })?;
        }
        Ok(())
    }
}
