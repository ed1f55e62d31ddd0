use std::collections::VecDeque;

use rayon::prelude::*;

use super::pair::Pair;
use super::vectors::{PART, part_add, part_dot, part_products};
use crate::tier::{Tier, dispatch};

/// The latest pairs, oldest first. All that a direction needs to know of them is their inner products, so that one pass
/// over the vectors takes in a step and another one makes a direction.
pub(super) struct Memory {
    tier: Tier,
    pairs: VecDeque<Pair>,
    /// One that was forgotten, whose memory the next one takes.
    forgotten: Option<Pair>,
}

impl Memory {
    /// Steps that are remembered, as in scikit-learn.
    const MOST: usize = 10;

    pub fn new(tier: Tier) -> Self {
        Self {
            tier,
            pairs: VecDeque::new(),
            forgotten: None,
        }
    }

    pub fn is_empty(&self) -> bool {
        self.pairs.is_empty()
    }

    pub fn clear(&mut self) {
        self.pairs.clear();
    }

    /// Takes in a step of `length` times the direction, from one gradient to another; not remembered where the function
    /// hardly curves along it. Forgets the oldest pair beyond [`Self::MOST`].
    pub fn remember(&mut self, length: f64, direction: &[f64], (before, after): (&[f64], &[f64])) {
        let newest = self.forgotten.take();
        self.pairs
            .push_back(newest.unwrap_or_else(|| Pair::vacant(direction.len())));
        let slope = self.write_newest(length, direction, (before, after));
        let products = self.products_with_newest(after);
        for (pair, &[.., step, change]) in self.pairs.iter_mut().zip(&products) {
            pair.with_gradient = [step, change];
        }
        if let Some(newest) = self.pairs.back_mut() {
            newest.products = products.iter().map(|&[step, change, ..]| [step, change]).collect();
            let is_curved = newest.curvature() > f64::EPSILON * -slope;
            if !is_curved {
                self.forgotten = self.pairs.pop_back();
            }
        }
        if self.pairs.len() > Self::MOST {
            self.forget_oldest();
        }
    }

    fn forget_oldest(&mut self) {
        self.forgotten = self.pairs.pop_front();
        for pair in &mut self.pairs {
            pair.products.pop_front();
        }
    }

    /// Returns the inner product of the step and the gradient before it.
    fn write_newest(&mut self, length: f64, direction: &[f64], (before, after): (&[f64], &[f64])) -> f64 {
        let tier = self.tier;
        let Some(newest) = self.pairs.back_mut() else {
            return 0.0;
        };
        let parts = newest.step.par_chunks_mut(PART).zip(newest.change.par_chunks_mut(PART));
        let given = direction
            .par_chunks(PART)
            .zip(before.par_chunks(PART))
            .zip(after.par_chunks(PART));
        let slopes: Vec<f64> = parts
            .zip(given)
            .map(|((step, change), ((direction, before), after))| {
                step.iter_mut()
                    .zip(direction)
                    .for_each(|(step, direction)| *step = length * direction);
                change
                    .iter_mut()
                    .zip(after.iter().zip(before))
                    .for_each(|(change, (after, before))| *change = after - before);
                length * dispatch!(tier, part_dot(direction: &[f64], before: &[f64]) -> f64)
            })
            .collect();
        slopes.iter().sum()
    }

    /// For each pair: the newest change with its step and its change, and the gradient with both.
    fn products_with_newest(&self, gradient: &[f64]) -> Vec<[f64; 4]> {
        let (tier, pairs) = (self.tier, &self.pairs);
        let Some(newest) = pairs.back() else {
            return Vec::new();
        };
        let parts: Vec<Vec<[f64; 4]>> = gradient
            .par_chunks(PART)
            .zip(newest.change.par_chunks(PART))
            .enumerate()
            .map(|(part, (gradient, newest))| {
                let range = part * PART..part * PART + newest.len();
                let both = |pair: &Pair| {
                    let (step, change) = (&pair.step[range.clone()], &pair.change[range.clone()]);
                    dispatch!(tier, part_products(step: &[f64], change: &[f64], newest: &[f64], gradient: &[f64]) -> [f64; 4])
                };
                pairs.iter().map(both).collect()
            })
            .collect();
        let mut sums = vec![[0.0; 4]; pairs.len()];
        for (pair, sums) in sums.iter_mut().enumerate() {
            *sums = std::array::from_fn(|which| parts.iter().map(|part| part[pair][which]).sum());
        }
        sums
    }

    /// Writes the quasi-Newton direction, minus the inverse Hessian estimate times the gradient, by the two-loop
    /// recursion (Nocedal 1980) on inner products (Chen, Wang and Zhou 2014); steepest descent while nothing is
    /// remembered. The gradient is the one of the latest step. Returns the inner product of both.
    pub fn direction(&self, gradient: &[f64], direction: &mut [f64]) -> f64 {
        let (scale, shares) = self.shares();
        let tier = self.tier;
        let slopes: Vec<f64> = direction
            .par_chunks_mut(PART)
            .zip(gradient.par_chunks(PART))
            .enumerate()
            .map(|(part, (direction, gradient))| {
                let range = part * PART..part * PART + gradient.len();
                direction
                    .iter_mut()
                    .zip(gradient)
                    .for_each(|(direction, gradient)| *direction = -scale * gradient);
                for (pair, &shares) in self.pairs.iter().zip(&shares) {
                    let (step, change) = (&pair.step[range.clone()], &pair.change[range.clone()]);
                    dispatch!(tier, part_add(direction: &mut [f64], shares: [f64; 2], step: &[f64], change: &[f64]));
                }
                dispatch!(tier, part_dot(direction: &[f64], gradient: &[f64]) -> f64)
            })
            .collect();
        slopes.iter().sum()
    }

    /// What the direction is made of: minus so many times the gradient, and so many times each step and change.
    fn shares(&self) -> (f64, Vec<[f64; 2]>) {
        let pairs = &self.pairs;
        let Some(newest) = pairs.back() else {
            return (1.0, Vec::new());
        };
        let mut changes = vec![0.0; pairs.len()];
        for (place, pair) in pairs.iter().enumerate().rev() {
            let newer = pairs.iter().zip(&changes).skip(place + 1);
            let taken: f64 = newer.map(|(newer, share)| share * newer.products[place][0]).sum();
            changes[place] = (pair.with_gradient[0] - taken) / pair.curvature();
        }
        let scale = newest.curvature() / newest.change_square();
        let mut steps = vec![0.0; pairs.len()];
        for (place, pair) in pairs.iter().enumerate() {
            let taken: f64 = changes
                .iter()
                .enumerate()
                .map(|(other, share)| share * self.change_product(place, other))
                .sum();
            let added: f64 = steps[..place]
                .iter()
                .zip(&pair.products)
                .map(|(share, &[product, _])| share * product)
                .sum();
            steps[place] = changes[place] - (scale * (pair.with_gradient[1] - taken) + added) / pair.curvature();
        }
        let shares = steps.iter().zip(&changes).map(|(step, change)| [-step, scale * change]);
        (scale, shares.collect())
    }

    fn change_product(&self, a: usize, b: usize) -> f64 {
        self.pairs[a.max(b)].products[a.min(b)][1]
    }
}
