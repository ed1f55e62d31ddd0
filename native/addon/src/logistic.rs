use std::sync::Arc;

use mieb_kernels::{Control, LogisticFit, LogisticTraining, Tier, fit_logistic};
use napi::bindgen_prelude::*;
use napi_derive::napi;

use crate::border::guarded;

#[napi(object, object_to_js = false)]
pub struct NativeTraining {
    pub vectors: Float32Array,
    pub labels: Uint32Array,
    pub dimension: u32,
    pub outputs: u32,
    pub penalty: f64,
    pub max_iterations: u32,
}

#[napi(object)]
pub struct NativeLogisticFit {
    /// Weights, then intercepts.
    pub point: Float64Array,
    pub iterations: u32,
}

/// A whole fit, on a thread of libuv's pool and those of rayon.
pub struct LogisticTask {
    pub tier: Tier,
    pub training: NativeTraining,
    pub control: Arc<Control>,
}

impl Task for LogisticTask {
    type Output = LogisticFit;
    type JsValue = NativeLogisticFit;

    fn compute(&mut self) -> Result<LogisticFit> {
        let training = LogisticTraining {
            vectors: &self.training.vectors,
            dimension: self.training.dimension as usize,
            labels: &self.training.labels,
            outputs: self.training.outputs as usize,
            penalty: self.training.penalty,
            most_iterations: self.training.max_iterations as usize,
        };
        // Within the pool once, so that the many short parallel steps need not enter it each time.
        guarded(|| rayon::scope(|_| fit_logistic(self.tier, training, &self.control)))
    }

    fn resolve(&mut self, _: Env, LogisticFit { point, iterations }: LogisticFit) -> Result<NativeLogisticFit> {
        Ok(NativeLogisticFit {
            point: point.into(),
            iterations: iterations as u32,
        })
    }
}
