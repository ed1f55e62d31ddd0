use std::collections::VecDeque;

use super::vectors::{add_scaled_dot, dot, scale};
use crate::tier::Tier;

/// A step of a minimisation and the change of the gradient along it.
struct Pair {
    step: Vec<f64>,
    change: Vec<f64>,
    curvature: f64,
}

/// The latest pairs, oldest first.
pub(super) struct Memory {
    tier: Tier,
    pairs: VecDeque<Pair>,
}

impl Memory {
    /// Steps that are remembered, as in scikit-learn.
    const MOST: usize = 10;

    pub fn new(tier: Tier) -> Self {
        Self {
            tier,
            pairs: VecDeque::new(),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.pairs.is_empty()
    }

    pub fn clear(&mut self) {
        self.pairs.clear();
    }

    /// Forgets the oldest pair beyond [`Self::MOST`].
    pub fn remember(&mut self, step: Vec<f64>, change: Vec<f64>, curvature: f64) {
        self.pairs.push_back(Pair {
            step,
            change,
            curvature,
        });
        if self.pairs.len() > Self::MOST {
            self.pairs.pop_front();
        }
    }

    /// The quasi-Newton direction, minus the inverse Hessian estimate times the gradient, by the two-loop recursion
    /// (Nocedal 1980), and its inner product with the gradient; steepest descent while nothing is remembered.
    pub fn direction(&self, gradient: &[f64]) -> (Vec<f64>, f64) {
        let mut result = gradient.to_vec();
        scale(&mut result, -1.0);
        let Some(newest) = self.pairs.back() else {
            let slope = dot(self.tier, gradient, &result);
            return (result, slope);
        };
        let mut shares = Vec::with_capacity(self.pairs.len());
        let mut product = dot(self.tier, &newest.step, &result);
        for (place, pair) in self.pairs.iter().enumerate().rev() {
            let share = product / pair.curvature;
            // What the next pair asks of the result, in the same pass.
            let next = if place > 0 {
                &self.pairs[place - 1].step
            } else {
                &pair.change
            };
            product = add_scaled_dot(self.tier, &mut result, -share, &pair.change, next);
            shares.push(share);
        }
        let factor = newest.curvature / dot(self.tier, &newest.change, &newest.change);
        scale(&mut result, factor);
        // Left from the last pass: the result's product with the oldest change, before scaling.
        product *= factor;
        for (place, pair) in self.pairs.iter().enumerate() {
            let share = shares[self.pairs.len() - 1 - place] - product / pair.curvature;
            let next = self.pairs.get(place + 1).map_or(gradient, |next| &next.change);
            product = add_scaled_dot(self.tier, &mut result, share, &pair.step, next);
        }
        (result, product)
    }
}
