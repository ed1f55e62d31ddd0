use super::{Image, Size, Window};

/// Pillow's NEAREST: the input pixel under each output pixel's centre.
pub(super) fn resize_nearest(image: Image, size: Size, window: &Window) -> Vec<u8> {
    let columns = nearest_positions(image.size.width, size.width);
    let rows = nearest_positions(image.size.height, size.height);
    let pixels = image.data.as_chunks::<3>().0;
    let mut data = Vec::with_capacity(window.size().bytes());
    for row in &rows[window.rows.clone()] {
        for column in &columns[window.columns.clone()] {
            data.extend(pixels[row * image.size.width + column]);
        }
    }
    data
}

/// Positions are accumulated by repeated addition, because Pillow's rounding error decides at pixel borders.
fn nearest_positions(input_size: usize, output_size: usize) -> Vec<usize> {
    let scale = input_size as f64 / output_size as f64;
    let positions = std::iter::successors(Some(scale * 0.5), |position| Some(position + scale));
    positions
        .take(output_size)
        .map(|position| (position as usize).min(input_size - 1))
        .collect()
}
