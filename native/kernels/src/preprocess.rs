use crate::error::{KernelError, check_length};
use crate::resample::{Filter, Image, Size, Window, check_size, resize_window};
use crate::tier::Tier;

/// What is done to an image, in this order; `None` leaves a step out.
#[derive(Clone, Debug)]
pub struct PreprocessPlan {
    pub resize: Option<Size>,
    pub filter: Filter,
    /// Centre crop; an image that is smaller gets a zero border.
    pub crop: Option<Size>,
    /// Where the crop starts when it cuts off an odd number: at the even one of the two pixels (torchvision) instead of the
    /// first (transformers). The larger part of a border then comes after the image.
    pub crop_half_even: bool,
    /// The product with a pixel is taken in float64 and rounded to float32.
    pub rescale_factor: f64,
    /// Subtracted in float32, per channel.
    pub mean: [f32; 3],
    /// Divided by in float32, per channel.
    pub std: [f32; 3],
}

/// The pixel tensor `[3 × height × width]` of transformers' Pillow-backend image processors, bit for bit.
///
/// Only the pixels that the crop keeps are resized.
pub fn preprocess(tier: Tier, image: Image, plan: &PreprocessPlan, output: &mut [f32]) -> Result<(), KernelError> {
    image.check()?;
    let resized_size = plan.resize.unwrap_or(image.size);
    let size = plan.crop.unwrap_or(resized_size);
    check_size(resized_size)?;
    check_size(size)?;
    check_length("The tensor", output.len(), size.bytes())?;
    let columns = CropAxis::new(resized_size.width, size.width, plan.crop_half_even);
    let rows = CropAxis::new(resized_size.height, size.height, plan.crop_half_even);
    let window = Window {
        columns: columns.kept(),
        rows: rows.kept(),
    };
    let pixels = resize_window(tier, image, resized_size, plan.filter, &window);
    for (channel, plane) in output.chunks_exact_mut(size.width * size.height).enumerate() {
        let table = pixel_table(plan, channel);
        plane.fill(table[0]);
        let targets = plane.chunks_exact_mut(size.width).skip(rows.border);
        for (source, target) in pixels.chunks_exact(window.columns.len() * 3).zip(targets) {
            for (pixel, target) in source.as_chunks::<3>().0.iter().zip(&mut target[columns.border..]) {
                *target = table[usize::from(pixel[channel])];
            }
        }
    }
    Ok(())
}

/// One axis of a centre crop.
struct CropAxis {
    /// First position kept.
    start: usize,
    /// Zeros before it.
    border: usize,
    length: usize,
}

impl CropAxis {
    fn new(size: usize, crop: usize, half_even: bool) -> Self {
        let missing = crop.saturating_sub(size);
        let cut_off = size.saturating_sub(crop);
        let half = cut_off / 2;
        let to_even = if half_even { cut_off % 2 * (half % 2) } else { 0 };
        Self {
            start: half + to_even,
            // Otherwise the offset is floored, also where it is negative.
            border: if half_even { missing / 2 } else { missing.div_ceil(2) },
            length: size.min(crop),
        }
    }

    fn kept(&self) -> std::ops::Range<usize> {
        self.start..self.start + self.length
    }
}

/// What becomes of each of the 256 values of a channel.
fn pixel_table(plan: &PreprocessPlan, channel: usize) -> [f32; 256] {
    std::array::from_fn(|value| {
        let rescaled = (value as f64 * plan.rescale_factor) as f32;
        (rescaled - plan.mean[channel]) / plan.std[channel]
    })
}
