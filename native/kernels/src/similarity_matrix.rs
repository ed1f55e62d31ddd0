use crate::error::{KernelError, row_count};
use crate::product::PackedQueries;
use crate::tier::Tier;

/// All inner products `[rows of a × rows of b]`, each the same bits as in [`top_k`](crate::top_k).
pub fn similarity_matrix(tier: Tier, a: &[f32], b: &[f32], dimension: usize) -> Result<Vec<f32>, KernelError> {
    let rows = row_count(a, dimension)?;
    let columns = row_count(b, dimension)?;
    let mut matrix = vec![0f32; rows * columns];
    PackedQueries::new(tier, a, dimension).multiply(b, |tile| {
        for (row, scores) in tile.rows() {
            let start = row * columns + tile.first_document;
            matrix[start..start + scores.len()].copy_from_slice(scores);
        }
        Ok::<(), KernelError>(())
    })?;
    Ok(matrix)
}
