/// Rows that are transposed together, and bytes of each.
pub(super) const SIDE: usize = 16;

/// A square of bytes, row by row.
pub(super) type Square = [[u8; SIDE]; SIDE];

/// Exchanges rows and columns.
///
/// Four rounds of interleaving the first half of the rows with the second.
#[cfg(target_arch = "x86_64")]
#[inline(always)]
pub(super) fn transpose(square: Square) -> Square {
    use std::arch::x86_64::{__m128i, _mm_loadu_si128, _mm_storeu_si128, _mm_unpackhi_epi8, _mm_unpacklo_epi8};
    // SAFETY: every x86-64 processor has SSE2, and the arrays are as long as a register.
    unsafe {
        let mut rows: [__m128i; SIDE] = square.map(|row| _mm_loadu_si128(row.as_ptr().cast()));
        for _ in 0..4 {
            let mut next = rows;
            for row in 0..SIDE / 2 {
                next[2 * row] = _mm_unpacklo_epi8(rows[row], rows[row + SIDE / 2]);
                next[2 * row + 1] = _mm_unpackhi_epi8(rows[row], rows[row + SIDE / 2]);
            }
            rows = next;
        }
        rows.map(|row| {
            let mut bytes = [0; SIDE];
            _mm_storeu_si128(bytes.as_mut_ptr().cast(), row);
            bytes
        })
    }
}

/// Exchanges rows and columns.
#[cfg(not(target_arch = "x86_64"))]
#[inline(always)]
pub(super) fn transpose(square: Square) -> Square {
    std::array::from_fn(|column| square.map(|row| row[column]))
}

#[cfg(test)]
mod tests {
    use super::{SIDE, transpose};

    #[test]
    fn exchanges_rows_and_columns() {
        let square = std::array::from_fn(|row| std::array::from_fn(|column| (SIDE * row + column) as u8));
        let transposed = transpose(square);
        for row in 0..SIDE {
            for column in 0..SIDE {
                assert_eq!(transposed[column][row], square[row][column]);
            }
        }
    }
}
