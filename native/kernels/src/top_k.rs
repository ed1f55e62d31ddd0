use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;

use crate::best::Best;
use crate::error::{KernelError, Side, row_count};
use crate::product::PackedQueries;
use crate::tier::Tier;

/// A search; rows are row-major.
pub struct TopKInput<'a> {
    /// `[queries × dimension]`
    pub queries: &'a [f32],
    /// `[documents × dimension]`, fewer than 2³².
    pub documents: &'a [f32],
    pub dimension: usize,
    pub k: usize,
    /// Looked at between tiles; true ends the search with [`KernelError::Cancelled`].
    pub cancelled: &'a AtomicBool,
}

/// `[queries × k]`, best first in each row; `k` is the number of documents where that is smaller.
pub struct TopK {
    pub indices: Vec<u32>,
    pub scores: Vec<f32>,
    pub k: usize,
}

/// The documents of highest inner product for each query; equal scores are ordered by index, lower first.
///
/// Scores are those of the blocked product (float32, one chain of fused multiply-adds). All of the threads share the
/// longer side: each searches its documents for every query, or all documents for its queries.
///
/// # Errors
/// `NonFinite` names the row; `Overflow` when finite rows have no finite product.
pub fn top_k(tier: Tier, input: &TopKInput) -> Result<TopK, KernelError> {
    let query_count = row_count(input.queries, input.dimension)?;
    let document_count = row_count(input.documents, input.dimension)?;
    if input.k == 0 || u32::try_from(document_count).is_err() {
        let message = format!(
            "k must be at least 1 and documents below 2^32, not {} and {document_count}.",
            input.k
        );
        return Err(KernelError::InvalidArgument(message));
    }
    let k = input.k.min(document_count);
    if k == 0 {
        return Ok(TopK {
            indices: Vec::new(),
            scores: Vec::new(),
            k,
        });
    }
    let best = if document_count >= query_count {
        share_documents(tier, input, k, document_count)
    } else {
        share_queries(tier, input, k, query_count)
    };
    let best = best.map_err(|error| {
        if error == KernelError::Overflow {
            non_finite(input)
        } else {
            error
        }
    })?;
    let sorted: Vec<_> = best.into_par_iter().flat_map_iter(Best::into_sorted).collect();
    let (scores, indices) = sorted
        .iter()
        .map(|candidate| (candidate.score(), candidate.document()))
        .unzip();
    Ok(TopK { indices, scores, k })
}

fn share_documents(tier: Tier, input: &TopKInput, k: usize, count: usize) -> Result<Vec<Best>, KernelError> {
    let queries = PackedQueries::new(tier, input.queries, input.dimension);
    let rows_per_part = count.div_ceil(rayon::current_num_threads());
    let parts = input.documents.par_chunks(rows_per_part * input.dimension).enumerate();
    let found: Vec<Vec<Best>> = parts
        .map(|(part, documents)| {
            let part = Part {
                queries: &queries,
                documents,
                first_document: part * rows_per_part,
            };
            search(&part, k, input.cancelled)
        })
        .collect::<Result<_, _>>()?;
    Ok(found.into_iter().reduce(merge_parts).unwrap_or_default())
}

fn merge_parts(mut merged: Vec<Best>, part: Vec<Best>) -> Vec<Best> {
    for (best, other) in merged.iter_mut().zip(part) {
        best.merge(other);
    }
    merged
}

fn share_queries(tier: Tier, input: &TopKInput, k: usize, count: usize) -> Result<Vec<Best>, KernelError> {
    let rows_per_part = count.div_ceil(rayon::current_num_threads());
    let parts = input.queries.par_chunks(rows_per_part * input.dimension);
    let found: Vec<Vec<Best>> = parts
        .map(|queries| {
            let queries = PackedQueries::new(tier, queries, input.dimension);
            let part = Part {
                queries: &queries,
                documents: input.documents,
                first_document: 0,
            };
            search(&part, k, input.cancelled)
        })
        .collect::<Result<_, _>>()?;
    Ok(found.into_iter().flatten().collect())
}

/// What one thread searches.
struct Part<'a> {
    queries: &'a PackedQueries,
    documents: &'a [f32],
    /// Index of the first of `documents` in the whole search.
    first_document: usize,
}

/// The best of each query. `Overflow` stands for any score that is not finite until the caller has looked for the reason.
fn search(part: &Part, k: usize, cancelled: &AtomicBool) -> Result<Vec<Best>, KernelError> {
    let mut best: Vec<Best> = (0..part.queries.count()).map(|_| Best::new(k)).collect();
    part.queries.multiply(part.documents, |tile| {
        if cancelled.load(Ordering::Relaxed) {
            return Err(KernelError::Cancelled);
        }
        for (query, scores) in tile.rows() {
            if !scores.iter().all(|score| score.is_finite()) {
                return Err(KernelError::Overflow);
            }
            best[query].offer(part.first_document + tile.first_document, scores);
        }
        Ok(())
    })?;
    Ok(best)
}

fn non_finite(input: &TopKInput) -> KernelError {
    let find = |side, values: &[f32]| {
        let index = values.iter().position(|value| !value.is_finite())?;
        let (row, position) = (index / input.dimension, index % input.dimension);
        Some(KernelError::NonFinite {
            side,
            row,
            position,
            value: values[index],
        })
    };
    find(Side::Query, input.queries)
        .or_else(|| find(Side::Document, input.documents))
        .unwrap_or(KernelError::Overflow)
}
