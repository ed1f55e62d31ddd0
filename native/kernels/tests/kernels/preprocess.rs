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
