use std::sync::Arc;

use mieb_kernels::{Control, LogisticObjective, Tier};
use napi::bindgen_prelude::*;
use napi_derive::napi;

use crate::border::guarded;
use crate::control::NativeControl;

#[napi(object, object_to_js = false)]
pub struct NativeTraining {
    pub vectors: Float32Array,
    pub labels: Uint32Array,
    pub dimension: u32,
    pub outputs: u32,
    pub penalty: f64,
}

/// The objective of logistic regression on fixed vectors.
#[napi]
pub struct NativeLogisticObjective {
    objective: Arc<LogisticObjective>,
}

#[napi]
impl NativeLogisticObjective {
    pub(crate) fn new(tier: Tier, training: &NativeTraining) -> Result<Self> {
        let shape = (training.dimension as usize, training.outputs as usize);
        let build = || LogisticObjective::new(tier, &training.vectors, &training.labels, shape, training.penalty);
        let objective = Arc::new(guarded(build)?);
        Ok(Self { objective })
    }

    /// Value at a point; writes to `gradient`, which nothing else may touch before the promise settles.
    #[napi(ts_return_type = "Promise<number>")]
    pub fn evaluate(
        &self,
        point: Float64Array,
        gradient: Float64Array,
        control: &NativeControl,
    ) -> AsyncTask<EvaluateTask> {
        AsyncTask::new(EvaluateTask {
            objective: Arc::clone(&self.objective),
            point,
            gradient,
            control: Arc::clone(&control.shared),
        })
    }

    /// The same at once, on the calling thread, for problems so small that handing them to another one takes longer.
    #[napi]
    pub fn evaluate_now(&self, point: &[f64], mut gradient: Float64ArraySlice) -> Result<f64> {
        // SAFETY: the call is synchronous, so nothing else can touch the array meanwhile.
        let gradient = unsafe { gradient.as_mut() };
        guarded(|| self.objective.evaluate(point, gradient, &Control::default()))
    }
}

pub struct EvaluateTask {
    objective: Arc<LogisticObjective>,
    point: Float64Array,
    gradient: Float64Array,
    control: Arc<Control>,
}

impl Task for EvaluateTask {
    type Output = f64;
    type JsValue = f64;

    fn compute(&mut self) -> Result<f64> {
        // SAFETY: the caller promises not to touch the array before the promise settles, and the task keeps it alive.
        let gradient = unsafe { self.gradient.as_mut() };
        guarded(|| self.objective.evaluate(&self.point, gradient, &self.control))
    }

    fn resolve(&mut self, _: Env, value: f64) -> Result<f64> {
        Ok(value)
    }
}
