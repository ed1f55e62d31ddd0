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
    pub fn pack(rows: &[f32], dimension: usize, width: usize) -> Self {
        let count = rows.len() / dimension;
        let mut values = vec![0f32; count.div_ceil(width) * width * dimension];
        let groups = rows
            .chunks(width * dimension)
            .zip(values.chunks_exact_mut(width * dimension));
        for (group, panel) in groups {
            pack_group(group, panel, dimension, width);
        }
        Self {
            values,
            rows: count,
            dimension,
            width,
        }
    }

    pub fn rows(&self) -> usize {
        self.rows
    }

    pub fn dimension(&self) -> usize {
        self.dimension
    }

    /// For each panel: its first row, how many rows it holds, and its numbers.
    pub fn iter(&self) -> impl Iterator<Item = (usize, usize, &[f32])> {
        let panels = self.values.chunks_exact(self.width * self.dimension).enumerate();
        panels.map(|(index, panel)| {
            let first = index * self.width;
            (first, self.width.min(self.rows - first), panel)
        })
    }
}

fn pack_group(group: &[f32], panel: &mut [f32], dimension: usize, width: usize) {
    for start in (0..dimension).step_by(POSITIONS) {
        let end = dimension.min(start + POSITIONS);
        for (column, row) in group.chunks_exact(dimension).enumerate() {
            for position in start..end {
                panel[position * width + column] = row[position];
            }
        }
    }
}
