use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Shares of the work that each thread gets at least, so that all end at about the same time.
const SHARES_PER_THREAD: usize = 4;

/// How work can be divided: documents of so many numbers into blocks of rows, queries into parts.
pub(super) struct Shape {
    pub dimension: usize,
    pub block_rows: usize,
    pub part_count: usize,
}

/// The work, handed out to threads one share after the other: blocks of documents, and where these are few, of queries
/// too. Each thread gets the documents of a query in ascending order.
pub(super) struct Shares<'a> {
    documents: &'a [f32],
    dimension: usize,
    block_rows: usize,
    part_count: usize,
    parts_per_share: usize,
    next: AtomicUsize,
}

pub(super) struct Share<'a> {
    pub parts: Range<usize>,
    pub first_row: usize,
    pub rows: &'a [f32],
}

impl<'a> Shares<'a> {
    pub fn new(documents: &'a [f32], shape: Shape, threads: usize) -> Self {
        let Shape {
            dimension,
            block_rows,
            part_count,
        } = shape;
        let blocks = documents.len().div_ceil(block_rows * dimension).max(1);
        let groups = (SHARES_PER_THREAD * threads)
            .div_ceil(blocks)
            .clamp(1, part_count.max(1));
        Self {
            documents,
            dimension,
            block_rows,
            part_count,
            parts_per_share: part_count.div_ceil(groups).max(1),
            next: AtomicUsize::new(0),
        }
    }

    pub fn next(&self) -> Option<Share<'a>> {
        let block_numbers = self.block_rows * self.dimension;
        let blocks = self.documents.len().div_ceil(block_numbers);
        let index = self.next.fetch_add(1, Ordering::Relaxed);
        let first_part = index.checked_div(blocks)? * self.parts_per_share;
        if first_part >= self.part_count {
            return None;
        }
        let block = index % blocks;
        let end = self.documents.len().min((block + 1) * block_numbers);
        Some(Share {
            parts: first_part..self.part_count.min(first_part + self.parts_per_share),
            first_row: block * self.block_rows,
            rows: &self.documents[block * block_numbers..end],
        })
    }
}
