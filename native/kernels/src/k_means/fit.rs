use rayon::prelude::*;

use super::clusters::Clusters;
use super::random_state::RandomState;
use super::seeding::Sample;
use crate::control::Control;
use crate::error::KernelError;
use crate::nearest_rows::Centres;
use crate::tier::{Tier, dispatch};

/// Points of a batch that one thread compares at a time.
const BATCH_PART: usize = 64;

/// Points labelled at a time, so that what is kept beside the points stays small.
const LABEL_PART: usize = 256;

/// What stays the same from step to step.
pub(super) struct Fit<'a> {
    pub tier: Tier,
    pub points: &'a [f32],
    pub dimension: usize,
    pub control: &'a Control,
}

impl Fit<'_> {
    pub fn first_clusters(
        &self,
        count: usize,
        batch_rows: usize,
        random: &mut RandomState,
    ) -> Result<Clusters, KernelError> {
        let rows = self.points.len() / self.dimension;
        let wanted = 3 * if 3 * batch_rows < count { count } else { batch_rows };
        let sample_rows = wanted.min(rows);
        let mut draw_rows = || -> Vec<usize> {
            let draws = (0..sample_rows).map(|_| random.interval(rows as u32 - 1) as usize);
            draws.collect()
        };
        // scikit-learn draws a validation sample to choose between several starts; with one start only the draws matter.
        draw_rows();
        let picked = (sample_rows < rows).then(|| self.picked(&draw_rows()));
        let points = picked.as_deref().unwrap_or(self.points);
        let sample = Sample::new(self.tier, points, self.dimension);
        let chosen = sample.k_means_plus_plus(count, random, self.control)?;
        let centres = chosen
            .iter()
            .flat_map(|&row| &points[row * self.dimension..][..self.dimension]);
        Ok(Clusters {
            centres: centres.copied().collect(),
            counts: vec![0.0; count],
            dimension: self.dimension,
        })
    }

    fn point(&self, row: usize) -> &[f32] {
        &self.points[row * self.dimension..][..self.dimension]
    }

    fn picked(&self, rows: &[usize]) -> Vec<f32> {
        rows.iter().flat_map(|&row| self.point(row)).copied().collect()
    }

    /// The nearest centre of some rows, and the sum of their squared distances from it.
    pub fn compare(&self, rows: &[usize], clusters: &Clusters) -> (Vec<u32>, f64) {
        let centres = Centres::new(self.tier, &clusters.centres, self.dimension);
        let mut nearest = vec![0u32; rows.len()];
        let distances: Vec<f64> = rows
            .par_chunks(BATCH_PART)
            .zip(nearest.par_chunks_mut(BATCH_PART))
            .map_init(
                || centres.scratch(),
                |scratch, (rows, nearest)| {
                    let points: Vec<&[f32]> = rows.iter().map(|&row| self.point(row)).collect();
                    centres.nearest(&points, scratch, nearest);
                    self.inertia(&points, &clusters.centres, nearest)
                },
            )
            .collect();
        self.control.add_done(rows.len());
        (nearest, distances.iter().sum())
    }

    fn inertia(&self, points: &[&[f32]], centres: &[f32], nearest: &[u32]) -> f64 {
        let points = points.iter().zip(nearest);
        points
            .map(|(point, &centre)| {
                let centre = &centres[centre as usize * self.dimension..][..self.dimension];
                dispatch!(self.tier, squared_distance(point: &[f32], centre: &[f32]) -> f64)
            })
            .sum()
    }

    pub fn label_all(&self, centres: &[f32]) -> Result<Vec<u32>, KernelError> {
        let centres = Centres::new(self.tier, centres, self.dimension);
        let mut labels = vec![0u32; self.points.len() / self.dimension];
        self.points
            .par_chunks(LABEL_PART * self.dimension)
            .zip(labels.par_chunks_mut(LABEL_PART))
            .try_for_each_init(
                || centres.scratch(),
                |scratch, (points, labels)| {
                    self.control.check()?;
                    let points: Vec<&[f32]> = points.chunks_exact(self.dimension).collect();
                    centres.nearest(&points, scratch, labels);
                    self.control.add_done(labels.len());
                    Ok(())
                },
            )?;
        Ok(labels)
    }
}

#[inline(always)]
fn squared_distance(point: &[f32], centre: &[f32]) -> f64 {
    let mut sums = [0f64; 16];
    let (blocks, rest) = point.as_chunks::<16>();
    let (centre_blocks, centre_rest) = centre.as_chunks::<16>();
    for (point, centre) in blocks.iter().zip(centre_blocks) {
        let (point, centre) = (point.map(f64::from), centre.map(f64::from));
        for lane in 0..16 {
            sums[lane] += (point[lane] - centre[lane]) * (point[lane] - centre[lane]);
        }
    }
    for (sum, (&point, &centre)) in sums.iter_mut().zip(rest.iter().zip(centre_rest)) {
        *sum += (f64::from(point) - f64::from(centre)).powi(2);
    }
    sums.iter().sum()
}
