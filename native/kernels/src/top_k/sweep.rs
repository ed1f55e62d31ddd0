use std::ops::Range;

use rayon::prelude::*;

use super::shares::{Shape, Share, Shares};
#[cfg(target_arch = "x86_64")]
use crate::best::Compressed;
use crate::best::{Best, OneByOne, Sift};
use crate::control::Control;
use crate::error::KernelError;
use crate::product::{self, Queries, Tile};
use crate::screen::{self, Block, Schedule, Screen};
use crate::tier::{Tier, dispatch};

/// How queries meet documents: by products in float32, and where these are fewer when it is asked first which are
/// needed, by a screen before them.
pub(super) struct Sweep<'a> {
    pub tier: Tier,
    pub queries: &'a Queries,
    pub screen: Option<&'a Screen>,
    pub dimension: usize,
    pub control: &'a Control,
    /// Whether to count scores as done.
    pub is_counted: bool,
}

/// Memory of a thread, kept from documents to documents because new pages take time too.
pub(super) struct Scratch {
    product: product::Scratch,
    screen: Option<screen::Scratch>,
    schedule: Schedule,
}

impl Scratch {
    pub fn new(queries: &Queries, screen: Option<&Screen>) -> Self {
        Self {
            product: queries.scratch(),
            screen: screen.map(Screen::scratch),
            schedule: Schedule::default(),
        }
    }
}

impl Sweep<'_> {
    /// Offers some documents to all queries; each thread has a scratch of its own, and `found` what it finds for each query.
    pub fn run(&self, documents: Block, found: &mut [Vec<Best>], scratches: &mut [Scratch]) -> Result<(), KernelError> {
        let shape = Shape {
            dimension: self.dimension,
            block_rows: self.screen.map_or(self.queries.block_rows(), Screen::block_rows),
            part_count: self.queries.part_count(),
        };
        let shares = Shares::new(documents.rows, shape, found.len());
        found.par_iter_mut().zip(scratches).try_for_each(|(best, scratch)| {
            while let Some(Share { parts, first_row, rows }) = shares.next() {
                let first_document = documents.first_document + first_row;
                let block = Block { rows, first_document };
                let first_left = self.offer_screened(parts.clone(), block, best, scratch)?;
                self.offer_all(first_left..parts.end, block, best, &mut scratch.product)?;
            }
            Ok(())
        })
    }

    /// Returns the first part that is not done.
    fn offer_screened(
        &self,
        parts: Range<usize>,
        block: Block,
        best: &mut [Best],
        scratch: &mut Scratch,
    ) -> Result<usize, KernelError> {
        let (Some(screen), Some(memory)) = (self.screen, &mut scratch.screen) else {
            return Ok(parts.start);
        };
        let has_threshold = |best: &Best| best.threshold() > f32::NEG_INFINITY;
        let queries = self.queries.rows_of(&parts, best.len());
        if !best[queries.clone()].iter().all(has_threshold) || !scratch.schedule.next() {
            return Ok(parts.start);
        }
        let first_left = screen.offer(parts.clone(), block, memory, best, self.control)?;
        scratch.schedule.note(first_left == parts.end);
        let done = self.queries.rows_of(&(parts.start..first_left), best.len());
        self.count(done.len() * (block.rows.len() / self.dimension));
        Ok(first_left)
    }

    fn offer_all(
        &self,
        parts: Range<usize>,
        block: Block,
        best: &mut [Best],
        scratch: &mut product::Scratch,
    ) -> Result<(), KernelError> {
        if parts.is_empty() {
            return Ok(());
        }
        self.queries.multiply(parts, block.rows, scratch, |tile| {
            self.control.check()?;
            self.count(tile.query_count * tile.document_count);
            if offer(self.tier, best, &tile, block.first_document) {
                Ok(())
            } else {
                Err(KernelError::Overflow)
            }
        })
    }

    fn count(&self, scores: usize) {
        if self.is_counted {
            self.control.add_done(scores);
        }
    }
}

/// Offers a tile's scores to each of its queries; false if one is not finite.
fn offer(tier: Tier, best: &mut [Best], tile: &Tile, first_document: usize) -> bool {
    #[cfg(target_arch = "x86_64")]
    if tier.has_avx512() {
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
