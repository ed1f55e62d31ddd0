#[cfg(target_arch = "x86_64")]
use super::avx512;
use super::candidate::Candidate;

/// Scores that are looked at together.
pub(crate) const GROUP: usize = 16;

/// What a look at some scores tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Look {
    /// All are finite and at most the threshold.
    Nothing,
    /// All are finite.
    Something,
    NotFinite,
}

/// How candidates are taken from scores.
pub(crate) trait Sift {
    fn look(scores: &[f32], threshold: f32) -> Look;

    /// Appends the scores above the threshold, at most [`GROUP`], to `candidates`, which has room for as many.
    fn append(scores: &[f32], threshold: f32, first_document: u32, candidates: &mut Vec<Candidate>);
}

/// In any instruction set, one candidate after the other.
pub(crate) struct OneByOne;

impl Sift for OneByOne {
    #[inline(always)]
    fn look(scores: &[f32], threshold: f32) -> Look {
        // NaN is not at most anything.
        let is_passed_over = |score: f32| score <= threshold && score != f32::NEG_INFINITY;
        if scores.iter().fold(true, |all, &score| all & is_passed_over(score)) {
            Look::Nothing
        } else if scores.iter().fold(true, |all, score| all & score.is_finite()) {
            Look::Something
        } else {
            Look::NotFinite
        }
    }

    #[inline(always)]
    fn append(scores: &[f32], threshold: f32, first_document: u32, candidates: &mut Vec<Candidate>) {
        let mut above = 0u32;
        for (offset, &score) in scores.iter().enumerate() {
            above |= u32::from(score > threshold) << offset;
        }
        while above != 0 {
            let offset = above.trailing_zeros();
            above &= above - 1;
            candidates.push(Candidate::new(scores[offset as usize], first_document + offset));
        }
    }
}

/// Sixteen scores at once, without a branch that depends on them.
#[cfg(target_arch = "x86_64")]
pub(crate) struct Compressed;

#[cfg(target_arch = "x86_64")]
impl Sift for Compressed {
    #[inline(always)]
    fn look(scores: &[f32], threshold: f32) -> Look {
        // SAFETY: only called from code compiled for AVX-512.
        unsafe { avx512::look(scores, threshold) }
    }

    #[inline(always)]
    fn append(scores: &[f32], threshold: f32, first_document: u32, candidates: &mut Vec<Candidate>) {
        // SAFETY: as above.
        unsafe { avx512::append(scores, threshold, first_document, candidates) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tier::Tier;

    #[test]
    #[cfg(target_arch = "x86_64")]
    fn both_ways_take_the_same() {
        if !Tier::detect().has_avx512() {
            return;
        }
        let scores = [
            3.0, -1.0, 0.0, -0.0, 2.5, -7.5, 1e-40, 3e38, -3e38, 0.5, 0.25, 0.125, -0.5, 9.0, 8.0, 7.0,
        ];
        for length in 0..=GROUP {
            for threshold in [f32::NEG_INFINITY, -1.0, 0.0, 0.2, 3.0, f32::MAX] {
                for first_document in [0, 5, u32::MAX - 16] {
                    let [mut one_by_one, mut compressed] = [1, 2].map(|_| Vec::with_capacity(GROUP));
                    OneByOne::append(&scores[..length], threshold, first_document, &mut one_by_one);
                    Compressed::append(&scores[..length], threshold, first_document, &mut compressed);
                    assert!(one_by_one == compressed, "{length} scores, threshold {threshold}");
                }
                for odd in [0.0, f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
                    let mut scores = scores.repeat(3);
                    scores[33] = odd;
                    let [one_by_one, compressed] = [OneByOne::look, Compressed::look].map(|look| {
                        [
                            look(&scores[..length], threshold),
                            look(&scores[..32 + length], threshold),
                        ]
                    });
                    assert_eq!(one_by_one, compressed, "{length} scores, threshold {threshold}");
                }
            }
        }
    }
}
