use super::line_search_step::{Bracket, step_within};
use crate::error::KernelError;

/// Constants of L-BFGS-B: sufficient decrease, curvature, and relative width at which the search gives up.
const DECREASE: f64 = 1e-3;
const CURVATURE: f64 = 0.9;
const NARROWEST: f64 = 0.1;
const LONGEST_STEP: f64 = 1e10;

/// A step, with the function's value and slope there.
#[derive(Clone, Copy, Debug)]
pub(super) struct Trial {
    pub step: f64,
    pub value: f64,
    pub slope: f64,
}

/// A step along a descent direction that satisfies the strong Wolfe conditions, or the best one where rounding ends the
/// search. Source: Moré and Thuente 1994, "Line search algorithms with guaranteed sufficient decrease"; same trial steps
/// as `dcsrch` in scipy's L-BFGS-B.
///
/// `start` is at step 0 with a negative slope. Says whether at most `most` evaluations were enough; the step is the one
/// evaluated last.
pub(super) fn line_search(
    start: Trial,
    first: f64,
    most: usize,
    mut evaluate: impl FnMut(f64) -> Result<Trial, KernelError>,
) -> Result<bool, KernelError> {
    let required = DECREASE * start.slope;
    let mut bracket = Bracket {
        best: start,
        other: start,
        is_closed: false,
        low: 0.0,
        high: 5.0 * first,
    };
    let (mut step, mut is_first_stage) = (first, true);
    let (mut width, mut width_before) = (LONGEST_STEP, 2.0 * LONGEST_STEP);
    for _ in 0..most {
        let trial = evaluate(step)?;
        let enough = start.value + step * required;
        if is_first_stage && trial.value <= enough && trial.slope >= 0.0 {
            is_first_stage = false;
        }
        if is_final(trial, &bracket, (enough, required), start) {
            return Ok(true);
        }
        // Far from a minimum the search works on the function less the required decrease.
        let is_tilted = is_first_stage && trial.value <= bracket.best.value && trial.value > enough;
        (bracket, step) = step_within(&bracket, trial, if is_tilted { required } else { 0.0 });
        let Bracket { best, other, .. } = bracket;
        if bracket.is_closed {
            if (other.step - best.step).abs() >= 0.66 * width_before {
                step = best.step + 0.5 * (other.step - best.step);
            }
            (width_before, width) = (width, (other.step - best.step).abs());
        }
        set_limits(&mut bracket, step);
        step = step.clamp(0.0, LONGEST_STEP);
        if bracket.is_closed && (is_outside(step, &bracket) || is_narrow(&bracket)) {
            step = best.step;
        }
    }
    Ok(false)
}

fn is_final(trial: Trial, bracket: &Bracket, (enough, required): (f64, f64), start: Trial) -> bool {
    let Trial { step, value, slope } = trial;
    let is_over = bracket.is_closed && (is_outside(step, bracket) || is_narrow(bracket));
    is_over
        || (step == LONGEST_STEP && value <= enough && slope <= required)
        || (step == 0.0 && (value > enough || slope >= required))
        || (value <= enough && slope.abs() <= CURVATURE * -start.slope)
}

fn set_limits(bracket: &mut Bracket, step: f64) {
    let (best, other) = (bracket.best.step, bracket.other.step);
    (bracket.low, bracket.high) = if bracket.is_closed {
        (best.min(other), best.max(other))
    } else {
        (step + 1.1 * (step - best), step + 4.0 * (step - best))
    };
}

fn is_outside(step: f64, bracket: &Bracket) -> bool {
    step <= bracket.low || step >= bracket.high
}

fn is_narrow(bracket: &Bracket) -> bool {
    bracket.high - bracket.low <= NARROWEST * bracket.high
}
