#[cfg(target_arch = "x86_64")]
use std::arch::x86_64::{
    _mm256_fmadd_ps, _mm256_loadu_ps, _mm256_set1_ps, _mm256_setzero_ps, _mm256_storeu_ps, _mm512_fmadd_ps,
    _mm512_loadu_ps, _mm512_set1_ps, _mm512_setzero_ps, _mm512_storeu_ps,
};

#[cfg(target_arch = "aarch64")]
use crate::arithmetic::Fused;
use crate::arithmetic::{Arithmetic, Emulated};
use crate::tier::{InstructionSet, Tier};

/// Multiplies one panel of queries with one panel of documents.
pub(crate) struct MicroKernel {
    /// Rows of a panel of queries.
    pub queries: usize,
    /// Rows of a panel of documents.
    pub documents: usize,
    /// `(queries panel, documents panel, scores [queries × documents])`
    pub run: fn(&[f32], &[f32], &mut [f32]),
}

impl MicroKernel {
    /// Sizes such that the sums fill the registers: 24 of 32 on AVX-512 and NEON, 12 of 16 on AVX2.
    pub fn of(tier: Tier) -> Self {
        match tier.0 {
            #[cfg(target_arch = "x86_64")]
            InstructionSet::Avx512 => Self {
                queries: 12,
                documents: 32,
                run: avx512,
            },
            #[cfg(target_arch = "x86_64")]
            InstructionSet::Avx2 => Self {
                queries: 6,
                documents: 16,
                run: avx2,
            },
            #[cfg(target_arch = "aarch64")]
            InstructionSet::Neon => Self {
                queries: 6,
                documents: 16,
                run: multiply::<Fused, 6, 16>,
            },
            InstructionSet::Scalar => Self {
                queries: 4,
                documents: 4,
                run: multiply::<Emulated, 4, 4>,
            },
        }
    }
}

impl MicroKernel {
    /// Memory for the scores of one tile.
    pub fn tile(&self) -> Vec<f32> {
        vec![0.0; self.queries * self.documents]
    }
}

/// A micro kernel of `$queries` rows by two registers of `$lanes` documents. Written with intrinsics because the
/// compiler leaves the portable form below in single floats at these sizes.
#[cfg(target_arch = "x86_64")]
macro_rules! vector_kernel {
    ($name:ident, $features:literal, $queries:literal by $lanes:literal by 2,
     $zero:ident, $load:ident, $broadcast:ident, $multiply_add:ident, $store:ident) => {
        fn $name(queries: &[f32], documents: &[f32], scores: &mut [f32]) {
            #[target_feature(enable = $features)]
            fn compiled(queries: &[f32], documents: &[f32], scores: &mut [f32]) {
                let mut sums = [[$zero(); 2]; $queries];
                let documents = documents.as_chunks::<{ 2 * $lanes }>().0;
                for (queries, documents) in queries.as_chunks::<$queries>().0.iter().zip(documents) {
                    let (low, high) = documents.split_at($lanes);
                    // SAFETY: both halves hold as many numbers as a register.
                    let (low, high) = unsafe { ($load(low.as_ptr()), $load(high.as_ptr())) };
                    for (sums, &query) in sums.iter_mut().zip(queries) {
                        let query = $broadcast(query);
                        sums[0] = $multiply_add(query, low, sums[0]);
                        sums[1] = $multiply_add(query, high, sums[1]);
                    }
                }
                let scores = scores.as_chunks_mut::<$lanes>().0;
                for (scores, sums) in scores.iter_mut().zip(sums.as_flattened()) {
                    // SAFETY: the array holds as many numbers as a register.
                    unsafe { $store(scores.as_mut_ptr(), *sums) };
                }
            }
            // SAFETY: only `MicroKernel::of` hands this function out, for a tier that this processor has.
            unsafe { compiled(queries, documents, scores) }
        }
    };
}

#[cfg(target_arch = "x86_64")]
vector_kernel!(avx512, "avx512f", 12 by 16 by 2,
    _mm512_setzero_ps, _mm512_loadu_ps, _mm512_set1_ps, _mm512_fmadd_ps, _mm512_storeu_ps);
#[cfg(target_arch = "x86_64")]
vector_kernel!(avx2, "avx2,fma", 6 by 8 by 2,
    _mm256_setzero_ps, _mm256_loadu_ps, _mm256_set1_ps, _mm256_fmadd_ps, _mm256_storeu_ps);

#[inline(always)]
fn multiply<A: Arithmetic, const QUERIES: usize, const DOCUMENTS: usize>(
    queries: &[f32],
    documents: &[f32],
    scores: &mut [f32],
) {
    let mut sums = [[0f32; DOCUMENTS]; QUERIES];
    let positions = queries
        .as_chunks::<QUERIES>()
        .0
        .iter()
        .zip(documents.as_chunks::<DOCUMENTS>().0);
    for (queries, documents) in positions {
        for (sums, &query) in sums.iter_mut().zip(queries) {
            for (sum, &document) in sums.iter_mut().zip(documents) {
                *sum = A::multiply_add(query, document, *sum);
            }
        }
    }
    scores.copy_from_slice(sums.as_flattened());
}
