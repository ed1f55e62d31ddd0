use rayon::prelude::*;

use crate::error::{KernelError, row_count};
use crate::product::PackedQueries;
use crate::tier::Tier;

/// Rows of `a` that are worth a thread.
const ROWS_PER_PART: usize = 48;

/// All inner products `[rows of a × rows of b]`, each the same bits as in [`top_k`](crate::top_k).
pub fn similarity_matrix(tier: Tier, a: &[f32], b: &[f32], dimension: usize) -> Result<Vec<f32>, KernelError> {
    let rows = row_count(a, dimension)?;
    let columns = row_count(b, dimension)?;
    let mut matrix = vec![0f32; rows * columns];
    if matrix.is_empty() {
        return Ok(matrix);
    }
    let rows_per_part = rows.div_ceil(rayon::current_num_threads()).max(ROWS_PER_PART);
    let parts = a.par_chunks(rows_per_part * dimension);
    parts
        .zip(matrix.par_chunks_mut(rows_per_part * columns))
        .try_for_each(|(a, matrix)| multiply(&PackedQueries::new(tier, a, dimension), b, matrix, columns))?;
    Ok(matrix)
}

fn multiply(queries: &PackedQueries, b: &[f32], matrix: &mut [f32], columns: usize) -> Result<(), KernelError> {
    queries.multiply(b, |tile| {
        for (row, scores) in tile.rows() {
            let start = row * columns + tile.first_document;
            matrix[start..start + scores.len()].copy_from_slice(scores);
        }
        Ok(())
    })
}
