use super::line_search::Trial;

/// What a line search knows: the best trial, the other end of the interval, and the limits of the next step.
#[derive(Clone, Copy)]
pub(super) struct Bracket {
    pub best: Trial,
    pub other: Trial,
    /// Whether a minimum lies between the two.
    pub is_closed: bool,
    pub low: f64,
    pub high: f64,
}

/// The bracket that the newest trial leads to, and the next step. Source: Moré and Thuente 1994, section 4; `dcstep`.
///
/// `shift` is a slope that is taken off the function before comparing; 0 for the function itself.
pub(super) fn step_within(given: &Bracket, trial: Trial, shift: f64) -> (Bracket, f64) {
    let bracket = Bracket {
        best: tilted(given.best, shift),
        other: tilted(given.other, shift),
        ..*given
    };
    let newest = tilted(trial, shift);
    let (step, is_closed) = next_step(&bracket, newest);
    let (best, other) = narrowed(&bracket, newest);
    let next = Bracket {
        best: tilted(best, -shift),
        other: tilted(other, -shift),
        is_closed,
        ..*given
    };
    (next, step)
}

fn tilted(trial: Trial, by: f64) -> Trial {
    Trial {
        value: trial.value - trial.step * by,
        slope: trial.slope - by,
        ..trial
    }
}

fn has_turned(best: Trial, newest: Trial) -> bool {
    newest.slope * sign(best.slope) < 0.0
}

fn sign(value: f64) -> f64 {
    if value == 0.0 { 0.0 } else { value.signum() }
}

fn narrowed(bracket: &Bracket, newest: Trial) -> (Trial, Trial) {
    if newest.value > bracket.best.value {
        return (bracket.best, newest);
    }
    let is_turned = has_turned(bracket.best, newest);
    (newest, if is_turned { bracket.best } else { bracket.other })
}

fn next_step(bracket: &Bracket, newest: Trial) -> (f64, bool) {
    let best = bracket.best;
    if newest.value > best.value {
        (step_back(best, newest), true)
    } else if has_turned(best, newest) {
        (step_between(best, newest), true)
    } else if newest.slope.abs() < best.slope.abs() {
        (step_on(bracket, newest), bracket.is_closed)
    } else {
        (step_far(bracket, newest), bracket.is_closed)
    }
}

/// Higher value: the minimum was passed. The cubic step if it is nearer to the best, else between it and the quadratic.
fn step_back(best: Trial, newest: Trial) -> f64 {
    let length = newest.step - best.step;
    let cubic = best.step + cubic_share(best, newest) * length;
    let rise = (best.value - newest.value) / length + best.slope;
    let quadratic = best.step + best.slope / rise / 2.0 * length;
    if (cubic - best.step).abs() < (quadratic - best.step).abs() {
        cubic
    } else {
        cubic + (quadratic - cubic) / 2.0
    }
}

/// Lower value, slope of the other sign: the farther of the cubic and the secant step from the newest trial.
fn step_between(best: Trial, newest: Trial) -> f64 {
    let cubic = newest.step + cubic_share(newest, best) * (best.step - newest.step);
    farther(cubic, secant_step(best, newest), newest.step)
}

/// Lower value, flatter slope of the same sign: the cubic may have no minimum ahead.
fn step_on(bracket: &Bracket, newest: Trial) -> f64 {
    let &Bracket {
        best, other, low, high, ..
    } = bracket;
    let is_forward = newest.step > best.step;
    let cubic = cubic_ahead(best, newest).unwrap_or(if is_forward { high } else { low });
    let secant = secant_step(best, newest);
    if !bracket.is_closed {
        return farther(cubic, secant, newest.step).min(high).max(low);
    }
    let limit = newest.step + 0.66 * (other.step - newest.step);
    let is_cubic_nearer = (cubic - newest.step).abs() < (secant - newest.step).abs();
    let nearer = if is_cubic_nearer { cubic } else { secant };
    if is_forward {
        limit.min(nearer)
    } else {
        limit.max(nearer)
    }
}

/// Lower value, slope not flatter: towards the other end, or as far as allowed.
fn step_far(bracket: &Bracket, newest: Trial) -> f64 {
    if bracket.is_closed {
        newest.step + cubic_share(newest, bracket.other) * (bracket.other.step - newest.step)
    } else if newest.step > bracket.best.step {
        bracket.high
    } else {
        bracket.low
    }
}

fn farther(cubic: f64, secant: f64, from: f64) -> f64 {
    if (cubic - from).abs() > (secant - from).abs() {
        cubic
    } else {
        secant
    }
}

fn secant_step(best: Trial, newest: Trial) -> f64 {
    newest.step + newest.slope / (newest.slope - best.slope) * (best.step - newest.step)
}

/// Minimum of the cubic through two trials, as a share of the way from `from` to `to`.
fn cubic_share(from: Trial, to: Trial) -> f64 {
    let (theta, root) = cubic_terms(from, to);
    let gamma = if to.step < from.step { -root } else { root };
    (gamma - from.slope + theta) / (gamma - from.slope + gamma + to.slope)
}

/// Minimum of the cubic if it lies beyond the newest trial.
fn cubic_ahead(best: Trial, newest: Trial) -> Option<f64> {
    let (theta, root) = cubic_terms(best, newest);
    let gamma = if newest.step > best.step { -root } else { root };
    let share = (gamma - newest.slope + theta) / (gamma + (best.slope - newest.slope) + gamma);
    (share < 0.0 && gamma != 0.0).then_some(newest.step + share * (best.step - newest.step))
}

fn cubic_terms(a: Trial, b: Trial) -> (f64, f64) {
    let theta = 3.0 * (a.value - b.value) / (b.step - a.step) + a.slope + b.slope;
    let scale = theta.abs().max(a.slope.abs()).max(b.slope.abs());
    let inside = (theta / scale).powi(2) - a.slope / scale * (b.slope / scale);
    (theta, scale * inside.max(0.0).sqrt())
}
