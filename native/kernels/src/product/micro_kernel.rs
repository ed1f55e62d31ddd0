#[cfg(target_arch = "x86_64")]
use std::arch::x86_64::{
    _mm256_fmadd_ps, _mm256_loadu_ps, _mm256_set1_ps, _mm256_setzero_ps, _mm256_storeu_ps, _mm512_fmadd_ps,
    _mm512_loadu_ps, _mm512_set1_ps, _mm512_setzero_ps, _mm512_storeu_ps,
};

#[cfg(target_arch = "aarch64")]
use crate::arithmetic::Fused;
use crate::arithmetic::{Arithmetic, Emulated};
use crate::tier::{InstructionSet, Tier};

/// `(queries panel, documents panel, scores [queries × documents])`
type Run = fn(&[f32], &[f32], &mut [f32]);

/// Multiplies one panel of queries with one panel of documents.
pub(crate) struct MicroKernel {
    /// Rows of a panel of queries.
    pub queries: usize,
    /// Rows of a panel of documents.
    pub documents: usize,
    pub run: Run,
}

/// The kernels `$name::<1>` to `$name::<most>`, at the place of their number of queries less one.
macro_rules! by_queries {
    ($name:ident, [$($queries:literal),*]) => {
        const { &[$($name::<$queries> as Run),*] }
    };
}

impl MicroKernel {
    /// Sizes such that the sums fill the registers: 24 of 32 on AVX-512 and NEON, 12 of 16 on AVX2.
    pub fn of(tier: Tier) -> Self {
        Self::with_queries(tier, Self::usual_queries(tier))
    }

    /// The kernel whose panels of queries hold these many rows with the fewest left empty.
    pub fn fitting(tier: Tier, rows: usize) -> Self {
        let most = Self::by_queries(tier).len();
        // Much smaller ones load more than they multiply.
        let least = rows.clamp(1, most.div_ceil(2));
        let fewest_empty = (least..=most)
            .rev()
            .min_by_key(|&queries| rows.next_multiple_of(queries));
        Self::with_queries(tier, fewest_empty.unwrap_or(most))
    }

    fn with_queries(tier: Tier, queries: usize) -> Self {
        Self {
            queries,
            documents: Self::document_rows(tier),
            run: Self::by_queries(tier)[queries - 1],
        }
    }

    fn usual_queries(tier: Tier) -> usize {
        match tier.0 {
            #[cfg(target_arch = "x86_64")]
            InstructionSet::Avx512Vnni | InstructionSet::Avx512 => 12,
            _ => Self::by_queries(tier).len(),
        }
    }

    fn document_rows(tier: Tier) -> usize {
        match tier.0 {
            #[cfg(target_arch = "x86_64")]
            InstructionSet::Avx512Vnni | InstructionSet::Avx512 => 32,
            #[cfg(target_arch = "x86_64")]
            InstructionSet::Avx2 => 16,
            #[cfg(target_arch = "aarch64")]
            InstructionSet::Neon => 16,
            InstructionSet::Scalar => 4,
        }
    }

    fn by_queries(tier: Tier) -> &'static [Run] {
        match tier.0 {
            #[cfg(target_arch = "x86_64")]
            InstructionSet::Avx512Vnni | InstructionSet::Avx512 => {
                by_queries!(avx512, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14])
            }
            #[cfg(target_arch = "x86_64")]
            InstructionSet::Avx2 => by_queries!(avx2, [1, 2, 3, 4, 5, 6]),
            #[cfg(target_arch = "aarch64")]
            InstructionSet::Neon => by_queries!(neon, [1, 2, 3, 4, 5, 6]),
            InstructionSet::Scalar => by_queries!(scalar, [1, 2, 3, 4]),
        }
    }

    /// Memory for the scores of one tile.
    pub fn tile(&self) -> Vec<f32> {
        vec![0.0; self.queries * self.documents]
    }
}

/// A micro kernel of `QUERIES` rows by two registers of `$lanes` documents. Written with intrinsics because the
/// compiler leaves the portable form below in single floats at these sizes.
#[cfg(target_arch = "x86_64")]
macro_rules! vector_kernel {
    ($name:ident, $features:literal, $lanes:literal by 2,
     $zero:ident, $load:ident, $broadcast:ident, $multiply_add:ident, $store:ident) => {
        fn $name<const QUERIES: usize>(queries: &[f32], documents: &[f32], scores: &mut [f32]) {
            #[target_feature(enable = $features)]
            fn compiled<const QUERIES: usize>(queries: &[f32], documents: &[f32], scores: &mut [f32]) {
                let mut sums = [[$zero(); 2]; QUERIES];
                let documents = documents.as_chunks::<{ 2 * $lanes }>().0;
                for (queries, documents) in queries.as_chunks::<QUERIES>().0.iter().zip(documents) {
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
            // SAFETY: only `MicroKernel` hands this function out, for a tier that this processor has.
            unsafe { compiled::<QUERIES>(queries, documents, scores) }
        }
    };
}

#[cfg(target_arch = "x86_64")]
vector_kernel!(avx512, "avx512f", 16 by 2,
    _mm512_setzero_ps, _mm512_loadu_ps, _mm512_set1_ps, _mm512_fmadd_ps, _mm512_storeu_ps);
#[cfg(target_arch = "x86_64")]
vector_kernel!(avx2, "avx2,fma", 8 by 2,
    _mm256_setzero_ps, _mm256_loadu_ps, _mm256_set1_ps, _mm256_fmadd_ps, _mm256_storeu_ps);

#[cfg(target_arch = "aarch64")]
fn neon<const QUERIES: usize>(queries: &[f32], documents: &[f32], scores: &mut [f32]) {
    multiply::<Fused, QUERIES, 16>(queries, documents, scores);
}

fn scalar<const QUERIES: usize>(queries: &[f32], documents: &[f32], scores: &mut [f32]) {
    multiply::<Emulated, QUERIES, 4>(queries, documents, scores);
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

#[cfg(test)]
mod tests {
    use super::MicroKernel;
    use crate::Tier;

    #[test]
    fn panels_fit_the_rows_they_hold() {
        for tier in Tier::available() {
            let most = MicroKernel::by_queries(tier).len();
            for rows in 1..=200 {
                let fitting = MicroKernel::fitting(tier, rows).queries;
                let empty = |queries: usize| rows.next_multiple_of(queries) - rows;
                assert!(rows > most || fitting == rows, "{rows}: {fitting}");
                assert!(
                    (most.div_ceil(2)..=most).all(|other| empty(fitting) <= empty(other)),
                    "{rows}: {fitting}"
                );
            }
        }
    }

    #[test]
    fn kernels_of_all_sizes_multiply() {
        for tier in Tier::available() {
            for queries in 1..=MicroKernel::by_queries(tier).len() {
                let kernel = MicroKernel::with_queries(tier, queries);
                let (positions, documents) = (3, kernel.documents);
                let left: Vec<f32> = (0..positions * queries).map(|i| i as f32).collect();
                let right: Vec<f32> = (0..positions * documents).map(|i| 1.0 + i as f32).collect();
                let mut scores = kernel.tile();
                (kernel.run)(&left, &right, &mut scores);
                for (place, score) in scores.into_iter().enumerate() {
                    let (query, document) = (place / documents, place % documents);
                    let products =
                        (0..positions).map(|at| left[at * queries + query] * right[at * documents + document]);
                    assert_eq!(score, products.sum::<f32>(), "{} {queries}: {place}", tier.name());
                }
            }
        }
    }
}
