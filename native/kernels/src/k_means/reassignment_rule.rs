/// Tells before each step whether scarce centres may move after it: while one is empty, else every ten points per centre.
pub(super) struct ReassignmentRule {
    batch_rows: usize,
    seen: usize,
}

impl ReassignmentRule {
    pub fn new(batch_rows: usize) -> Self {
        Self { batch_rows, seen: 0 }
    }

    pub fn is_due(&mut self, counts: &[f32]) -> bool {
        self.seen += self.batch_rows;
        let is_due = counts.contains(&0.0) || self.seen >= 10 * counts.len();
        if is_due {
            self.seen = 0;
        }
        is_due
    }
}
