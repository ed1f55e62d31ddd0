//! Thresholds from the start. While documents come, the threshold of a query rises to that of its best `k` so far, and
//! some `k · ln(n / k)` documents exceed it on the way that are not among the best in the end. A guess from a sample
//! that most of these do not exceed saves them; where it turns out too high, the query is searched again without one.

use super::{Search, SearchOptions};
use crate::best::Best;
use crate::control::Control;
use crate::error::KernelError;
use crate::product::Queries;
use crate::screen::Block;

/// One document in so many is in the sample.
const STRIDE: usize = 32;

/// From this `k` on there are enough of the best in a sample to tell something.
const LEAST_K: usize = 8 * STRIDE;

/// Documents for each of the `k`, from which on a guess saves more than it costs.
const LEAST_DOCUMENTS: usize = 8;

/// How many more of a sample's documents are expected above a threshold than the `k` call for, in standard deviations:
/// with this many one guess in some thirty thousand is too high.
const MARGIN: f64 = 4.0;

impl Search {
    /// For each query a score that at least `k` of these documents are expected to exceed; empty where no guess is made.
    pub(super) fn guess(&self, documents: Block, control: &Control) -> Result<Vec<f32>, KernelError> {
        let SearchOptions { dimension, k, .. } = self.options;
        let count = documents.rows.len() / dimension;
        let is_worthwhile = k >= LEAST_K && count >= LEAST_DOCUMENTS * k.max(self.document_count);
        if self.is_step || !self.prepared.are_packed() || !is_worthwhile {
            return Ok(Vec::new());
        }
        let mut sample = Vec::with_capacity(count.div_ceil(STRIDE) * dimension);
        for row in documents.rows.chunks_exact(dimension).step_by(STRIDE) {
            sample.extend_from_slice(row);
        }
        let expected = k as f64 / STRIDE as f64;
        let rank = (expected + MARGIN * expected.sqrt()).ceil() as usize;
        match self.step(self.queries.clone(), rank, &sample, control) {
            Ok(found) => Ok(found
                .scores
                .chunks(found.k)
                .map(|scores| scores[rank - 1].next_down())
                .collect()),
            Err(KernelError::Cancelled) => Err(KernelError::Cancelled),
            // The search itself will say what is wrong with which row.
            Err(_) => Ok(Vec::new()),
        }
    }

    /// Searches these documents again for queries of which fewer than `k` documents exceed the guess.
    pub(super) fn mend(&mut self, documents: Block, guess: &[f32], control: &Control) -> Result<(), KernelError> {
        let SearchOptions { dimension, k, .. } = self.options;
        let count_above = |query: usize| -> usize {
            let found = self.found.iter();
            found.map(|best| best[query].count_above(guess[query])).sum()
        };
        let wrong: Vec<usize> = (0..guess.len()).filter(|&query| count_above(query) < k).collect();
        if wrong.is_empty() {
            return Ok(());
        }
        let rows = wrong
            .iter()
            .flat_map(|query| &self.queries[query * dimension..][..dimension]);
        let found = self.step(rows.copied().collect(), k, documents.rows, control)?;
        let results = found.indices.chunks(found.k).zip(found.scores.chunks(found.k));
        for (query, (indices, scores)) in wrong.into_iter().zip(results) {
            for best in &mut self.found {
                best[query].forget_from(documents.first_document);
            }
            let documents = indices.iter().map(|&index| documents.first_document + index as usize);
            self.found[0][query].merge(Best::of(k, documents.zip(scores.iter().copied())));
        }
        Ok(())
    }

    /// The best `k` of some documents for some queries, all at once and without a guess.
    fn step(
        &self,
        queries: Vec<f32>,
        k: usize,
        documents: &[f32],
        control: &Control,
    ) -> Result<super::TopK, KernelError> {
        let options = SearchOptions { k, ..self.options };
        let prepared = Queries::packed(self.tier, &queries, options.dimension, options.is_normalizing);
        let mut search = Self::of_prepared(self.tier, queries, options, prepared);
        search.is_step = true;
        search.add(documents, control)?;
        Ok(search.finish())
    }
}
