#[cfg(target_arch = "x86_64")]
use super::transpose::transpose;
use crate::arithmetic::Arithmetic;
use crate::normalize_rows::row_norm;
use crate::tier::{Tier, dispatch};

/// Positions that are transposed together, so that reads and writes stay within a few cache lines.
const POSITIONS: usize = 16;

/// Rows in groups of `width`, each group stored position by position: `[positions × width]`. The last group is filled
/// up with zero rows.
pub(crate) struct Panels {
    values: Vec<f32>,
    rows: usize,
    dimension: usize,
    width: usize,
}

impl Panels {
    /// Holds no rows yet.
    pub fn new(dimension: usize, width: usize) -> Self {
        Self {
            values: Vec::new(),
            rows: 0,
            dimension,
            width,
        }
    }

    /// Takes in these rows instead of those it held, each divided by its norm where `is_normalizing`.
    pub fn pack(&mut self, tier: Tier, rows: &[f32], is_normalizing: bool) {
        let rows: Vec<&[f32]> = rows.chunks_exact(self.dimension).collect();
        self.pack_rows(tier, &rows, is_normalizing);
    }

    /// The same of rows that lie apart.
    pub fn pack_rows(&mut self, tier: Tier, rows: &[&[f32]], is_normalizing: bool) {
        let (dimension, width) = (self.dimension, self.width);
        self.rows = rows.len();
        self.values.resize(self.rows.div_ceil(width) * width * dimension, 0.0);
        let groups = rows.chunks(width).zip(self.values.chunks_exact_mut(width * dimension));
        for (rows, panel) in groups {
            if rows.len() < width {
                panel.fill(0.0);
            }
            #[cfg(target_arch = "x86_64")]
            if !is_normalizing && transpose(tier, rows, panel, width) {
                continue;
            }
            let group = Group { rows, width };
            dispatch!(tier, pack_group<_>(group: Group, panel: &mut [f32], is_normalizing: bool));
        }
    }

    /// Takes in the columns of some rows `[dimension × columns]` instead of the rows it held.
    pub fn pack_columns(&mut self, rows: &[f32], columns: usize) {
        let (dimension, width) = (self.dimension, self.width);
        self.rows = columns;
        self.values.clear();
        self.values.resize(columns.div_ceil(width) * width * dimension, 0.0);
        for (index, panel) in self.values.chunks_exact_mut(width * dimension).enumerate() {
            let first = index * width;
            let range = first..columns.min(first + width);
            for (row, slots) in rows.chunks_exact(columns).zip(panel.chunks_exact_mut(width)) {
                slots[..range.len()].copy_from_slice(&row[range.clone()]);
            }
        }
    }

    /// How many panels there are.
    pub fn len(&self) -> usize {
        self.rows.div_ceil(self.width)
    }

    pub fn dimension(&self) -> usize {
        self.dimension
    }

    /// For each of some panels: its first row, how many rows it holds, and its numbers.
    pub fn iter(&self, panels: std::ops::Range<usize>) -> impl Iterator<Item = (usize, usize, &[f32])> {
        panels.map(|index| {
            let first = index * self.width;
            (first, self.width.min(self.rows - first), self.panel(index))
        })
    }

    /// The numbers of a panel, `[positions × width]`.
    pub fn panel(&self, index: usize) -> &[f32] {
        let size = self.width * self.dimension;
        &self.values[index * size..(index + 1) * size]
    }
}

/// At most `width` rows.
struct Group<'a> {
    rows: &'a [&'a [f32]],
    width: usize,
}

#[inline(always)]
fn pack_group<A: Arithmetic>(group: Group, panel: &mut [f32], is_normalizing: bool) {
    let Group { rows, width } = group;
    let mut norms = Vec::new();
    if is_normalizing {
        // Not by an iterator's `map`, whose code is not compiled for the instruction set.
        for row in rows {
            norms.push(row_norm::<A>(row));
        }
    }
    let mut blocks = panel.chunks_exact_mut(POSITIONS * width);
    for (index, block) in blocks.by_ref().enumerate() {
        for (column, row) in rows.iter().enumerate() {
            let mut values = row.as_chunks::<POSITIONS>().0[index];
            if let Some(norm) = norms.get(column) {
                values = values.map(|value| value / norm);
            }
            for (value, slots) in values.iter().zip(block.chunks_exact_mut(width)) {
                slots[column] = *value;
            }
        }
    }
    let rest = blocks.into_remainder();
    for (column, row) in rows.iter().enumerate() {
        let norm = norms.get(column).copied().unwrap_or(1.0);
        for (value, slots) in row.as_chunks::<POSITIONS>().1.iter().zip(rest.chunks_exact_mut(width)) {
            slots[column] = value / norm;
        }
    }
}
