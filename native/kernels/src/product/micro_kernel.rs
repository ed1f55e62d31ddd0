use crate::arithmetic::{Arithmetic, Emulated, Fused};
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

#[cfg(target_arch = "x86_64")]
fn avx512(queries: &[f32], documents: &[f32], scores: &mut [f32]) {
    #[target_feature(enable = "avx512f,avx2,fma")]
    fn compiled(queries: &[f32], documents: &[f32], scores: &mut [f32]) {
        multiply::<Fused, 12, 32>(queries, documents, scores);
    }
    // SAFETY: only `MicroKernel::of` hands this function out, for a tier that this processor has.
    unsafe { compiled(queries, documents, scores) }
}

#[cfg(target_arch = "x86_64")]
fn avx2(queries: &[f32], documents: &[f32], scores: &mut [f32]) {
    #[target_feature(enable = "avx2,fma")]
    fn compiled(queries: &[f32], documents: &[f32], scores: &mut [f32]) {
        multiply::<Fused, 6, 16>(queries, documents, scores);
    }
    // SAFETY: only `MicroKernel::of` hands this function out, for a tier that this processor has.
    unsafe { compiled(queries, documents, scores) }
}

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
