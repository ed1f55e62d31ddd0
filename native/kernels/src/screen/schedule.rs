/// Blocks after which screening is tried again at the latest.
const LONGEST_WAIT: usize = 16;

/// When to screen: always, but after blocks with which it did not pay only now and then.
#[derive(Default)]
pub(crate) struct Schedule {
    /// Blocks to be left out before the next.
    wait: usize,
    last_wait: usize,
}

impl Schedule {
    /// Whether to screen the next block.
    pub fn next(&mut self) -> bool {
        let is_due = self.wait == 0;
        self.wait = self.wait.saturating_sub(1);
        is_due
    }

    /// Takes in whether screening paid.
    pub fn note(&mut self, has_paid: bool) {
        self.last_wait = if has_paid {
            0
        } else {
            (2 * self.last_wait).clamp(1, LONGEST_WAIT)
        };
        self.wait = self.last_wait;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_longer_each_time_until_it_pays_again() {
        let mut schedule = Schedule::default();
        let mut tries = |has_paid, blocks| -> Vec<usize> {
            let is_tried = |_: &usize| {
                let is_due = schedule.next();
                if is_due {
                    schedule.note(has_paid);
                }
                is_due
            };
            (0..blocks).filter(is_tried).collect()
        };
        assert_eq!(tries(true, 3), [0, 1, 2]);
        assert_eq!(tries(false, 50), [0, 2, 5, 10, 19, 36]);
        assert_eq!(tries(true, 6), [3, 4, 5]);
    }
}
