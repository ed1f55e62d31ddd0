use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use mieb_kernels::{Tier, TopK, TopKInput};
use napi::bindgen_prelude::*;
use napi_derive::napi;

use crate::border::guarded;

/// Stops the searches it was given to.
#[napi]
#[derive(Default)]
pub struct NativeCancellation {
    flag: Arc<AtomicBool>,
}

#[napi]
impl NativeCancellation {
    #[napi(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    #[napi]
    pub fn cancel(&self) {
        self.flag.store(true, Ordering::Relaxed);
    }
}

#[napi(object)]
pub struct NativeTopK {
    pub indices: Uint32Array,
    pub scores: Float32Array,
    pub k: u32,
}

#[napi(object, object_to_js = false)]
pub struct NativeSearch {
    pub queries: Float32Array,
    pub documents: Float32Array,
    pub dimension: u32,
    pub k: u32,
}

/// A search on a thread of libuv's pool and those of rayon.
pub struct SearchTask {
    pub tier: Tier,
    search: NativeSearch,
    cancelled: Arc<AtomicBool>,
}

impl SearchTask {
    pub fn new(tier: Tier, search: NativeSearch, cancellation: &NativeCancellation) -> Self {
        Self {
            tier,
            search,
            cancelled: Arc::clone(&cancellation.flag),
        }
    }
}

impl Task for SearchTask {
    type Output = TopK;
    type JsValue = NativeTopK;

    fn compute(&mut self) -> Result<TopK> {
        let input = TopKInput {
            queries: &self.search.queries,
            documents: &self.search.documents,
            dimension: self.search.dimension as usize,
            k: self.search.k as usize,
            cancelled: &self.cancelled,
        };
        guarded(|| mieb_kernels::top_k(self.tier, &input))
    }

    fn resolve(&mut self, _: Env, found: TopK) -> Result<NativeTopK> {
        Ok(NativeTopK {
            indices: found.indices.into(),
            scores: found.scores.into(),
            k: found.k as u32,
        })
    }
}
