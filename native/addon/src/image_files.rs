use mieb_kernels::{Alpha, PreprocessPlan, Size, Tier, preprocess_file};
use napi::bindgen_prelude::*;
use napi_derive::napi;
use rayon::prelude::*;

use crate::border::{guarded, invalid};

/// Files to decode and preprocess at once.
#[napi(object, object_to_js = false)]
pub struct NativeFiles {
    pub files: Vec<Uint8Array>,
    /// Width and height after resizing, a pair for each file; empty where nothing is resized.
    pub resized: Uint32Array,
    pub drops_alpha: bool,
}

/// A batch of image files, preprocessed on a thread of libuv's pool and those of rayon into memory of JavaScript's.
pub struct PreprocessFilesTask {
    tier: Tier,
    batch: NativeFiles,
    plan: PreprocessPlan,
    into: Float32Array,
    tensor_length: usize,
}

impl PreprocessFilesTask {
    pub fn new(tier: Tier, batch: NativeFiles, plan: PreprocessPlan, into: Float32Array) -> Result<Self> {
        let count = batch.files.len();
        let sizes = batch.resized.len();
        if count == 0 || into.is_empty() || !into.len().is_multiple_of(count) || (sizes != 0 && sizes != 2 * count) {
            return Err(invalid(
                "Expected files, a tensor of one length for each, and a size for each or none.",
            ));
        }
        let tensor_length = into.len() / count;
        Ok(Self {
            tier,
            batch,
            plan,
            into,
            tensor_length,
        })
    }

    fn plan_of(&self, file: usize) -> PreprocessPlan {
        let size = |[width, height]: [u32; 2]| Size {
            width: width as usize,
            height: height as usize,
        };
        let resize = self.batch.resized.as_chunks().0.get(file).copied().map(size);
        PreprocessPlan {
            resize,
            ..self.plan.clone()
        }
    }
}

impl Task for PreprocessFilesTask {
    type Output = Vec<u8>;
    type JsValue = Uint8Array;

    fn compute(&mut self) -> Result<Vec<u8>> {
        let files: Vec<&[u8]> = self.batch.files.iter().map(|file| &**file).collect();
        let plans: Vec<PreprocessPlan> = (0..files.len()).map(|file| self.plan_of(file)).collect();
        let alpha = if self.batch.drops_alpha {
            Alpha::Drop
        } else {
            Alpha::OverWhite
        };
        let (tier, tensor_length) = (self.tier, self.tensor_length);
        // SAFETY: the caller promises not to touch the array before the promise settles, and the task keeps it alive.
        let output = unsafe { self.into.as_mut() };
        guarded(|| {
            let jobs = output
                .par_chunks_exact_mut(tensor_length)
                .zip(files.par_iter().zip(&plans));
            let taken = jobs.map(|(tensor, (file, plan))| preprocess_file(tier, file, alpha, plan, tensor));
            Ok(taken.map(u8::from).collect())
        })
    }

    fn resolve(&mut self, _: Env, taken: Vec<u8>) -> Result<Uint8Array> {
        Ok(taken.into())
    }
}
