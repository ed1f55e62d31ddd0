mod guess;
mod shares;
mod sweep;

use rayon::prelude::*;

use crate::best::Best;
use crate::control::Control;
use crate::error::{KernelError, Side, row_count};
use crate::finite::check_finite;
use crate::product::Queries;
use crate::screen::{Block, Screen};
use crate::tier::Tier;
use sweep::{Scratch, Sweep};

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
    screen: Option<Screen>,
    /// For each thread, what it found for each query.
    found: Vec<Vec<Best>>,
    scratches: Vec<Scratch>,
    document_count: usize,
    /// Whether this is but a step of another search.
    is_step: bool,
}

impl Search {
    pub fn new(tier: Tier, queries: Vec<f32>, options: SearchOptions) -> Result<Self, KernelError> {
        row_count(&queries, options.dimension)?;
        if options.k == 0 {
            return Err(KernelError::InvalidArgument("k must be at least 1.".to_owned()));
        }
        let prepared = Queries::new(tier, &queries, options.dimension, options.is_normalizing);
        Ok(Self::of_prepared(tier, queries, options, prepared))
    }

    fn of_prepared(tier: Tier, queries: Vec<f32>, options: SearchOptions, prepared: Queries) -> Self {
        let SearchOptions {
            dimension,
            k,
            is_normalizing,
        } = options;
        let screen = match prepared.are_packed() {
            true => Screen::new(tier, &queries, dimension, is_normalizing),
            false => None,
        };
        if screen.is_some() {
            assert_eq!(prepared.part_rows(), Screen::PART_ROWS, "parts of both are the same");
        }
        let best = || (0..queries.len() / dimension).map(|_| Best::new(k)).collect();
        let threads = 0..rayon::current_num_threads();
        Self {
            tier,
            options,
            found: threads.clone().map(|_| best()).collect(),
            scratches: threads.map(|_| Scratch::new(&prepared, screen.as_ref())).collect(),
            prepared,
            screen,
            queries,
            document_count: 0,
            is_step: false,
        }
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
        let block = Block {
            rows: documents,
            first_document,
        };
        let result = self.offer(block, control);
        self.document_count += count;
        result.map_err(|error| match error {
            KernelError::Overflow => self.non_finite(documents),
            other => other,
        })
    }

    fn offer(&mut self, block: Block, control: &Control) -> Result<(), KernelError> {
        let guess = self.guess(block, control)?;
        for best in &mut self.found {
            for (best, &floor) in best.iter_mut().zip(&guess) {
                best.raise_threshold(floor);
            }
        }
        let sweep = Sweep {
            tier: self.tier,
            queries: &self.prepared,
            screen: self.screen.as_ref(),
            dimension: self.options.dimension,
            control,
            is_counted: !self.is_step,
        };
        sweep.run(block, &mut self.found, &mut self.scratches)?;
        self.mend(block, &guess, control)
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
        let dimension = self.options.dimension;
        check_finite(Side::Query, &self.queries, dimension)
            .and_then(|()| check_finite(Side::Document, documents, dimension))
            .err()
            .unwrap_or(KernelError::Overflow)
    }
}
