/// Partial sums, so that they are added in registers.
const LANES: usize = 32;

/// Adding this to a number that is much smaller rounds it to a whole one, which the lowest bits then hold.
const ROUNDING: f32 = 12_582_912.0;

/// Largest numbers of a row between which products neither overflow nor vanish.
const SIZES: std::ops::Range<f32> = 1e-15..1e15;

/// A row `x` rounded to whole numbers `X = scale · x − e` within ±127. Lengths are rounded up.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct IntegerRow {
    pub scale: f32,
    /// |X|
    pub norm: f32,
    /// |e|; infinite for a row that is not to be screened: one that is not finite or of extreme size.
    pub error: f32,
    /// ΣX
    pub sum: i32,
}

impl IntegerRow {
    /// Writes `X + offset` as bytes, as many as there are numbers.
    #[inline(always)]
    pub fn new(row: &[f32], offset: u8, bytes: &mut [u8]) -> Self {
        let largest = largest(row);
        if !SIZES.contains(&largest) {
            bytes.fill(offset);
            let error = if largest == 0.0 { 0.0 } else { f32::INFINITY };
            return Self {
                scale: 1.0,
                // Not zero, for a threshold that vanishes next to zero.
                norm: 1e-6,
                error,
                sum: 0,
            };
        }
        Self::rounded(row, 127.0 / largest, offset, bytes)
    }

    #[inline(always)]
    fn rounded(row: &[f32], scale: f32, offset: u8, bytes: &mut [u8]) -> Self {
        let mut sums = Sums::default();
        let (blocks, rest) = row.as_chunks::<LANES>();
        let (places, rest_places) = bytes.as_chunks_mut::<LANES>();
        for (block, bytes) in blocks.iter().zip(places) {
            sums.round(block, scale, offset, bytes);
        }
        let (mut last, mut last_bytes) = ([0f32; LANES], [0u8; LANES]);
        last[..rest.len()].copy_from_slice(rest);
        sums.round(&last, scale, offset, &mut last_bytes);
        rest_places.copy_from_slice(&last_bytes[..rest.len()]);
        let length = |squares: [f32; LANES]| {
            let relative = (row.len() + LANES) as f32 * f32::EPSILON;
            squares.iter().sum::<f32>().sqrt() * (1.0 + relative) + 1e-6
        };
        Self {
            scale,
            norm: length(sums.squares),
            error: length(sums.errors),
            sum: sums.wholes.iter().sum::<f32>() as i32,
        }
    }
}

/// Of the whole numbers, of their squares and of those of the errors.
#[derive(Default)]
struct Sums {
    wholes: [f32; LANES],
    squares: [f32; LANES],
    errors: [f32; LANES],
}

impl Sums {
    #[inline(always)]
    fn round(&mut self, block: &[f32; LANES], scale: f32, offset: u8, bytes: &mut [u8; LANES]) {
        let rounding = ROUNDING + f32::from(offset);
        for lane in 0..LANES {
            let shifted = block[lane].mul_add(scale, rounding);
            let whole = shifted - rounding;
            let error = block[lane].mul_add(scale, -whole);
            self.wholes[lane] += whole;
            self.squares[lane] = whole.mul_add(whole, self.squares[lane]);
            self.errors[lane] = error.mul_add(error, self.errors[lane]);
            bytes[lane] = shifted.to_bits() as u8;
        }
    }
}

/// The largest absolute value; NaN where there is one.
#[inline(always)]
fn largest(row: &[f32]) -> f32 {
    // By their bits, which ascend from zero over infinity to NaN.
    let mut most = [0u32; LANES];
    let (blocks, rest) = row.as_chunks::<LANES>();
    for block in blocks {
        for (most, value) in most.iter_mut().zip(block) {
            *most = (*most).max(value.abs().to_bits());
        }
    }
    for (most, value) in most.iter_mut().zip(rest) {
        *most = (*most).max(value.abs().to_bits());
    }
    f32::from_bits(most.into_iter().fold(0, u32::max))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(row: &[f32]) -> (IntegerRow, Vec<u8>) {
        let mut bytes = vec![0; row.len()];
        let row = IntegerRow::new(row, 128, &mut bytes);
        (row, bytes)
    }

    #[test]
    fn rounds_to_the_nearest_within_a_byte() {
        let (row, bytes) = of(&[2.0, -1.0, 0.0, 1e-3, -2.0]);
        assert_eq!(bytes, [128 + 127, 128 - 64, 128, 128, 1]);
        assert_eq!((row.scale, row.sum), (63.5, -64));
        let norm = f64::from(2 * 127 * 127 + 64 * 64).sqrt();
        assert!(f64::from(row.norm) >= norm && f64::from(row.norm) < norm * 1.0001);
        let error = (0.5f64.powi(2) + 0.0635f64.powi(2)).sqrt();
        assert!(f64::from(row.error) >= error && f64::from(row.error) < error * 1.0001);
    }

    #[test]
    fn leaves_rows_of_no_or_extreme_size_alone() {
        assert_eq!(of(&[0.0, -0.0]).0.error, 0.0);
        for value in [f32::NAN, f32::INFINITY, 1e30, 1e-30, -f32::MIN_POSITIVE / 2.0] {
            let (row, bytes) = of(&[0.0, value]);
            assert_eq!((row.error, bytes), (f32::INFINITY, vec![128, 128]), "{value}");
        }
    }
}
