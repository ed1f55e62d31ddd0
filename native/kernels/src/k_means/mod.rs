//! Mini-batch k-means (Sculley 2010), equal to `sklearn.cluster.MiniBatchKMeans(n_init=1)` on float32 data draw by draw;
//! labels are the same but for points whose distances from two centres agree within float32 rounding. Where more centres
//! than half a batch have few points, scikit-learn moves those an unstable sort leaves first; here the earlier ones.
//!
//! Distances are compared in float32 as [`nearest_rows`](crate::nearest_rows) does, centres move in float32, inertia is
//! summed in float64. The result does not depend on the number of threads.

mod clusters;
mod fit;
mod random_state;
mod reassignment_rule;
mod seeding;
mod stopping_rule;
mod uniform_choice;

use crate::control::Control;
use crate::error::{KernelError, Side, row_count};
use crate::finite::check_finite;
use crate::tier::Tier;
use clusters::Batch;
use fit::Fit;
use random_state::RandomState;
use reassignment_rule::ReassignmentRule;
use stopping_rule::StoppingRule;
use uniform_choice::UniformChoice;

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
    let mut reassignment = ReassignmentRule::new(batch_rows);
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
