//! Multinomial logistic regression with an L2 penalty, intercepts not penalised, fitted by L-BFGS from zeros: equal to
//! `sklearn.linear_model.LogisticRegression` on float32 vectors, the same number of iterations within one and the same
//! predictions but for near ties.

mod exponential;
mod lbfgs;
mod line_search;
mod line_search_step;
mod loss;
mod memory;
mod objective;
mod row_group;
mod vectors;

use crate::control::Control;
use crate::error::{KernelError, Side, check_length, row_count};
use crate::finite::check_finite;
use crate::tier::Tier;
use lbfgs::{Place, minimize};
use objective::Objective;

/// What a classifier is fitted to.
#[derive(Clone, Copy, Debug)]
pub struct LogisticTraining<'a> {
    /// `[rows × dimension]`, at least one row.
    pub vectors: &'a [f32],
    pub dimension: usize,
    /// Class of each row: below `outputs`, or 0 and 1 where there is one output.
    pub labels: &'a [u32],
    /// One for two classes (the logit of class 1), else one per class.
    pub outputs: usize,
    /// Factor of half the sum of squared weights.
    pub penalty: f64,
    /// Iterations after which the fit is taken as it is.
    pub most_iterations: usize,
}

/// A fitted classifier.
#[derive(Debug)]
pub struct LogisticFit {
    /// `[weights (outputs × dimension), intercepts (outputs)]`
    pub point: Vec<f64>,
    pub iterations: usize,
}

/// Fits a classifier. Counts iterations as done in `control`.
///
/// # Errors
/// `InvalidArgument`; `NonFinite` names the row; `Cancelled`.
pub fn fit_logistic(tier: Tier, training: LogisticTraining, control: &Control) -> Result<LogisticFit, KernelError> {
    check(&training)?;
    let LogisticTraining {
        vectors,
        labels,
        dimension,
        outputs,
        ..
    } = training;
    let objective = Objective::new(tier, vectors, labels, (dimension, outputs), training.penalty);
    let evaluate = |point: Vec<f64>| {
        let mut gradient = vec![0.0; point.len()];
        let value = objective.evaluate(&point, &mut gradient, control)?;
        Ok(Place { point, value, gradient })
    };
    let start = vec![0.0; outputs * (dimension + 1)];
    let (place, iterations) = minimize(tier, start, training.most_iterations, evaluate, || control.add_done(1))?;
    Ok(LogisticFit {
        point: place.point,
        iterations,
    })
}

fn check(training: &LogisticTraining) -> Result<(), KernelError> {
    let rows = row_count(training.vectors, training.dimension)?;
    check_length("The list of labels", training.labels.len(), rows)?;
    let class_count = if training.outputs == 1 { 2 } else { training.outputs };
    let is_labelled = training.labels.iter().all(|&label| (label as usize) < class_count);
    if rows == 0 || training.outputs == 0 || !is_labelled {
        let message = format!("Expected rows with labels below {class_count}, got {rows} rows.");
        return Err(KernelError::InvalidArgument(message));
    }
    check_finite(Side::Training, training.vectors, training.dimension)
}
