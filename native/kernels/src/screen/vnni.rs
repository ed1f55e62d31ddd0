use std::arch::x86_64::{
    _CMP_NLE_UQ, _mm512_add_epi32, _mm512_cmp_ps_mask, _mm512_cvtepi32_ps, _mm512_dpbusd_epi32, _mm512_fmadd_ps,
    _mm512_fnmadd_ps, _mm512_loadu_ps, _mm512_loadu_si512, _mm512_maskz_compress_epi32, _mm512_maskz_loadu_ps,
    _mm512_set1_epi32, _mm512_set1_ps, _mm512_setr_epi32, _mm512_setzero_ps, _mm512_setzero_si512, _mm512_storeu_ps,
    _mm512_storeu_si512,
};

use super::bars::Bars;
use super::kernels::{DOCUMENTS, DocumentPanel, GROUP, Kernels, QUERIES};
use crate::product::transposed;

pub(super) const KERNELS: Kernels = Kernels { list_left, scores };

/// Numbers in a register.
const LANES: usize = 16;

fn list_left(queries: &[u32], bars: &Bars, documents: DocumentPanel, left: &mut [Vec<u32>; QUERIES]) {
    // SAFETY: only `Kernels::of` hands this function out, for a processor with these instructions.
    unsafe { list_left_compiled(queries, bars, documents, left) }
}

#[target_feature(enable = "avx512f,avx512vnni")]
fn list_left_compiled(queries: &[u32], bars: &Bars, documents: DocumentPanel, left: &mut [Vec<u32>; QUERIES]) {
    let mut sums = [[_mm512_setzero_si512(); 2]; QUERIES];
    for (sums, &start) in sums.iter_mut().zip(&bars.start) {
        *sums = [_mm512_set1_epi32(start); 2];
    }
    let words = documents.words.as_chunks::<DOCUMENTS>().0;
    for (queries, words) in queries.as_chunks::<QUERIES>().0.iter().zip(words) {
        let (low, high) = words.split_at(LANES);
        // SAFETY: both halves hold as many words as a register.
        let (low, high) = unsafe {
            (
                _mm512_loadu_si512(low.as_ptr().cast()),
                _mm512_loadu_si512(high.as_ptr().cast()),
            )
        };
        for (sums, &query) in sums.iter_mut().zip(queries) {
            let query = _mm512_set1_epi32(query as i32);
            sums[0] = _mm512_dpbusd_epi32(sums[0], low, query);
            sums[1] = _mm512_dpbusd_epi32(sums[1], high, query);
        }
    }
    for half in 0..2 {
        // SAFETY: each half of the array holds as many numbers as a register.
        let load = |values: &[f32; DOCUMENTS]| unsafe { _mm512_loadu_ps(values.as_ptr().add(LANES * half)) };
        let (scales, norms, errors) = (load(documents.scales), load(documents.norms), load(documents.errors));
        let first = LANES * half;
        let there = ((1u32 << documents.count.saturating_sub(first).min(LANES)) - 1) as u16;
        for (query, (left, sums)) in left.iter_mut().zip(&sums).enumerate() {
            let most = _mm512_cvtepi32_ps(sums[half]);
            let most = _mm512_fmadd_ps(_mm512_set1_ps(bars.of_norm[query]), norms, most);
            let most = _mm512_fmadd_ps(_mm512_set1_ps(bars.of_error[query]), errors, most);
            let above = _mm512_fnmadd_ps(_mm512_set1_ps(bars.of_scale[query]), scales, most);
            // What cannot be compared is not passed over.
            let is_left = there & _mm512_cmp_ps_mask::<_CMP_NLE_UQ>(above, _mm512_setzero_ps());
            append(is_left, (documents.first + first) as u32, left);
        }
    }
}

/// Appends the numbers from `first` whose bits are set.
#[inline]
#[target_feature(enable = "avx512f")]
fn append(bits: u16, first: u32, numbers: &mut Vec<u32>) {
    assert!(numbers.capacity() - numbers.len() >= LANES);
    let offsets = _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    let all = _mm512_add_epi32(_mm512_set1_epi32(first as i32), offsets);
    let length = numbers.len();
    // SAFETY: there is room for sixteen numbers.
    unsafe {
        let end = numbers.as_mut_ptr().add(length);
        _mm512_storeu_si512(end.cast(), _mm512_maskz_compress_epi32(bits, all));
        numbers.set_len(length + bits.count_ones() as usize);
    }
}

fn scores(query: &[f32], rows: &[f32], places: &[u32]) -> [f32; GROUP] {
    // SAFETY: as in `list_left`.
    unsafe { scores_compiled(query, rows, places) }
}

/// Sixteen rows at a time through registers, so that a lane holds the numbers of a row one after the other.
#[target_feature(enable = "avx512f")]
fn scores_compiled(query: &[f32], rows: &[f32], places: &[u32]) -> [f32; GROUP] {
    let mut starts = [rows.as_ptr(); GROUP];
    for (start, &place) in starts.iter_mut().zip(places) {
        *start = rows[place as usize * query.len()..][..query.len()].as_ptr();
    }
    let mut sums = _mm512_setzero_ps();
    let (blocks, rest) = query.as_chunks::<LANES>();
    for (index, block) in blocks.iter().enumerate() {
        let mut values = [_mm512_setzero_ps(); GROUP];
        for (values, start) in values.iter_mut().zip(&starts) {
            // SAFETY: each of the rows is as long as the query.
            *values = unsafe { _mm512_loadu_ps(start.add(LANES * index)) };
        }
        for (&column, &query) in transposed(values).iter().zip(block) {
            sums = _mm512_fmadd_ps(_mm512_set1_ps(query), column, sums);
        }
    }
    if !rest.is_empty() {
        let mask = (1 << rest.len()) - 1;
        let mut values = [_mm512_setzero_ps(); GROUP];
        for (values, start) in values.iter_mut().zip(&starts) {
            // SAFETY: the mask covers what is left of the row.
            *values = unsafe { _mm512_maskz_loadu_ps(mask, start.add(LANES * blocks.len())) };
        }
        for (&column, &query) in transposed(values).iter().zip(rest) {
            sums = _mm512_fmadd_ps(_mm512_set1_ps(query), column, sums);
        }
    }
    let mut scores = [0f32; GROUP];
    // SAFETY: the array holds as many numbers as a register.
    unsafe { _mm512_storeu_ps(scores.as_mut_ptr(), sums) };
    scores
}
