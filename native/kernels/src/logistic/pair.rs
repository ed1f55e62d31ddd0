use std::collections::VecDeque;

/// A step of a minimisation and the change of the gradient along it, with their inner products.
pub(super) struct Pair {
    pub step: Vec<f64>,
    pub change: Vec<f64>,
    /// This change with the step and the change of each pair up to this one, oldest first.
    pub products: VecDeque<[f64; 2]>,
    /// The latest gradient with this step and this change.
    pub with_gradient: [f64; 2],
}

impl Pair {
    pub fn vacant(length: usize) -> Self {
        Self {
            step: vec![0.0; length],
            change: vec![0.0; length],
            products: VecDeque::new(),
            with_gradient: [0.0; 2],
        }
    }

    pub fn curvature(&self) -> f64 {
        self.products.back().map_or(0.0, |&[curvature, _]| curvature)
    }

    pub fn change_square(&self) -> f64 {
        self.products.back().map_or(0.0, |&[_, square]| square)
    }
}
