use std::convert::Infallible;

use rayon::prelude::*;

use crate::error::{KernelError, row_count};
use crate::precise_products::precise_square;
use crate::product::{MicroKernel, Panels, Tile, multiply_panels};
use crate::tier::{Tier, dispatch};

/// Points that are packed and compared together.
const PART_ROWS: usize = 256;

/// For each point the index of the nearest centre, the first of equally near ones: the smallest `|c|² - 2 p·c` in
/// float32 (`|c|²` is summed in float64), as scikit-learn's k-means compares them. A point with a NaN gets 0.
pub fn nearest_rows(tier: Tier, points: &[f32], centres: &[f32], dimension: usize) -> Result<Vec<u32>, KernelError> {
    let rows = row_count(points, dimension)?;
    if row_count(centres, dimension)? == 0 {
        return Err(KernelError::InvalidArgument("There must be a centre.".to_owned()));
    }
    let centres = Centres::new(tier, centres, dimension);
    let mut nearest = vec![0u32; rows];
    points
        .par_chunks(PART_ROWS * dimension)
        .zip(nearest.par_chunks_mut(PART_ROWS))
        .for_each_init(
            || centres.scratch(),
            |scratch, (points, nearest)| {
                let points: Vec<&[f32]> = points.chunks_exact(dimension).collect();
                centres.nearest(&points, scratch, nearest);
            },
        );
    Ok(nearest)
}

/// Centres made ready to be compared with any number of points.
pub(crate) struct Centres {
    tier: Tier,
    kernel: MicroKernel,
    panels: Panels,
    squares: Vec<f32>,
}

/// Memory that a thread uses for some points after others.
pub(crate) struct Scratch {
    points: Panels,
    scores: Vec<f32>,
    distances: Vec<f32>,
}

impl Centres {
    pub fn new(tier: Tier, centres: &[f32], dimension: usize) -> Self {
        let kernel = MicroKernel::fitting(tier, centres.len() / dimension);
        let mut panels = Panels::new(dimension, kernel.queries);
        panels.pack(tier, centres, false);
        let squares = centres
            .chunks_exact(dimension)
            .map(|row| dispatch!(tier, precise_square(row: &[f32]) -> f64) as f32)
            .collect();
        Self {
            tier,
            kernel,
            panels,
            squares,
        }
    }

    pub fn scratch(&self) -> Scratch {
        Scratch {
            points: Panels::new(self.panels.dimension(), self.kernel.documents),
            scores: self.kernel.tile(),
            distances: Vec::new(),
        }
    }

    /// Writes the nearest centre of each point.
    pub fn nearest(&self, points: &[&[f32]], scratch: &mut Scratch, nearest: &mut [u32]) {
        let Scratch {
            points: packed,
            scores,
            distances,
        } = scratch;
        packed.pack_rows(self.tier, points, false);
        nearest.fill(0);
        distances.clear();
        distances.resize(nearest.len(), f32::INFINITY);
        let centres = 0..self.panels.len();
        let done: Result<(), Infallible> = multiply_panels(
            &self.kernel,
            &self.panels,
            centres,
            packed,
            scores,
            |tile| {
                let first = tile.first_document;
                let (tile, squares) = (&tile, self.squares.as_slice());
                let (distances, nearest) = (&mut distances[first..], &mut nearest[first..]);
                dispatch!(self.tier, keep_nearer(tile: &Tile, squares: &[f32], distances: &mut [f32], nearest: &mut [u32]));
                Ok(())
            },
        );
        let Ok(()) = done;
    }
}

/// Centres come in ascending order, so that the first of equally near ones stays.
#[inline(always)]
fn keep_nearer(tile: &Tile, squares: &[f32], distances: &mut [f32], nearest: &mut [u32]) {
    for (centre, products) in tile.rows() {
        let square = squares[centre];
        for ((product, smallest), nearest) in products.iter().zip(&mut *distances).zip(&mut *nearest) {
            let distance = square - 2.0 * product;
            let is_nearer = distance < *smallest;
            *smallest = if is_nearer { distance } else { *smallest };
            *nearest = if is_nearer { centre as u32 } else { *nearest };
        }
    }
}
