use std::convert::Infallible;

use rayon::prelude::*;

use crate::error::{KernelError, row_count};
use crate::product::Queries;
use crate::tier::Tier;
use crate::zeroed_matrix::zeroed_matrix;

/// All inner products `[rows of a × rows of b]`, each the same bits as in [`Search`](crate::Search).
///
/// # Errors
/// `InvalidArgument` for lengths that do not fit, and for more products than there is memory for.
pub fn similarity_matrix(tier: Tier, a: &[f32], b: &[f32], dimension: usize) -> Result<Vec<f32>, KernelError> {
    let rows = row_count(a, dimension)?;
    let columns = row_count(b, dimension)?;
    let mut matrix = zeroed_matrix(rows, columns)?;
    if matrix.is_empty() {
        return Ok(matrix);
    }
    let a = Queries::new(tier, a, dimension, false);
    let parts = a.part_count().div_ceil(rayon::current_num_threads());
    let rows = parts * a.part_rows();
    matrix
        .par_chunks_mut(rows * columns)
        .enumerate()
        .for_each(|(chunk, matrix)| {
            let range = chunk * parts..a.part_count().min((chunk + 1) * parts);
            let done: Result<(), Infallible> = a.multiply(range, b, &mut a.scratch(), |tile| {
                for (row, scores) in tile.rows() {
                    let start = (row - chunk * rows) * columns + tile.first_document;
                    matrix[start..start + scores.len()].copy_from_slice(scores);
                }
                Ok(())
            });
            let Ok(()) = done;
        });
    Ok(matrix)
}
