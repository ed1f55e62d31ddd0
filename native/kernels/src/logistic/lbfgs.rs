use super::line_search::{Trial, line_search};
use super::memory::Memory;
use super::vectors::{dot, largest_absolute};
use crate::error::KernelError;
use crate::tier::Tier;

/// Trials per line search.
const MOST_TRIALS: usize = 50;

/// Largest absolute entry of the gradient that counts as a minimum.
const GRADIENT_TOLERANCE: f64 = 1e-4;

/// Relative decrease of the value, over max(|before|, |after|, 1), that counts as none.
const VALUE_TOLERANCE: f64 = 64.0 * f64::EPSILON;

/// A smooth function without bounds, seen from a point that moves. Looking along a direction takes no gradient, which is
/// what costs half of the work.
pub(super) trait Landscape {
    /// How many numbers a point has.
    fn len(&self) -> usize;

    /// Turns to a direction, along which the next steps lead.
    fn face(&mut self, direction: &[f64]) -> Result<(), KernelError>;

    /// Value and slope so many times the direction from the point.
    fn look(&mut self, step: f64) -> Result<Trial, KernelError>;

    /// Moves the point to where it looked last and writes the gradient there.
    fn advance(&mut self, gradient: &mut [f64]) -> Result<(), KernelError>;
}

/// Minimises a function with the steps, tests and restarts of scipy's L-BFGS-B (tolerances as scikit-learn sets them), so
/// that it ends after the same number of iterations but for rounding; returns that number. Reaching `most_iterations` is
/// no error.
pub(super) fn minimize(
    tier: Tier,
    landscape: &mut impl Landscape,
    most_iterations: usize,
    mut after_iteration: impl FnMut(),
) -> Result<usize, KernelError> {
    let mut memory = Memory::new(tier);
    let mut direction = vec![0.0; landscape.len()];
    let (mut gradient, mut before) = (direction.clone(), direction.clone());
    landscape.face(&direction)?;
    let mut value = landscape.look(0.0)?.value;
    landscape.advance(&mut gradient)?;
    let mut iterations = 0;
    while largest_absolute(tier, &gradient) > GRADIENT_TOLERANCE && iterations < most_iterations {
        let slope = memory.direction(&gradient, &mut direction);
        let start = Trial {
            step: 0.0,
            value,
            slope,
        };
        let Some(reached) = descend(tier, landscape, start, &direction, iterations == 0)? else {
            if memory.is_empty() {
                break;
            }
            // A direction that leads nowhere: forget the past and start over from here.
            memory.clear();
            continue;
        };
        std::mem::swap(&mut gradient, &mut before);
        landscape.advance(&mut gradient)?;
        iterations += 1;
        after_iteration();
        let scale = value.abs().max(reached.value.abs()).max(1.0);
        let is_still = value - reached.value <= VALUE_TOLERANCE * scale;
        memory.remember(reached.step, &direction, (&before, &gradient));
        value = reached.value;
        if is_still {
            break;
        }
    }
    Ok(iterations)
}

/// The trial that ends the search along a direction, or none when no step goes down.
fn descend(
    tier: Tier,
    landscape: &mut impl Landscape,
    start: Trial,
    direction: &[f64],
    is_first: bool,
) -> Result<Option<Trial>, KernelError> {
    if start.slope >= 0.0 {
        return Ok(None);
    }
    let first = if is_first {
        1.0 / dot(tier, direction, direction).sqrt()
    } else {
        1.0
    };
    landscape.face(direction)?;
    let mut reached = start;
    let is_found = line_search(start, first, MOST_TRIALS, |step| {
        reached = landscape.look(step)?;
        Ok(reached)
    })?;
    Ok(is_found.then_some(reached))
}

#[cfg(test)]
mod tests {
    use super::{Landscape, minimize};
    use crate::logistic::line_search::Trial;
    use crate::{KernelError, Tier};

    /// A function of two numbers that tells its value and gradient at once.
    struct Plain<const N: usize> {
        function: fn([f64; N]) -> (f64, [f64; N]),
        point: [f64; N],
        direction: [f64; N],
        step: f64,
    }

    impl<const N: usize> Plain<N> {
        fn new(point: [f64; N], function: fn([f64; N]) -> (f64, [f64; N])) -> Self {
            Self {
                function,
                point,
                direction: [0.0; N],
                step: 0.0,
            }
        }

        fn at(&self, step: f64) -> [f64; N] {
            std::array::from_fn(|i| self.point[i] + step * self.direction[i])
        }
    }

    impl<const N: usize> Landscape for Plain<N> {
        fn len(&self) -> usize {
            N
        }

        fn face(&mut self, direction: &[f64]) -> Result<(), KernelError> {
            self.direction.copy_from_slice(direction);
            Ok(())
        }

        fn look(&mut self, step: f64) -> Result<Trial, KernelError> {
            let (value, gradient) = (self.function)(self.at(step));
            self.step = step;
            let slope = gradient.iter().zip(&self.direction).map(|(a, b)| a * b).sum();
            Ok(Trial { step, value, slope })
        }

        fn advance(&mut self, gradient: &mut [f64]) -> Result<(), KernelError> {
            self.point = self.at(self.step);
            gradient.copy_from_slice(&(self.function)(self.point).1);
            Ok(())
        }
    }

    fn valley([x, y]: [f64; 2]) -> (f64, [f64; 2]) {
        let value = (1.0 - x).powi(2) + 100.0 * (y - x * x).powi(2);
        let gradient = [-2.0 * (1.0 - x) - 400.0 * x * (y - x * x), 200.0 * (y - x * x)];
        (value, gradient)
    }

    #[test]
    fn finds_the_minimum_of_rosenbrocks_valley() {
        // scipy.optimize.minimize(rosen, [-1.2, 1], jac=rosen_der, method="L-BFGS-B", options={"gtol": 1e-4, "ftol": 64 * eps}).
        let mut seen = 0;
        let mut landscape = Plain::new([-1.2, 1.0], valley);
        let iterations = minimize(Tier::SCALAR, &mut landscape, 200, || seen += 1).unwrap();
        let [x, y] = landscape.point;
        assert!((x - 1.0).abs() < 1e-4 && (y - 1.0).abs() < 2e-4);
        assert_eq!((iterations, seen), (36, 36));
    }

    #[test]
    fn gives_up_where_no_step_goes_down() {
        let mut landscape = Plain::new([0.0], |[x]| (x.abs(), [-1.0]));
        let iterations = minimize(Tier::SCALAR, &mut landscape, 200, || ()).unwrap();
        assert_eq!((landscape.point, iterations), ([0.0], 0));
    }
}
