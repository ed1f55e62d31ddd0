use super::{Objective, Rows};
use crate::logistic::lbfgs::Landscape;
use crate::{Control, Tier};

/// Numbers between -1 and 1 from a seed.
fn numbers(seed: u32, count: usize) -> Vec<f32> {
    let mut state = seed;
    let step = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state as f32 / 2f32.powi(31) - 1.0
    };
    std::iter::repeat_with(step).take(count).collect()
}

struct Case {
    vectors: Vec<f32>,
    labels: Vec<u32>,
    dimension: usize,
    outputs: usize,
    penalty: f64,
}

impl Case {
    fn new(rows: usize, dimension: usize, outputs: usize) -> Self {
        let classes = outputs.max(2);
        Self {
            vectors: numbers(1, rows * dimension),
            labels: (0..rows).map(|row| (row * 7 % classes) as u32).collect(),
            dimension,
            outputs,
            penalty: 1.0 / rows as f64,
        }
    }

    fn objective<'a>(&self, tier: Tier, control: &'a Control) -> Objective<'a> {
        let rows = Rows {
            vectors: &self.vectors,
            labels: &self.labels,
            dimension: self.dimension,
            outputs: self.outputs,
        };
        Objective::new(tier, rows, self.penalty, control)
    }

    /// Value and gradient in float64 throughout.
    fn exact(&self, point: &[f64]) -> (f64, Vec<f64>) {
        let (weights, intercepts) = point.split_at(self.outputs * self.dimension);
        let squares: f64 = weights.iter().map(|weight| weight * weight).sum();
        let mut gradient: Vec<f64> = weights.iter().map(|weight| self.penalty * weight).collect();
        gradient.resize(point.len(), 0.0);
        let mut value = 0.5 * self.penalty * squares;
        let rows = self.labels.len() as f64;
        for (vector, &label) in self.vectors.chunks_exact(self.dimension).zip(&self.labels) {
            let mut raw: Vec<f64> = weights
                .chunks_exact(self.dimension)
                .zip(intercepts)
                .map(|(weights, intercept)| {
                    let products = vector
                        .iter()
                        .zip(weights)
                        .map(|(&value, weight)| f64::from(value) * weight);
                    products.sum::<f64>() + intercept
                })
                .collect();
            if self.outputs == 1 {
                raw.insert(0, 0.0);
            }
            let sum: f64 = raw.iter().map(|raw| raw.exp()).sum();
            value += (sum.ln() - raw[label as usize]) / rows;
            let skipped = raw.len() - self.outputs;
            for output in 0..self.outputs {
                let class = output + skipped;
                let slope = (raw[class].exp() / sum - f64::from(u8::from(class == label as usize))) / rows;
                for (at, &value) in vector.iter().enumerate() {
                    gradient[output * self.dimension + at] += slope * f64::from(value);
                }
                gradient[weights.len() + output] += slope;
            }
        }
        (value, gradient)
    }
}

#[test]
fn value_and_gradient_are_those_of_float64() {
    let shapes = [
        (1, 1, 1),
        (5, 7, 1),
        (3, 33, 3),
        (241, 8, 2),
        (400, 9, 37),
        (66, 768, 13),
        (31, 1025, 5),
        (193, 31, 12),
    ];
    for tier in Tier::available() {
        for (rows, dimension, outputs) in shapes {
            let case = Case::new(rows, dimension, outputs);
            let control = Control::default();
            let mut objective = case.objective(tier, &control);
            let named = format!("{} {rows} × {dimension}, {outputs}", tier.name());
            let (mut point, mut gradient) = (vec![0.0; objective.len()], vec![0.0; objective.len()]);
            // Trials leave no trace, steps do.
            for (seed, trials) in [(2, [0.5, 0.9]), (3, [-2.0, 0.4])] {
                let direction: Vec<f64> = numbers(seed, point.len()).into_iter().map(f64::from).collect();
                objective.face(&direction).unwrap();
                let found = trials.map(|step| objective.look(step).unwrap());
                for (step, trial) in trials.into_iter().zip(found) {
                    let (value, exact) = case.exact(&moved(&point, step, &direction));
                    let slope: f64 = exact.iter().zip(&direction).map(|(a, b)| a * b).sum();
                    assert!(
                        (trial.value - value).abs() < 1e-5 * value,
                        "{named}: {trial:?}, {value}"
                    );
                    assert!(
                        (trial.slope - slope).abs() < 1e-5 * norm(&exact) * norm(&direction),
                        "{named}: {trial:?}, {slope}"
                    );
                }
                point = moved(&point, trials[1], &direction);
                objective.advance(&mut gradient).unwrap();
                let error = norm(&moved(&gradient, -1.0, &case.exact(&point).1));
                assert!(
                    error < 4e-6 * norm(&gradient),
                    "{named}: {error} of {}",
                    norm(&gradient)
                );
            }
            assert_eq!(objective.into_point(), point);
        }
    }
}

fn moved(point: &[f64], step: f64, direction: &[f64]) -> Vec<f64> {
    point
        .iter()
        .zip(direction)
        .map(|(point, direction)| point + step * direction)
        .collect()
}

fn norm(values: &[f64]) -> f64 {
    values.iter().map(|value| value * value).sum::<f64>().sqrt()
}

#[test]
fn stops_when_it_is_asked_to() {
    let control = Control::default();
    let case = Case::new(4, 2, 2);
    let mut objective = case.objective(Tier::SCALAR, &control);
    control.cancel();
    assert!(objective.face(&[0.0; 6]).is_err());
    assert!(objective.look(0.0).is_err());
    assert!(objective.advance(&mut [0.0; 6]).is_err());
}
