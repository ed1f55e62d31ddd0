use rayon::prelude::*;

use super::random_state::RandomState;
use super::uniform_choice::UniformChoice;
use crate::arithmetic::Arithmetic;
use crate::control::Control;
use crate::error::KernelError;
use crate::precise_products::precise_square;
use crate::tier::{Tier, dispatch};

/// Candidates whose products with a point are summed together.
const GROUP: usize = 3;

/// Float64 sums of each product: two AVX-512 registers.
const LANES: usize = 16;

/// Points of a thread's share at least.
const SHARE: usize = 128;

/// Points with their squared lengths.
pub(super) struct Sample<'a> {
    tier: Tier,
    points: &'a [f32],
    dimension: usize,
    squares: Vec<f64>,
}

impl<'a> Sample<'a> {
    pub fn new(tier: Tier, points: &'a [f32], dimension: usize) -> Self {
        let squares = points
            .chunks_exact(dimension)
            .map(|row| dispatch!(tier, precise_square(row: &[f32]) -> f64))
            .collect();
        Self {
            tier,
            points,
            dimension,
            squares,
        }
    }

    /// Rows that become the first centres, by greedy k-means++ (Arthur and Vassilvitskii 2007): each one is the best of
    /// a few candidates drawn with a probability proportional to their squared distance from the centres so far.
    ///
    /// Distances are computed in float64 and kept in float32, as in `sklearn.cluster.kmeans_plusplus` on float32 data.
    /// Counts the sample as done in `control` for each centre.
    ///
    /// # Errors
    /// `Cancelled`.
    pub fn k_means_plus_plus(
        &self,
        clusters: usize,
        random: &mut RandomState,
        control: &Control,
    ) -> Result<Vec<usize>, KernelError> {
        let trials = 2 + (clusters as f64).ln() as usize;
        let mut chosen = vec![UniformChoice::new(self.squares.len()).draw(random)];
        let mut nearest = vec![f32::INFINITY; self.squares.len()];
        nearest = self.nearer(&nearest, &chosen).swap_remove(0);
        let mut potential = total(&nearest);
        control.add_done(nearest.len());
        while chosen.len() < clusters {
            control.check()?;
            let candidates = draw_candidates(&nearest, potential, trials, random);
            let mut distances = self.nearer(&nearest, &candidates);
            let potentials: Vec<f32> = distances.iter().map(|own| total(own)).collect();
            let best = (1..trials).fold(
                0,
                |best, own| if potentials[own] < potentials[best] { own } else { best },
            );
            chosen.push(candidates[best]);
            potential = potentials[best];
            nearest = distances.swap_remove(best);
            control.add_done(nearest.len());
        }
        Ok(chosen)
    }

    /// For each of some rows: every point's squared distance from it, or from the centres so far where that is smaller.
    fn nearer(&self, nearest: &[f32], rows: &[usize]) -> Vec<Vec<f32>> {
        let candidates = self.widened(rows);
        let shares: Vec<Vec<f64>> = self
            .points
            .par_chunks(SHARE * self.dimension)
            .map(|points| {
                let (candidates, dimension) = (candidates.as_slice(), self.dimension);
                dispatch!(self.tier, products<_>(points: &[f32], candidates: &[f64], dimension: usize) -> Vec<f64>)
            })
            .collect();
        let stride = rows.len().next_multiple_of(GROUP);
        let products = || shares.iter().flat_map(|share| share.chunks_exact(stride));
        let distances = |(own, &row): (usize, &usize)| {
            let points = products().zip(&self.squares).zip(nearest);
            points
                .map(|((products, square), &nearest)| {
                    let distance = -2.0 * products[own] + self.squares[row] + square;
                    (distance.max(0.0) as f32).min(nearest)
                })
                .collect()
        };
        rows.iter().enumerate().map(distances).collect()
    }

    /// Some rows in float64, filled up with zeros to a whole number of groups.
    fn widened(&self, rows: &[usize]) -> Vec<f64> {
        let mut widened = vec![0.0; rows.len().next_multiple_of(GROUP) * self.dimension];
        for (&row, slots) in rows.iter().zip(widened.chunks_exact_mut(self.dimension)) {
            let values = &self.points[row * self.dimension..][..self.dimension];
            slots
                .iter_mut()
                .zip(values)
                .for_each(|(slot, &value)| *slot = f64::from(value));
        }
        widened
    }
}

/// `[points × candidates]`; the number of candidates is a multiple of [`GROUP`].
#[inline(always)]
fn products<A: Arithmetic>(points: &[f32], candidates: &[f64], dimension: usize) -> Vec<f64> {
    let mut products = Vec::with_capacity(points.len() / dimension * candidates.len() / dimension);
    for point in points.chunks_exact(dimension) {
        for group in candidates.chunks_exact(GROUP * dimension) {
            products.extend(group_products::<A>(point, group));
        }
    }
    products
}

#[inline(always)]
fn group_products<A: Arithmetic>(point: &[f32], group: &[f64]) -> [f64; GROUP] {
    let mut sums = [[0f64; LANES]; GROUP];
    let (blocks, rest) = point.as_chunks::<LANES>();
    let candidates: [&[f64]; GROUP] = std::array::from_fn(|own| &group[own * point.len()..][..point.len()]);
    let by_block = candidates.map(|candidate| candidate.as_chunks::<LANES>().0);
    for (at, block) in blocks.iter().enumerate() {
        // Widened whole, or the compiler takes the numbers one by one.
        let point = block.map(f64::from);
        for (sums, candidate) in sums.iter_mut().zip(by_block) {
            for lane in 0..LANES {
                sums[lane] = A::widened_multiply_add(point[lane], candidate[at][lane], sums[lane]);
            }
        }
    }
    for (sums, candidate) in sums.iter_mut().zip(candidates) {
        let rest = rest.iter().zip(&candidate[blocks.len() * LANES..]);
        for (sum, (&value, other)) in sums.iter_mut().zip(rest) {
            *sum += f64::from(value) * other;
        }
    }
    sums.map(|sums| sums.iter().sum())
}

fn draw_candidates(nearest: &[f32], potential: f32, trials: usize, random: &mut RandomState) -> Vec<usize> {
    // A running sum in float32: its rounding decides which row a draw falls on.
    let mut sum = 0f32;
    let running: Vec<f32> = nearest
        .iter()
        .map(|distance| {
            sum += distance;
            sum
        })
        .collect();
    (0..trials)
        .map(|_| {
            let drawn = random.double() * f64::from(potential);
            let place = running.partition_point(|&value| f64::from(value) < drawn);
            place.min(nearest.len() - 1)
        })
        .collect()
}

fn total(values: &[f32]) -> f32 {
    values.iter().map(|&value| f64::from(value)).sum::<f64>() as f32
}

#[cfg(test)]
mod tests {
    use super::{RandomState, Sample};
    use crate::control::Control;
    use crate::error::KernelError;
    use crate::tier::Tier;

    #[test]
    fn choosing_centres_stops_when_cancelled() {
        let points: Vec<f32> = (0..64u8).map(f32::from).collect();
        let control = Control::default();
        control.cancel();
        let chosen = Sample::new(Tier::detect(), &points, 2).k_means_plus_plus(8, &mut RandomState::new(1), &control);
        assert!(matches!(chosen, Err(KernelError::Cancelled)));
    }
}
