mod unit;

use rayon::prelude::*;

use crate::control::Control;
use crate::error::{KernelError, Side};
use crate::product::Queries;
use crate::tier::Tier;
use crate::vector_lists::VectorLists;
use crate::zeroed_matrix::zeroed_matrix;
use unit::{Scoring, Unit};

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
/// `InvalidArgument` for a document without vectors, and for more scores than there is memory for; `NonFinite` names the
/// vector; `Overflow`; `Cancelled`.
pub fn max_sim(
    tier: Tier,
    queries: VectorLists,
    documents: VectorLists,
    options: MaxSimOptions,
    control: &Control,
) -> Result<Vec<f32>, KernelError> {
    queries.check(Side::Query, options.dimension)?;
    documents.check(Side::Document, options.dimension)?;
    if let Some(row) = documents.offsets.windows(2).position(|ends| ends[0] == ends[1]) {
        return Err(KernelError::InvalidArgument(format!(
            "Document row {row} has no vector."
        )));
    }
    // Before any work, so that too many scores are known at once.
    let mut scores = zeroed_matrix(queries.row_count(), documents.row_count())?;
    let scoring = Scoring {
        tier,
        prepared: Queries::new(tier, queries.values, options.dimension, false),
        query_offsets: queries.offsets,
        control,
    };
    let units = Unit::all(documents, options, scoring.prepared.block_rows());
    let scored: Vec<Vec<f32>> = units
        .par_iter()
        .map(|unit| scoring.score(unit))
        .collect::<Result<_, _>>()?;
    for (unit, scored) in units.iter().zip(scored) {
        let of_queries = scores
            .chunks_exact_mut(documents.row_count())
            .zip(scored.chunks_exact(unit.rows.len()));
        of_queries.for_each(|(scores, scored)| scores[unit.rows.clone()].copy_from_slice(scored));
    }
    if scores.iter().all(|score| score.is_finite()) {
        Ok(scores)
    } else {
        Err(KernelError::Overflow)
    }
}
