use std::sync::Arc;

use mieb_kernels::{Control, MaxSimOptions, Tier, VectorLists, max_sim};
use napi::bindgen_prelude::*;
use napi_derive::napi;

use crate::border::guarded;
use crate::control::NativeControl;

#[napi(object, object_to_js = false)]
pub struct NativeMaxSim {
    pub queries: Float32Array,
    pub query_offsets: Uint32Array,
    pub documents: Float32Array,
    pub document_offsets: Uint32Array,
    pub dimension: u32,
    /// 0 pads no document.
    pub padded_to: u32,
}

/// Late interaction of all queries with all documents, on a thread of libuv's pool and those of rayon.
pub struct MaxSimTask {
    tier: Tier,
    options: NativeMaxSim,
    control: Arc<Control>,
}

impl MaxSimTask {
    pub fn new(tier: Tier, options: NativeMaxSim, control: &NativeControl) -> Self {
        let control = Arc::clone(&control.shared);
        Self { tier, options, control }
    }
}

impl Task for MaxSimTask {
    type Output = Vec<f32>;
    type JsValue = Float32Array;

    fn compute(&mut self) -> Result<Vec<f32>> {
        let options = &self.options;
        let queries = VectorLists {
            values: &options.queries,
            offsets: &options.query_offsets,
        };
        let documents = VectorLists {
            values: &options.documents,
            offsets: &options.document_offsets,
        };
        let shape = MaxSimOptions {
            dimension: options.dimension as usize,
            padded_to: options.padded_to as usize,
        };
        guarded(|| max_sim(self.tier, queries, documents, shape, &self.control))
    }

    fn resolve(&mut self, _: Env, scores: Vec<f32>) -> Result<Float32Array> {
        Ok(scores.into())
    }
}
