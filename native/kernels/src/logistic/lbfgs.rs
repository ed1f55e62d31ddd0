use super::line_search::{Trial, line_search};
use super::memory::Memory;
use super::vectors::{dot, largest_absolute, sum_of};
use crate::error::KernelError;
use crate::tier::Tier;

/// Evaluations per line search.
const MOST_TRIALS: usize = 50;

/// Largest absolute entry of the gradient that counts as a minimum.
const GRADIENT_TOLERANCE: f64 = 1e-4;

/// Relative decrease of the value, over max(|before|, |after|, 1), that counts as none.
const VALUE_TOLERANCE: f64 = 64.0 * f64::EPSILON;

/// Where a minimisation is.
pub(super) struct Place {
    pub point: Vec<f64>,
    pub value: f64,
    pub gradient: Vec<f64>,
}

/// Minimises a smooth function without bounds, with the steps, tests and restarts of scipy's L-BFGS-B (tolerances as
/// scikit-learn sets them), so that it ends after the same number of iterations but for rounding; returns that number
/// too. Reaching `most_iterations` is no error.
pub(super) fn minimize(
    tier: Tier,
    start: Vec<f64>,
    most_iterations: usize,
    mut evaluate: impl FnMut(Vec<f64>) -> Result<Place, KernelError>,
    mut after_iteration: impl FnMut(),
) -> Result<(Place, usize), KernelError> {
    let mut memory = Memory::new(tier);
    let mut place = evaluate(start)?;
    let mut iterations = 0;
    while largest_absolute(&place.gradient) > GRADIENT_TOLERANCE && iterations < most_iterations {
        let Some(next) = descend(tier, &mut evaluate, &place, &memory, iterations == 0)? else {
            if memory.is_empty() {
                break;
            }
            // A direction that leads nowhere: forget the past and start over from here.
            memory.clear();
            continue;
        };
        iterations += 1;
        after_iteration();
        let scale = place.value.abs().max(next.value.abs()).max(1.0);
        let is_still = place.value - next.value <= VALUE_TOLERANCE * scale;
        learn(tier, &mut memory, &place, &next);
        place = next;
        if is_still {
            break;
        }
    }
    Ok((place, iterations))
}

/// The next place along the quasi-Newton direction, or none when no step goes down.
fn descend(
    tier: Tier,
    evaluate: &mut impl FnMut(Vec<f64>) -> Result<Place, KernelError>,
    from: &Place,
    memory: &Memory,
    is_first: bool,
) -> Result<Option<Place>, KernelError> {
    let (along, slope) = memory.direction(&from.gradient);
    if slope >= 0.0 {
        return Ok(None);
    }
    let start = Trial {
        step: 0.0,
        value: from.value,
        slope,
    };
    let first = if is_first {
        1.0 / dot(tier, &along, &along).sqrt()
    } else {
        1.0
    };
    let mut reached = None;
    let is_found = line_search(start, first, MOST_TRIALS, |step| {
        let place = evaluate(sum_of(tier, &from.point, step, &along))?;
        let trial = Trial {
            step,
            value: place.value,
            slope: dot(tier, &place.gradient, &along),
        };
        reached = Some(place);
        Ok(trial)
    })?;
    Ok(if is_found { reached } else { None })
}

/// Remembers a step unless the function hardly curves along it.
fn learn(tier: Tier, memory: &mut Memory, from: &Place, to: &Place) {
    let step = sum_of(tier, &to.point, -1.0, &from.point);
    let change = sum_of(tier, &to.gradient, -1.0, &from.gradient);
    let curvature = dot(tier, &step, &change);
    if curvature > f64::EPSILON * -dot(tier, &from.gradient, &step) {
        memory.remember(step, change, curvature);
    }
}

#[cfg(test)]
mod tests {
    use super::{Place, minimize};
    use crate::{KernelError, Tier};

    fn valley(point: Vec<f64>) -> Result<Place, KernelError> {
        let (x, y) = (point[0], point[1]);
        Ok(Place {
            value: (1.0 - x).powi(2) + 100.0 * (y - x * x).powi(2),
            gradient: vec![-2.0 * (1.0 - x) - 400.0 * x * (y - x * x), 200.0 * (y - x * x)],
            point,
        })
    }

    #[test]
    fn finds_the_minimum_of_rosenbrocks_valley() {
        // scipy.optimize.minimize(rosen, [-1.2, 1], jac=rosen_der, method="L-BFGS-B", options={"gtol": 1e-4, "ftol": 64 * eps}).
        let mut seen = 0;
        let (place, iterations) = minimize(Tier::SCALAR, vec![-1.2, 1.0], 200, valley, || seen += 1).unwrap();
        assert!((place.point[0] - 1.0).abs() < 1e-4 && (place.point[1] - 1.0).abs() < 2e-4);
        assert_eq!((iterations, seen), (36, 36));
    }

    #[test]
    fn gives_up_where_no_step_goes_down() {
        let rising = |point: Vec<f64>| {
            Ok(Place {
                value: point[0].abs(),
                gradient: vec![-1.0],
                point,
            })
        };
        let (place, iterations) = minimize(Tier::SCALAR, vec![0.0], 200, rising, || ()).unwrap();
        assert_eq!((place.point[0], iterations), (0.0, 0));
    }
}
