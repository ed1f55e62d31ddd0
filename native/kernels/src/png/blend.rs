//! From the modes of a PNG to RGB, in Pillow's integer arithmetic.

/// Pillow's `alpha_composite` onto opaque white, whose fixed-point blend reduces to a rounded division by 255.
fn over_white(value: u8, alpha: u8) -> u8 {
    let (value, alpha) = (u32::from(value), u32::from(alpha));
    let sum = (value * alpha + 255 * (255 - alpha) + 128) << 7;
    (((sum >> 8) + sum) >> 15) as u8
}

pub fn grey_to_rgb(grey: &[u8]) -> Vec<u8> {
    grey.iter().flat_map(|&value| [value; 3]).collect()
}

pub fn la_to_rgb(pixels: &[u8]) -> Vec<u8> {
    pixels.as_chunks().0.iter().flat_map(|&[value, _]| [value; 3]).collect()
}

pub fn la_over_white(pixels: &[u8]) -> Vec<u8> {
    let blended = pixels
        .as_chunks()
        .0
        .iter()
        .map(|&[value, alpha]| over_white(value, alpha));
    blended.flat_map(|value| [value; 3]).collect()
}

pub fn rgba_to_rgb(pixels: &[u8]) -> Vec<u8> {
    pixels
        .as_chunks()
        .0
        .iter()
        .flat_map(|&[r, g, b, _]| [r, g, b])
        .collect()
}

pub fn rgba_over_white(pixels: &[u8]) -> Vec<u8> {
    let pixels = pixels.as_chunks().0.iter();
    pixels
        .flat_map(|&[r, g, b, alpha]| [over_white(r, alpha), over_white(g, alpha), over_white(b, alpha)])
        .collect()
}
