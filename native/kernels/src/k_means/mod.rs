//! Mini-batch k-means (Sculley 2010), equal to `sklearn.cluster.MiniBatchKMeans(n_init=1)` on float32 data draw by draw;
//! labels are the same but for points whose distances from two centres agree within float32 rounding. Where more centres
//! than half a batch have few points, scikit-learn moves those an unstable sort leaves first; here the earlier ones.
//!
//! Distances are compared in float32 as [`nearest_rows`](crate::nearest_rows) does, centres move in float32, inertia is
//! summed in float64. The result does not depend on the number of threads.

mod clusters;
mod random_state;
mod seeding;
mod stopping_rule;
mod uniform_choice;

use rayon::prelude::*;

use crate::control::Control;
use crate::error::{KernelError, Side, row_count};
use crate::finite::check_finite;
use crate::nearest_rows::Centres;
use crate::tier::{Tier, dispatch};
use clusters::{Batch, Clusters};
use random_state::RandomState;
use seeding::Sample;
use stopping_rule::StoppingRule;
use uniform_choice::UniformChoice;

/// Points of a batch that one thread compares at a time.
const BATCH_PART: usize = 64;

/// Points labelled at a time, so that what is kept beside the points stays small.
const LABEL_PART: usize = 256;

/// How a fit is done.
#[derive(Clone, Copy, Debug)]
pub struct KMeansOptions {
    pub dimension: usize,
    /// At least 1 and at most the number of points.
    pub clusters: usize,
    /// Points of a step, at least 1.
    pub batch_rows: usize,
    /// Passes over the data, in numbers of points.
    pub most_passes: usize,
    pub seed: u32,
}

/// A finished fit.
#[derive(Debug)]
pub struct KMeans {
    /// Cluster of each point.
    pub labels: Vec<u32>,
    pub steps: usize,
}

/// Fits and labels all points. Counts points as done in `control` whenever they are compared with a new centre or with all.
///
/// # Errors
/// `InvalidArgument`; `NonFinite` names the point; `Cancelled`.
pub fn mini_batch_k_means(
    tier: Tier,
    points: &[f32],
    options: KMeansOptions,
    control: &Control,
) -> Result<KMeans, KernelError> {
    let rows = checked_rows(points, &options)?;
    let fit = Fit {
        tier,
        points,
        dimension: options.dimension,
        control,
    };
    let mut random = RandomState::new(options.seed);
    let batch_rows = options.batch_rows.min(rows);
    let mut clusters = fit.first_clusters(options.clusters, batch_rows, &mut random)?;
    let choice = UniformChoice::new(rows);
    let mut stopping = StoppingRule::new(rows, batch_rows);
    let mut reassignment = ReassignmentRule { batch_rows, seen: 0 };
    let most_steps = options.most_passes * rows / batch_rows;
    let mut steps = 0;
    while steps < most_steps {
        control.check()?;
        steps += 1;
        let rows: Vec<usize> = (0..batch_rows).map(|_| choice.draw(&mut random)).collect();
        let (nearest, inertia) = fit.compare(&rows, &clusters);
        let batch = Batch {
            points,
            rows: &rows,
            nearest: &nearest,
        };
        let is_reassigning = reassignment.is_due(&clusters.counts);
        clusters.update(tier, &batch);
        if is_reassigning {
            clusters.reassign_scarce(&batch, &mut random);
        }
        if stopping.is_done(inertia) {
            break;
        }
    }
    let labels = fit.label_all(&clusters.centres)?;
    Ok(KMeans { labels, steps })
}

fn checked_rows(points: &[f32], options: &KMeansOptions) -> Result<usize, KernelError> {
    let rows = row_count(points, options.dimension)?;
    if options.clusters == 0 || options.clusters > rows || options.batch_rows == 0 {
        let (clusters, batch_rows) = (options.clusters, options.batch_rows);
        return Err(KernelError::InvalidArgument(format!(
            "Expected 1 to {rows} clusters and a batch of at least 1, not {clusters} and {batch_rows}."
        )));
    }
    check_finite(Side::Point, points, options.dimension)?;
    Ok(rows)
}

/// Tells before each step whether scarce centres may move after it: while one is empty, else every ten points per centre.
struct ReassignmentRule {
    batch_rows: usize,
    seen: usize,
}

impl ReassignmentRule {
    fn is_due(&mut self, counts: &[f32]) -> bool {
        self.seen += self.batch_rows;
        let is_due = counts.contains(&0.0) || self.seen >= 10 * counts.len();
        if is_due {
            self.seen = 0;
        }
        is_due
    }
}

/// What stays the same from step to step.
struct Fit<'a> {
    tier: Tier,
    points: &'a [f32],
    dimension: usize,
    control: &'a Control,
}

impl Fit<'_> {
    fn first_clusters(
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
    fn compare(&self, rows: &[usize], clusters: &Clusters) -> (Vec<u32>, f64) {
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

    fn label_all(&self, centres: &[f32]) -> Result<Vec<u32>, KernelError> {
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
