use std::sync::Arc;

use mieb_kernels::Tier;
use napi::bindgen_prelude::*;
use napi_derive::napi;

use crate::border::{guarded, invalid};
use crate::control::NativeControl;
use crate::image::{NativeImage, NativePlan, NativeSize, PreprocessTask, filter_named};
use crate::image_files::{NativeFiles, PreprocessFilesTask};
use crate::k_means::{KMeansTask, NativeKMeansOptions};
use crate::logistic::{LogisticTask, NativeTraining};
use crate::max_sim::{MaxSimTask, NativeMaxSim};
use crate::search::{NativeSearch, NativeSearchOptions};

/// Names of the instruction sets that this processor has, the fastest first.
#[napi]
pub fn available_tiers() -> Vec<String> {
    Tier::available()
        .into_iter()
        .map(|tier| tier.name().to_owned())
        .collect()
}

/// The kernels of one instruction set.
#[napi]
pub struct NativeKernels {
    tier: Tier,
}

#[napi]
impl NativeKernels {
    /// Throws where this processor lacks the instruction set.
    #[napi(constructor)]
    pub fn new(tier: String) -> Result<Self> {
        let tier = Tier::named(&tier).ok_or_else(|| invalid(&format!("This processor has no {tier}.")))?;
        Ok(Self { tier })
    }

    #[napi]
    pub fn resize(&self, image: NativeImage, size: NativeSize, resample: String) -> Result<Uint8Array> {
        let filter = filter_named(&resample)?;
        guarded(|| mieb_kernels::resize(self.tier, image.as_image(), size.into(), filter)).map(Uint8Array::from)
    }

    /// The tensor, of `length` numbers. The image may not be touched before the promise settles.
    #[napi(ts_return_type = "Promise<Float32Array>")]
    pub fn preprocess(&self, image: NativeImage, plan: NativePlan, length: u32) -> Result<AsyncTask<PreprocessTask>> {
        Ok(AsyncTask::new(PreprocessTask {
            tier: self.tier,
            image,
            plan: plan.into_plan()?,
            length: length as usize,
        }))
    }

    /// The tensors, `length` numbers in all. The files may not be touched before the promise settles.
    #[napi(ts_return_type = "Promise<NativeTensors>")]
    pub fn preprocess_files(
        &self,
        batch: NativeFiles,
        plan: NativePlan,
        length: u32,
    ) -> Result<AsyncTask<PreprocessFilesTask>> {
        PreprocessFilesTask::new(self.tier, batch, plan.into_plan()?, length as usize).map(AsyncTask::new)
    }

    #[napi]
    pub fn normalize_rows(&self, values: &[f32], dimension: u32) -> Result<Float32Array> {
        let mut output = vec![0f32; values.len()];
        guarded(|| mieb_kernels::normalize_rows(self.tier, values, dimension as usize, &mut output))?;
        Ok(output.into())
    }

    #[napi]
    pub fn search(&self, options: NativeSearchOptions) -> NativeSearch {
        NativeSearch::new(self.tier, options)
    }

    #[napi(ts_return_type = "Promise<Float32Array>")]
    pub fn max_sim(&self, options: NativeMaxSim, control: &NativeControl) -> AsyncTask<MaxSimTask> {
        AsyncTask::new(MaxSimTask::new(self.tier, options, control))
    }

    /// The vectors and labels may not be touched before the promise settles.
    #[napi(ts_return_type = "Promise<NativeLogisticFit>")]
    pub fn fit_logistic(&self, training: NativeTraining, control: &NativeControl) -> AsyncTask<LogisticTask> {
        AsyncTask::new(LogisticTask {
            tier: self.tier,
            training,
            control: Arc::clone(&control.shared),
        })
    }

    /// The points may not be touched before the promise settles.
    #[napi(ts_return_type = "Promise<NativeKMeans>")]
    pub fn mini_batch_k_means(&self, options: NativeKMeansOptions, control: &NativeControl) -> AsyncTask<KMeansTask> {
        AsyncTask::new(KMeansTask {
            tier: self.tier,
            options,
            control: Arc::clone(&control.shared),
        })
    }

    #[napi]
    pub fn nearest_rows(&self, points: &[f32], centres: &[f32], dimension: u32) -> Result<Uint32Array> {
        guarded(|| mieb_kernels::nearest_rows(self.tier, points, centres, dimension as usize)).map(Uint32Array::from)
    }

    #[napi]
    pub fn precise_products(&self, a: &[f32], b: &[f32], dimension: u32) -> Result<Float64Array> {
        guarded(|| mieb_kernels::precise_products(self.tier, a, b, dimension as usize)).map(Float64Array::from)
    }

    #[napi]
    pub fn similarity_matrix(&self, a: &[f32], b: &[f32], dimension: u32) -> Result<Float32Array> {
        guarded(|| mieb_kernels::similarity_matrix(self.tier, a, b, dimension as usize)).map(Float32Array::from)
    }

    #[napi]
    pub fn paired_dot(&self, a: &[f32], b: &[f32], dimension: u32) -> Result<Float32Array> {
        guarded(|| mieb_kernels::paired_dot(self.tier, a, b, dimension as usize)).map(Float32Array::from)
    }

    #[napi]
    pub fn paired_cosine(&self, a: &[f32], b: &[f32], dimension: u32) -> Result<Float32Array> {
        guarded(|| mieb_kernels::paired_cosine(self.tier, a, b, dimension as usize)).map(Float32Array::from)
    }
}
