use super::random_state::RandomState;

/// Draws from 0 to `count - 1` as numpy's `choice(count, p=…)` does with equal float32 weights: a double is looked up
/// in the running sum of the weights.
pub(super) struct UniformChoice {
    cumulative: Vec<f64>,
}

impl UniformChoice {
    pub fn new(count: usize) -> Self {
        let weight = f64::from((1.0 / count as f64) as f32);
        let mut sum = 0.0;
        let mut cumulative: Vec<f64> = (0..count)
            .map(|_| {
                sum += weight;
                sum
            })
            .collect();
        cumulative.iter_mut().for_each(|value| *value /= sum);
        Self { cumulative }
    }

    pub fn draw(&self, random: &mut RandomState) -> usize {
        let drawn = random.double();
        // Equal weights rise on a straight line, so that the place is next to where the line says.
        let mut place = ((drawn * self.cumulative.len() as f64) as usize).min(self.cumulative.len() - 1);
        while self.cumulative[place] <= drawn {
            place += 1;
        }
        while place > 0 && self.cumulative[place - 1] > drawn {
            place -= 1;
        }
        place
    }
}
