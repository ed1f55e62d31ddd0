use mieb_kernels::{Filter, Image, PreprocessPlan, Size, Tier};
use napi::bindgen_prelude::*;
use napi_derive::napi;

use crate::border::{guarded, invalid};

#[napi(object)]
pub struct NativeSize {
    pub width: u32,
    pub height: u32,
}

impl From<NativeSize> for Size {
    fn from(size: NativeSize) -> Self {
        Size {
            width: size.width as usize,
            height: size.height as usize,
        }
    }
}

/// Interleaved 8-bit RGB.
#[napi(object, object_to_js = false)]
pub struct NativeImage {
    pub data: Uint8Array,
    pub width: u32,
    pub height: u32,
}

impl NativeImage {
    pub fn as_image(&self) -> Image<'_> {
        Image {
            data: &self.data,
            size: Size {
                width: self.width as usize,
                height: self.height as usize,
            },
        }
    }
}

#[napi(object, object_to_js = false)]
pub struct NativePlan {
    pub resize: Option<NativeSize>,
    pub resample: String,
    pub crop: Option<NativeSize>,
    pub crop_half_even: Option<bool>,
    pub rescale_factor: f64,
    /// One number per channel.
    pub mean: Vec<f64>,
    /// One number per channel.
    pub std: Vec<f64>,
}

impl NativePlan {
    pub fn into_plan(self) -> Result<PreprocessPlan> {
        Ok(PreprocessPlan {
            resize: self.resize.map(Size::from),
            filter: filter_named(&self.resample)?,
            crop: self.crop.map(Size::from),
            crop_half_even: self.crop_half_even.unwrap_or(false),
            rescale_factor: self.rescale_factor,
            mean: per_channel(&self.mean)?,
            std: per_channel(&self.std)?,
        })
    }
}

pub fn filter_named(name: &str) -> Result<Filter> {
    Filter::named(name).ok_or_else(|| invalid(&format!("Unknown resampling filter \"{name}\".")))
}

fn per_channel(values: &[f64]) -> Result<[f32; 3]> {
    let values: Vec<f32> = values.iter().map(|&value| value as f32).collect();
    values.try_into().map_err(|_| invalid("Mean and std need 3 numbers."))
}

/// One image, preprocessed on a thread of libuv's pool into memory of its own: JavaScript's could be detached meanwhile.
pub struct PreprocessTask {
    pub tier: Tier,
    pub image: NativeImage,
    pub plan: PreprocessPlan,
    pub length: usize,
}

impl Task for PreprocessTask {
    type Output = Vec<f32>;
    type JsValue = Float32Array;

    fn compute(&mut self) -> Result<Vec<f32>> {
        guarded(|| {
            let mut tensor = vec![0f32; self.length];
            mieb_kernels::preprocess(self.tier, self.image.as_image(), &self.plan, &mut tensor)?;
            Ok(tensor)
        })
    }

    fn resolve(&mut self, _: Env, tensor: Vec<f32>) -> Result<Float32Array> {
        Ok(tensor.into())
    }
}
