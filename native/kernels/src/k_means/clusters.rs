use rayon::prelude::*;

use super::random_state::RandomState;
use crate::tier::{Tier, dispatch};

/// Share of the largest count below which a centre is given up.
const SCARCE: f32 = 0.01;

/// Centres and how many points each is the mean of; both change from step to step.
pub(super) struct Clusters {
    /// `[clusters × dimension]`
    pub centres: Vec<f32>,
    pub counts: Vec<f32>,
    pub dimension: usize,
}

/// Rows of `points` and the cluster of each.
pub(super) struct Batch<'a> {
    pub points: &'a [f32],
    pub rows: &'a [usize],
    pub nearest: &'a [u32],
}

impl Batch<'_> {
    fn point(&self, row: usize, dimension: usize) -> &[f32] {
        &self.points[row * dimension..][..dimension]
    }

    /// The rows of each cluster, in the order of the batch.
    fn members(&self, clusters: usize) -> Vec<Vec<usize>> {
        let mut members = vec![Vec::new(); clusters];
        for (&row, &cluster) in self.rows.iter().zip(self.nearest) {
            members[cluster as usize].push(row);
        }
        members
    }
}

impl Clusters {
    /// Moves each centre to the mean of all points it ever got, in float32 steps in the order of the batch.
    pub fn update(&mut self, tier: Tier, batch: &Batch) {
        let members = batch.members(self.counts.len());
        let centres = self.centres.par_chunks_exact_mut(self.dimension);
        centres
            .zip(&mut self.counts)
            .zip(&members)
            .with_min_len(16)
            .for_each(|((centre, count), members)| {
                if members.is_empty() {
                    return;
                }
                let before = *count;
                dispatch!(tier, scale(centre: &mut [f32], before: f32));
                for &row in members {
                    let point = batch.point(row, centre.len());
                    dispatch!(tier, add(centre: &mut [f32], point: &[f32]));
                }
                *count += members.len() as f32;
                let share = 1.0 / *count;
                dispatch!(tier, scale(centre: &mut [f32], share: f32));
            });
    }

    /// Puts centres that got hardly any points on random points of the batch, at most half as many as the batch has.
    /// Draws nothing when there are none.
    pub fn reassign_scarce(&mut self, batch: &Batch, random: &mut RandomState) {
        let lost = self.scarce(batch.rows.len() / 2);
        if lost.is_empty() {
            return;
        }
        let order = random.permutation(batch.rows.len());
        for (&centre, &place) in lost.iter().zip(&order) {
            let point = batch.point(batch.rows[place], self.dimension);
            self.centres[centre * self.dimension..][..self.dimension].copy_from_slice(point);
        }
        let kept = self
            .counts
            .iter()
            .enumerate()
            .filter(|(centre, _)| !lost.contains(centre));
        let smallest = kept.fold(f32::INFINITY, |least, (_, &count)| least.min(count));
        for centre in lost {
            self.counts[centre] = smallest;
        }
    }

    /// Ascending indices; of more than `most`, those with the smallest counts.
    fn scarce(&self, most: usize) -> Vec<usize> {
        let limit = SCARCE * self.counts.iter().copied().fold(0.0, f32::max);
        let mut found: Vec<usize> = (0..self.counts.len())
            .filter(|&centre| self.counts[centre] < limit)
            .collect();
        if found.len() > most {
            found.sort_by(|&a, &b| self.counts[a].total_cmp(&self.counts[b]));
            found.truncate(most);
            found.sort_unstable();
        }
        found
    }
}

#[inline(always)]
fn scale(values: &mut [f32], factor: f32) {
    values.iter_mut().for_each(|value| *value *= factor);
}

#[inline(always)]
fn add(values: &mut [f32], added: &[f32]) {
    values.iter_mut().zip(added).for_each(|(value, added)| *value += added);
}

#[cfg(test)]
mod tests {
    use super::{Batch, Clusters};
    use crate::k_means::random_state::RandomState;

    fn reassigned(counts: &[f32]) -> Clusters {
        let mut clusters = Clusters {
            centres: vec![0.0; counts.len()],
            counts: counts.to_vec(),
            dimension: 1,
        };
        let batch = Batch {
            points: &[10.0, 20.0, 30.0, 40.0],
            rows: &[0, 1, 2, 3],
            nearest: &[0; 4],
        };
        clusters.reassign_scarce(&batch, &mut RandomState::new(42));
        clusters
    }

    #[test]
    fn centres_below_a_hundredth_of_the_largest_move_to_random_points() {
        // numpy.random.RandomState(42).permutation(4)[0] is 1.
        let clusters = reassigned(&[1000.0, 9.0, 500.0, 10.0]);
        assert_eq!(clusters.centres, [0.0, 20.0, 0.0, 0.0]);
        assert_eq!(clusters.counts, [1000.0, 10.0, 500.0, 10.0]);
    }

    #[test]
    fn at_most_half_as_many_move_as_the_batch_has_points() {
        let clusters = reassigned(&[5000.0, 3.0, 1.0, 2.0]);
        assert_eq!(clusters.counts, [5000.0, 3.0, 3.0, 3.0]);
        assert!(clusters.centres[1] == 0.0 && clusters.centres[2] > 0.0 && clusters.centres[3] > 0.0);
    }
}
