use super::integer_row::IntegerRow;
use super::kernels::{DOCUMENTS, DocumentPanel, OFFSET, QUERIES, STEP};
use crate::tier::{Tier, dispatch};

/// Rows that are laid out together, so that writes stay within a few cache lines.
const TOGETHER: usize = 16;

/// Rows of whole numbers in groups of `width`. Each group is stored four positions at a time, which a word holds:
/// `[positions / 4 × width]`. Positions are filled up with zeros to a multiple of four, and the last group with rows.
pub(super) struct IntegerPanels {
    dimension: usize,
    width: usize,
    /// Added to each number.
    offset: u8,
    rows: usize,
    words: Vec<u32>,
    bytes: Vec<u8>,
    pub scales: Vec<f32>,
    pub norms: Vec<f32>,
    pub errors: Vec<f32>,
    pub sums: Vec<i32>,
}

impl IntegerPanels {
    pub fn of_queries(dimension: usize) -> Self {
        Self::new(dimension, QUERIES, 0)
    }

    pub fn of_documents(dimension: usize) -> Self {
        Self::new(dimension, DOCUMENTS, OFFSET)
    }

    fn new(dimension: usize, width: usize, offset: u8) -> Self {
        Self {
            dimension,
            width,
            offset,
            rows: 0,
            words: Vec::new(),
            bytes: vec![offset; TOGETHER * dimension.next_multiple_of(STEP)],
            scales: Vec::new(),
            norms: Vec::new(),
            errors: Vec::new(),
            sums: Vec::new(),
        }
    }

    /// Takes in these rows instead of those it held.
    pub fn pack(&mut self, tier: Tier, rows: &[f32]) {
        self.rows = rows.len() / self.dimension;
        let filled = self.rows.next_multiple_of(self.width);
        self.words.resize(filled * self.steps(), 0);
        self.scales.resize(filled, 1.0);
        self.norms.resize(filled, 0.0);
        self.errors.resize(filled, 0.0);
        self.sums.resize(filled, 0);
        for (group, rows) in rows.chunks(TOGETHER * self.dimension).enumerate() {
            self.round(tier, group * TOGETHER, rows);
            self.lay_out(group * TOGETHER, rows.len() / self.dimension);
        }
    }

    fn round(&mut self, tier: Tier, first: usize, rows: &[f32]) {
        let places = self.bytes.chunks_exact_mut(self.dimension.next_multiple_of(STEP));
        for (index, (row, bytes)) in rows.chunks_exact(self.dimension).zip(places).enumerate() {
            let (bytes, offset) = (&mut bytes[..row.len()], self.offset);
            let row = dispatch!(tier, round_row(row: &[f32], offset: u8, bytes: &mut [u8]) -> IntegerRow);
            let index = first + index;
            self.scales[index] = row.scale;
            self.norms[index] = row.norm;
            self.errors[index] = row.error;
            self.sums[index] = row.sum;
        }
    }

    fn lay_out(&mut self, first: usize, count: usize) {
        let (steps, width) = (self.steps(), self.width);
        for (index, bytes) in self.bytes.chunks_exact(STEP * steps).take(count).enumerate() {
            let (panel, column) = ((first + index) / width, (first + index) % width);
            let slots = self.words[panel * steps * width..].chunks_exact_mut(width);
            for (word, slots) in bytes.as_chunks::<STEP>().0.iter().zip(slots) {
                slots[column] = u32::from_le_bytes(*word);
            }
        }
    }

    fn steps(&self) -> usize {
        self.dimension.div_ceil(STEP)
    }

    pub fn rows(&self) -> usize {
        self.rows
    }

    pub fn dimension(&self) -> usize {
        self.dimension
    }

    /// How many panels there are.
    pub fn len(&self) -> usize {
        self.rows.div_ceil(self.width)
    }

    /// The numbers of a panel, `[positions / 4 × width]`.
    pub fn words(&self, panel: usize) -> &[u32] {
        let size = self.steps() * self.width;
        &self.words[panel * size..(panel + 1) * size]
    }

    /// A panel of documents.
    pub fn panel(&self, index: usize) -> DocumentPanel<'_> {
        let first = index * DOCUMENTS;
        DocumentPanel {
            first,
            count: DOCUMENTS.min(self.rows - first),
            words: self.words(index),
            scales: &self.scales.as_chunks().0[index],
            norms: &self.norms.as_chunks().0[index],
            errors: &self.errors.as_chunks().0[index],
        }
    }
}

#[inline(always)]
fn round_row(row: &[f32], offset: u8, bytes: &mut [u8]) -> IntegerRow {
    IntegerRow::new(row, offset, bytes)
}
