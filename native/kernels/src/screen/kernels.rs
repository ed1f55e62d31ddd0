use super::bars::Bars;
use crate::tier::Tier;

/// Queries of a panel: as many as in float32, so that both have the same parts.
pub(super) const QUERIES: usize = 12;
/// Documents of a panel.
pub(super) const DOCUMENTS: usize = 32;
/// Positions that are multiplied together.
pub(super) const STEP: usize = 4;
/// Added to the numbers of documents, which are multiplied as bytes without a sign.
pub(super) const OFFSET: u8 = 128;
/// Documents that are scored together.
pub(super) const GROUP: usize = 16;

/// Some documents of a block, in whole numbers.
#[cfg_attr(
    not(target_arch = "x86_64"),
    expect(dead_code, reason = "no other processor screens")
)]
pub(super) struct DocumentPanel<'a> {
    /// The first's place in the block.
    pub first: usize,
    pub count: usize,
    pub words: &'a [u32],
    pub scales: &'a [f32; DOCUMENTS],
    pub norms: &'a [f32; DOCUMENTS],
    pub errors: &'a [f32; DOCUMENTS],
}

type ListLeft = fn(&[u32], &Bars, DocumentPanel, &mut [Vec<u32>; QUERIES]);
type Scores = fn(&[f32], &[f32], &[u32]) -> [f32; GROUP];

/// What an instruction set does in its own way.
pub(super) struct Kernels {
    /// `(queries panel, what they ask, documents, for each query the places of documents that it may want)`: appends
    /// to the lists, which have room for the panel's documents and [`GROUP`] more.
    pub list_left: ListLeft,
    /// `(query, rows, places of at most GROUP of them)`: the scores of a query with some rows, each the same chain of
    /// multiply-adds as in a [`MicroKernel`](crate::product::MicroKernel).
    pub scores: Scores,
}

impl Kernels {
    pub fn of(tier: Tier) -> Option<Self> {
        match tier.0 {
            #[cfg(target_arch = "x86_64")]
            crate::tier::InstructionSet::Avx512Vnni => Some(super::vnni::KERNELS),
            _ => None,
        }
    }
}
