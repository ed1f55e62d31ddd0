use crate::arithmetic::Arithmetic;
use crate::inner_product::lane_dot;
use crate::tier::{Tier, dispatch};

/// Inner products of all queries with all documents, each the bits of [`lane_dot`], at
/// `scores[query × stride + document]`.
pub(super) fn lane_products(
    tier: Tier,
    queries: &[f32],
    documents: &[f32],
    dimension: usize,
    scores: &mut [f32],
    stride: usize,
) {
    let groups = queries.chunks(4 * dimension).zip(scores.chunks_mut(4 * stride));
    for (queries, scores) in groups {
        #[cfg(target_arch = "x86_64")]
        if tier.has_avx512() {
            avx512::lane_products(queries, documents, dimension, scores, stride);
            continue;
        }
        dispatch!(tier, one_by_one<_>(queries: &[f32], documents: &[f32], dimension: usize, scores: &mut [f32], stride: usize));
    }
}

#[inline(always)]
fn one_by_one<A: Arithmetic>(queries: &[f32], documents: &[f32], dimension: usize, scores: &mut [f32], stride: usize) {
    for (query, scores) in queries.chunks_exact(dimension).zip(scores.chunks_mut(stride)) {
        for (document, score) in documents.chunks_exact(dimension).zip(scores) {
            *score = lane_dot::<A>(query, document);
        }
    }
}

#[cfg(target_arch = "x86_64")]
mod avx512 {
    use std::arch::x86_64::{
        __m128, __m512, _mm_add_ps, _mm_movehl_ps, _mm_movelh_ps, _mm_setzero_ps, _mm_shuffle_ps, _mm_storeu_ps,
        _mm256_add_ps, _mm256_castpd_ps, _mm256_castps256_ps128, _mm256_extractf128_ps, _mm512_add_ps,
        _mm512_castps_pd, _mm512_castps512_ps256, _mm512_extractf64x4_pd, _mm512_fmadd_ps, _mm512_loadu_ps,
        _mm512_maskz_loadu_ps, _mm512_setzero_ps,
    };

    /// Scores of one document with some queries: the low and the high sixteen of each product's 32 sums.
    type Sums<const QUERIES: usize> = [[__m512; 2]; QUERIES];

    /// At most four queries by two documents at a time: up to sixteen registers of sums, and every number loaded is used
    /// in two products at least but for one query.
    pub fn lane_products(queries: &[f32], documents: &[f32], dimension: usize, scores: &mut [f32], stride: usize) {
        let (count, query_count) = (documents.len() / dimension, queries.len() / dimension);
        assert!(count <= stride && scores.len() >= (query_count - 1) * stride + count);
        // SAFETY: only called on the tier of this instruction set; the lengths were checked.
        unsafe {
            match query_count {
                1 => compiled::<1>(queries, documents, dimension, scores, stride),
                2 => compiled::<2>(queries, documents, dimension, scores, stride),
                3 => compiled::<3>(queries, documents, dimension, scores, stride),
                _ => compiled::<4>(queries, documents, dimension, scores, stride),
            }
        }
    }

    /// # Safety
    /// There are `QUERIES` queries and room for a score of each with each document.
    #[target_feature(enable = "avx512f,avx2,fma")]
    unsafe fn compiled<const QUERIES: usize>(
        queries: &[f32],
        documents: &[f32],
        dimension: usize,
        scores: &mut [f32],
        stride: usize,
    ) {
        let row = |document: usize| &documents[document * dimension..][..dimension];
        let count = documents.len() / dimension;
        // Two streams of documents come from memory faster than one: 29 GB/s instead of 26 for one query.
        let half = count / 2;
        for first in 0..half {
            // SAFETY: all have `dimension` numbers.
            let sums = unsafe { accumulate::<QUERIES, 2>(queries, [row(first), row(first + half)], dimension) };
            put(&sums[0], first, scores, stride);
            put(&sums[1], first + half, scores, stride);
        }
        if count % 2 == 1 {
            // SAFETY: as above.
            let [sums] = unsafe { accumulate::<QUERIES, 1>(queries, [row(count - 1)], dimension) };
            put(&sums, count - 1, scores, stride);
        }
    }

    /// # Safety
    /// There are `QUERIES` queries and the given documents of `dimension` numbers.
    #[target_feature(enable = "avx512f,avx2,fma")]
    unsafe fn accumulate<const QUERIES: usize, const DOCUMENTS: usize>(
        queries: &[f32],
        documents: [&[f32]; DOCUMENTS],
        dimension: usize,
    ) -> [Sums<QUERIES>; DOCUMENTS] {
        let mut sums = [[[_mm512_setzero_ps(); 2]; QUERIES]; DOCUMENTS];
        for start in (0..dimension).step_by(32) {
            for half in 0..2 {
                let position = start + 16 * half;
                let left = dimension.saturating_sub(position);
                let load = |row: *const f32| {
                    if left >= 16 {
                        // SAFETY: sixteen numbers of the row are left.
                        unsafe { _mm512_loadu_ps(row.wrapping_add(position)) }
                    } else {
                        // SAFETY: the mask covers what is left of the row.
                        unsafe { _mm512_maskz_loadu_ps((1 << left) - 1, row.wrapping_add(position)) }
                    }
                };
                let documents = documents.map(|row| load(row.as_ptr()));
                for query in 0..QUERIES {
                    let query_values = load(queries.as_ptr().wrapping_add(query * dimension));
                    for (sums, &document) in sums.iter_mut().zip(&documents) {
                        sums[query][half] = _mm512_fmadd_ps(query_values, document, sums[query][half]);
                    }
                }
            }
        }
        sums
    }

    /// Adds the 32 sums of each product by halves and writes the scores of a document.
    #[target_feature(enable = "avx512f,avx2,fma")]
    fn put<const QUERIES: usize>(sums: &Sums<QUERIES>, document: usize, scores: &mut [f32], stride: usize) {
        let mut fours = [_mm_setzero_ps(); 4];
        for (four, &[low, high]) in fours.iter_mut().zip(sums) {
            *four = to_four(_mm512_add_ps(low, high));
        }
        let [a, b, c, d] = fours;
        let two = |x, y| _mm_add_ps(_mm_movelh_ps(x, y), _mm_movehl_ps(y, x));
        let (ab, cd) = (two(a, b), two(c, d));
        let total = _mm_add_ps(
            _mm_shuffle_ps::<0b10_00_10_00>(ab, cd),
            _mm_shuffle_ps::<0b11_01_11_01>(ab, cd),
        );
        let mut four = [0f32; 4];
        // SAFETY: the array holds four numbers.
        unsafe { _mm_storeu_ps(four.as_mut_ptr(), total) };
        for (query, score) in four.into_iter().take(QUERIES).enumerate() {
            scores[query * stride + document] = score;
        }
    }

    #[target_feature(enable = "avx512f,avx2,fma")]
    fn to_four(sums: __m512) -> __m128 {
        let high = _mm256_castpd_ps(_mm512_extractf64x4_pd::<1>(_mm512_castps_pd(sums)));
        let eight = _mm256_add_ps(_mm512_castps512_ps256(sums), high);
        _mm_add_ps(_mm256_castps256_ps128(eight), _mm256_extractf128_ps::<1>(eight))
    }
}
