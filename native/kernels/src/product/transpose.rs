//! Rows to positions: sixteen rows at a time through registers.

use std::arch::x86_64::{
    __m512, _mm512_castpd_ps, _mm512_castps_pd, _mm512_mask_storeu_ps, _mm512_maskz_loadu_ps, _mm512_setzero_pd,
    _mm512_setzero_ps, _mm512_shuffle_f32x4, _mm512_unpackhi_pd, _mm512_unpackhi_ps, _mm512_unpacklo_pd,
    _mm512_unpacklo_ps,
};

use crate::tier::Tier;

/// Rows and positions of a block.
const SIDE: usize = 16;

/// Writes rows of one length position by position, `panel[position × width + row]`, and says whether it did: only the
/// tier of AVX-512 can.
pub(super) fn transpose(tier: Tier, rows: &[&[f32]], panel: &mut [f32], width: usize) -> bool {
    if !tier.has_avx512() {
        return false;
    }
    let dimension = rows.first().map_or(0, |row| row.len());
    assert!(rows.len() <= width && panel.len() >= dimension * width);
    assert!(rows.iter().all(|row| row.len() == dimension));
    for (group, rows) in rows.chunks(SIDE).enumerate() {
        // SAFETY: this processor has the instructions; all rows are as long as the first and the panel holds `width`
        // numbers, of which these rows take some, at each position.
        unsafe { transpose_group(rows, &mut panel[group * SIDE..], width) };
    }
    true
}

/// # Safety
/// There are at most sixteen rows of one length, and each position of the panel has room for as many from its start.
#[target_feature(enable = "avx512f")]
unsafe fn transpose_group(rows: &[&[f32]], panel: &mut [f32], width: usize) {
    let dimension = rows[0].len();
    let row_mask = mask(rows.len());
    for start in (0..dimension).step_by(SIDE) {
        let count = SIDE.min(dimension - start);
        let mut block = [_mm512_setzero_ps(); SIDE];
        for (slot, row) in block.iter_mut().zip(rows) {
            // SAFETY: the mask covers what is left of the row.
            *slot = unsafe { _mm512_maskz_loadu_ps(mask(count), row.as_ptr().add(start)) };
        }
        for (position, column) in transposed(block).into_iter().take(count).enumerate() {
            let place = panel.as_mut_ptr().wrapping_add((start + position) * width);
            // SAFETY: the position has room for one number of each row.
            unsafe { _mm512_mask_storeu_ps(place, row_mask, column) };
        }
    }
}

fn mask(count: usize) -> u16 {
    u16::MAX >> (SIDE - count)
}

/// The columns of sixteen rows of sixteen numbers.
#[inline]
#[target_feature(enable = "avx512f")]
pub(crate) fn transposed(rows: [__m512; SIDE]) -> [__m512; SIDE] {
    // Pairs of rows by one number, pairs of those by two, and then by four and by eight.
    let mut pairs = [_mm512_setzero_pd(); SIDE];
    for i in (0..SIDE).step_by(2) {
        pairs[i] = _mm512_castps_pd(_mm512_unpacklo_ps(rows[i], rows[i + 1]));
        pairs[i + 1] = _mm512_castps_pd(_mm512_unpackhi_ps(rows[i], rows[i + 1]));
    }
    let mut fours = rows;
    for i in (0..SIDE).step_by(4) {
        for half in 0..2 {
            let (first, second) = (pairs[i + half], pairs[i + half + 2]);
            fours[i + 2 * half] = _mm512_castpd_ps(_mm512_unpacklo_pd(first, second));
            fours[i + 2 * half + 1] = _mm512_castpd_ps(_mm512_unpackhi_pd(first, second));
        }
    }
    let mut columns = rows;
    for i in 0..4 {
        let [a, b, c, d] = [fours[i], fours[i + 4], fours[i + 8], fours[i + 12]];
        let (even, odd) = (_mm512_shuffle_f32x4::<0x88>(a, b), _mm512_shuffle_f32x4::<0xdd>(a, b));
        let (more_even, more_odd) = (_mm512_shuffle_f32x4::<0x88>(c, d), _mm512_shuffle_f32x4::<0xdd>(c, d));
        columns[i] = _mm512_shuffle_f32x4::<0x88>(even, more_even);
        columns[i + 4] = _mm512_shuffle_f32x4::<0x88>(odd, more_odd);
        columns[i + 8] = _mm512_shuffle_f32x4::<0xdd>(even, more_even);
        columns[i + 12] = _mm512_shuffle_f32x4::<0xdd>(odd, more_odd);
    }
    columns
}
