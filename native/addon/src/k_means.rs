use std::sync::Arc;

use mieb_kernels::{Control, KMeans, KMeansOptions, Tier, mini_batch_k_means};
use napi::bindgen_prelude::*;
use napi_derive::napi;

use crate::border::guarded;

#[napi(object, object_to_js = false)]
pub struct NativeKMeansOptions {
    pub points: Float32Array,
    pub dimension: u32,
    pub cluster_count: u32,
    pub batch_size: u32,
    pub max_passes: u32,
    pub seed: u32,
}

#[napi(object)]
pub struct NativeKMeans {
    pub labels: Int32Array,
    pub steps: u32,
}

/// A whole fit, on a thread of libuv's pool and those of rayon.
pub struct KMeansTask {
    pub tier: Tier,
    pub options: NativeKMeansOptions,
    pub control: Arc<Control>,
}

impl Task for KMeansTask {
    type Output = KMeans;
    type JsValue = NativeKMeans;

    fn compute(&mut self) -> Result<KMeans> {
        let options = KMeansOptions {
            dimension: self.options.dimension as usize,
            clusters: self.options.cluster_count as usize,
            batch_rows: self.options.batch_size as usize,
            most_passes: self.options.max_passes as usize,
            seed: self.options.seed,
        };
        let fit = || mini_batch_k_means(self.tier, &self.options.points, options, &self.control);
        // Within the pool once, so that the many short parallel steps need not enter it each time.
        guarded(|| rayon::scope(|_| fit()))
    }

    fn resolve(&mut self, _: Env, KMeans { labels, steps }: KMeans) -> Result<NativeKMeans> {
        let labels: Vec<i32> = labels.into_iter().map(|label| label as i32).collect();
        Ok(NativeKMeans {
            labels: labels.into(),
            steps: steps as u32,
        })
    }
}
