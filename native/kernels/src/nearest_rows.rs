use std::convert::Infallible;

use rayon::prelude::*;

use crate::error::{KernelError, row_count};
use crate::precise_products::precise_square;
use crate::product::Queries;
use crate::tier::{Tier, dispatch};

/// For each point the index of the nearest centre, the first of equally near ones: the smallest `|c|² - 2 p·c` in
/// float32 (`|c|²` is summed in float64), as scikit-learn's k-means compares them. A point with a NaN gets 0.
pub fn nearest_rows(tier: Tier, points: &[f32], centres: &[f32], dimension: usize) -> Result<Vec<u32>, KernelError> {
    let rows = row_count(points, dimension)?;
    if row_count(centres, dimension)? == 0 {
        return Err(KernelError::InvalidArgument("There must be a centre.".to_owned()));
    }
    let squares: Vec<f32> = centres
        .chunks_exact(dimension)
        .map(|row| dispatch!(tier, precise_square(row: &[f32]) -> f64) as f32)
        .collect();
    let mut nearest = vec![0u32; rows];
    let queries = Queries::new(tier, points, dimension, false);
    let part_rows = queries.part_rows();
    let parts = queries.part_count().div_ceil(4 * rayon::current_num_threads()).max(1);
    nearest
        .par_chunks_mut(parts * part_rows)
        .enumerate()
        .for_each(|(chunk, nearest)| {
            let mut distances = vec![f32::INFINITY; nearest.len()];
            let first = chunk * parts;
            let range = first..queries.part_count().min(first + parts);
            let done: Result<(), Infallible> = queries.multiply(range, centres, &mut queries.scratch(), |tile| {
                for (row, products) in tile.rows() {
                    let row = row - first * part_rows;
                    let squares = &squares[tile.first_document..];
                    for (centre, (product, square)) in products.iter().zip(squares).enumerate() {
                        let distance = square - 2.0 * product;
                        if distance < distances[row] {
                            distances[row] = distance;
                            nearest[row] = (tile.first_document + centre) as u32;
                        }
                    }
                }
                Ok(())
            });
            let Ok(()) = done;
        });
    Ok(nearest)
}
