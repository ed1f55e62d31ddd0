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
mod pair;
mod row_group;
mod vectors;

use crate::control::Control;
use crate::error::{KernelError, Side, check_length, row_count};
use crate::finite::check_finite;
use crate::tier::Tier;
use lbfgs::minimize;
use objective::{Objective, Rows};

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
    let rows = Rows {
        vectors: training.vectors,
        labels: training.labels,
        dimension: training.dimension,
        outputs: training.outputs,
    };
    let mut objective = Objective::new(tier, rows, training.penalty, control);
    let iterations = minimize(tier, &mut objective, training.most_iterations, || control.add_done(1))?;
    Ok(LogisticFit {
        point: objective.into_point(),
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
