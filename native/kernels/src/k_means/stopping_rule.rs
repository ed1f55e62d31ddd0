/// Steps in a row without a new minimum after which a fit ends.
const PATIENCE: u32 = 10;

/// Ends a fit when the exponentially weighted mean of the batch inertia has not reached a new minimum for ten steps. The
/// first step does not count.
pub(super) struct StoppingRule {
    batch_rows: f64,
    weight: f64,
    step: u32,
    mean: f64,
    smallest: f64,
    idle: u32,
}

impl StoppingRule {
    pub fn new(rows: usize, batch_rows: usize) -> Self {
        Self {
            batch_rows: batch_rows as f64,
            weight: (2.0 * batch_rows as f64 / (rows + 1) as f64).min(1.0),
            step: 0,
            mean: 0.0,
            smallest: f64::INFINITY,
            idle: 0,
        }
    }

    /// Tells after each step whether the fit is done.
    pub fn is_done(&mut self, batch_inertia: f64) -> bool {
        self.step += 1;
        if self.step == 1 {
            return false;
        }
        let inertia = batch_inertia / self.batch_rows;
        self.mean = match self.step {
            2 => inertia,
            _ => self.mean * (1.0 - self.weight) + inertia * self.weight,
        };
        if self.mean < self.smallest {
            (self.smallest, self.idle) = (self.mean, 0);
        } else {
            self.idle += 1;
        }
        self.idle >= PATIENCE
    }
}
