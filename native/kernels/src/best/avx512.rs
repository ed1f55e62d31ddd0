use std::arch::x86_64::{
    _CMP_GT_OQ, _CMP_LT_OQ, _mm512_abs_ps, _mm512_add_ps, _mm512_castps_si512, _mm512_castsi512_si256,
    _mm512_cvtepu32_epi64, _mm512_extracti64x4_epi64, _mm512_loadu_si512, _mm512_mask_cmp_ps_mask,
    _mm512_maskz_compress_epi64, _mm512_maskz_loadu_ps, _mm512_or_si512, _mm512_set1_epi32, _mm512_set1_ps,
    _mm512_setzero_ps, _mm512_slli_epi64, _mm512_srai_epi32, _mm512_storeu_si512, _mm512_sub_epi32, _mm512_xor_si512,
};

use super::candidate::Candidate;
use super::sift::{GROUP, Look};

/// [`Sift::look`](super::Sift::look) by one comparison for each sixteen scores and another for their being finite.
#[inline]
#[target_feature(enable = "avx512f")]
pub(super) fn look(scores: &[f32], threshold: f32) -> Look {
    let (mut above, mut not_finite) = (0, 0);
    for scores in scores.chunks(GROUP) {
        let mask = ((1u32 << scores.len()) - 1) as u16;
        // SAFETY: the mask covers the scores.
        let scores = unsafe { _mm512_maskz_loadu_ps(mask, scores.as_ptr()) };
        above |= _mm512_mask_cmp_ps_mask::<_CMP_GT_OQ>(mask, scores, _mm512_set1_ps(threshold));
        not_finite |=
            mask & !_mm512_mask_cmp_ps_mask::<_CMP_LT_OQ>(mask, _mm512_abs_ps(scores), _mm512_set1_ps(f32::INFINITY));
    }
    match (above, not_finite) {
        (0, 0) => Look::Nothing,
        (_, 0) => Look::Something,
        _ => Look::NotFinite,
    }
}

/// [`Sift::append`](super::Sift::append) without a branch that depends on the scores.
#[inline]
#[target_feature(enable = "avx512f")]
pub(super) fn append(scores: &[f32], threshold: f32, first_document: u32, candidates: &mut Vec<Candidate>) {
    const NUMBERS: [i32; GROUP] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];
    assert!(scores.len() <= GROUP && candidates.capacity() - candidates.len() >= GROUP);
    let mask = ((1u32 << scores.len()) - 1) as u16;
    // SAFETY: the mask covers the scores; the array has sixteen numbers.
    let (scores, numbers) = unsafe {
        let scores = _mm512_maskz_loadu_ps(mask, scores.as_ptr());
        (scores, _mm512_loadu_si512(NUMBERS.as_ptr().cast()))
    };
    let above = _mm512_mask_cmp_ps_mask::<_CMP_GT_OQ>(mask, scores, _mm512_set1_ps(threshold));
    // As in `Candidate::new`.
    let bits = _mm512_castps_si512(_mm512_add_ps(scores, _mm512_setzero_ps()));
    let flipped = _mm512_or_si512(_mm512_srai_epi32::<31>(bits), _mm512_set1_epi32(i32::MIN));
    let ascending = _mm512_xor_si512(bits, flipped);
    let complement = _mm512_sub_epi32(_mm512_set1_epi32(!first_document as i32), numbers);
    for (half, above) in [above as u8, (above >> 8) as u8].into_iter().enumerate() {
        let [ascending, complement] = [ascending, complement].map(|sixteen| {
            let eight = if half == 0 {
                _mm512_castsi512_si256(sixteen)
            } else {
                _mm512_extracti64x4_epi64::<1>(sixteen)
            };
            _mm512_cvtepu32_epi64(eight)
        });
        let eight = _mm512_or_si512(_mm512_slli_epi64::<32>(ascending), complement);
        let length = candidates.len();
        // SAFETY: there is room for sixteen, and a candidate is 64 bits.
        unsafe {
            let end = candidates.as_mut_ptr().add(length);
            _mm512_storeu_si512(end.cast(), _mm512_maskz_compress_epi64(above, eight));
            candidates.set_len(length + above.count_ones() as usize);
        }
    }
}
