//! The parity with Pillow is tested from TypeScript, against fixtures; here, that every tier does the same and that a
//! window of a resize is that part of the whole.

use crate::tiers::on_every_tier;
use mieb_kernels::{Filter, Image, KernelError, PreprocessPlan, Size, Tier, preprocess, resize};

fn pixels(size: Size) -> Vec<u8> {
    crate::numbers::numbers(9, size.width * size.height * 3)
        .iter()
        .map(|number| (number * 127.0 + 128.0) as u8)
        .collect()
}

const SOURCE: Size = Size { width: 53, height: 41 };
const FILTERS: [&str; 6] = ["nearest", "box", "bilinear", "hamming", "bicubic", "lanczos"];

fn plan(resize: Size, filter: Filter, crop: Option<Size>) -> PreprocessPlan {
    PreprocessPlan {
        resize: Some(resize),
        filter,
        crop,
        crop_half_even: false,
        rescale_factor: 1.0,
        mean: [0.0; 3],
        std: [1.0; 3],
    }
}

#[test]
fn tiers_resize_alike() {
    let data = pixels(SOURCE);
    let image = Image {
        data: &data,
        size: SOURCE,
    };
    on_every_tier(|tier| {
        for name in FILTERS {
            let filter = Filter::named(name).unwrap();
            for (width, height) in [(1, 1), (17, 90), (90, 17), (53, 20), (20, 41), (53, 41), (33, 31)] {
                let size = Size { width, height };
                assert_eq!(
                    resize(tier, image, size, filter).unwrap(),
                    resize(Tier::SCALAR, image, size, filter).unwrap(),
                    "{name} to {size:?}"
                );
            }
        }
    });
}

#[test]
fn a_crop_is_a_part_of_the_whole() {
    let data = pixels(SOURCE);
    let image = Image {
        data: &data,
        size: SOURCE,
    };
    for name in FILTERS {
        let filter = Filter::named(name).unwrap();
        for (width, height) in [(31, 24), (90, 17), (24, 60)] {
            let size = Size { width, height };
            let whole = resize(Tier::detect(), image, size, filter).unwrap();
            let crop = Size { width: 19, height: 21 };
            let mut tensor = vec![0.0; 3 * 19 * 21];
            preprocess(Tier::detect(), image, &plan(size, filter, Some(crop)), &mut tensor).unwrap();
            for (index, &value) in tensor.iter().enumerate() {
                let (channel, y, x) = (index / (19 * 21), index / 19 % 21, index % 19);
                // Floored, also where the crop is larger than the image.
                let row = y as isize + (height as isize - 21).div_euclid(2);
                let column = x + (width - 19) / 2;
                let inside = (0..height as isize).contains(&row);
                let wanted = if inside {
                    whole[(row as usize * width + column) * 3 + channel]
                } else {
                    0
                };
                assert_eq!(value, f32::from(wanted), "{name} to {size:?}, {channel} {y} {x}");
            }
        }
    }
}

#[test]
fn sizes_that_do_not_fit_are_errors() {
    let image = Image {
        data: &[0; 11],
        size: Size { width: 2, height: 2 },
    };
    let empty = Size { width: 0, height: 1 };
    assert!(matches!(
        resize(Tier::detect(), image, SOURCE, Filter::Box),
        Err(KernelError::InvalidArgument(_))
    ));
    let image = Image {
        data: &[0; 12],
        ..image
    };
    assert!(matches!(
        resize(Tier::detect(), image, empty, Filter::Box),
        Err(KernelError::InvalidArgument(_))
    ));
    let short = preprocess(Tier::detect(), image, &plan(SOURCE, Filter::Box, None), &mut [0.0; 5]);
    assert!(matches!(short, Err(KernelError::InvalidArgument(_))));
}

#[test]
fn a_crop_may_start_at_the_even_pixel() {
    let row: Vec<u8> = (0..10).flat_map(|value| [value; 3]).collect();
    let first_kept = |crop: usize| {
        let data = row.repeat(crop);
        let size = Size {
            width: 10,
            height: crop,
        };
        let image = Image { data: &data, size };
        let crop_to = Size {
            width: crop,
            height: crop,
        };
        let plan = PreprocessPlan {
            crop_half_even: true,
            ..plan(size, Filter::named("nearest").unwrap(), Some(crop_to))
        };
        let mut tensor = vec![-1.0; 3 * crop * crop];
        preprocess(Tier::detect(), image, &plan, &mut tensor).unwrap();
        [tensor[0], tensor[1], tensor[crop - 1]]
    };
    // 0.5, 1.5, 2.5 and 3.5 pixels are cut off at the left.
    assert_eq!(first_kept(9), [0.0, 1.0, 8.0]);
    assert_eq!(first_kept(7), [2.0, 3.0, 8.0]);
    assert_eq!(first_kept(5), [2.0, 3.0, 6.0]);
    assert_eq!(first_kept(3), [4.0, 5.0, 6.0]);
    // A border of one pixel before the image and two after it.
    assert_eq!(first_kept(13), [0.0, 0.0, 0.0]);
}
