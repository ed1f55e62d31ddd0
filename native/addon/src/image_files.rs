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

/// What became of the files.
#[napi(object)]
pub struct NativeTensors {
    /// 1 for each file that was taken, 0 for one that was left.
    pub taken: Uint8Array,
    /// One after the other; zeros where a file was left.
    pub tensors: Float32Array,
}

/// A batch of image files, preprocessed on a thread of libuv's pool and those of rayon into memory of its own:
/// JavaScript's could be detached meanwhile.
pub struct PreprocessFilesTask {
    tier: Tier,
    batch: NativeFiles,
    plan: PreprocessPlan,
    tensor_length: usize,
}

impl PreprocessFilesTask {
    pub fn new(tier: Tier, batch: NativeFiles, plan: PreprocessPlan, length: usize) -> Result<Self> {
        let count = batch.files.len();
        let sizes = batch.resized.len();
        if count == 0 || length == 0 || !length.is_multiple_of(count) || (sizes != 0 && sizes != 2 * count) {
            return Err(invalid(
                "Expected files, a tensor of one length for each, and a size for each or none.",
            ));
        }
        let tensor_length = length / count;
        Ok(Self {
            tier,
            batch,
            plan,
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
    type Output = (Vec<u8>, Vec<f32>);
    type JsValue = NativeTensors;

    fn compute(&mut self) -> Result<Self::Output> {
        let files: Vec<&[u8]> = self.batch.files.iter().map(|file| &**file).collect();
        let plans: Vec<PreprocessPlan> = (0..files.len()).map(|file| self.plan_of(file)).collect();
        let alpha = if self.batch.drops_alpha {
            Alpha::Drop
        } else {
            Alpha::OverWhite
        };
        let (tier, tensor_length) = (self.tier, self.tensor_length);
        guarded(|| {
            let mut output = vec![0f32; tensor_length * files.len()];
            let jobs = output
                .par_chunks_exact_mut(tensor_length)
                .zip(files.par_iter().zip(&plans));
            let taken = jobs.map(|(tensor, (file, plan))| preprocess_file(tier, file, alpha, plan, tensor));
            let taken = taken.map(u8::from).collect();
            Ok((taken, output))
        })
    }

    fn resolve(&mut self, _: Env, (taken, tensors): Self::Output) -> Result<NativeTensors> {
        Ok(NativeTensors {
            taken: taken.into(),
            tensors: tensors.into(),
        })
    }
}
