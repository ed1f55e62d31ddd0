/// A document and its score in one integer: the higher, the better; of equal scores the lower index is better.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Candidate(u64);

impl Candidate {
    pub fn new(score: f32, document: u32) -> Self {
        // The bits of a positive float ascend with its value, those of a negative one descend.
        let bits = score.to_bits();
        let ascending = if bits >> 31 == 0 { bits | 1 << 31 } else { !bits };
        Self(u64::from(ascending) << 32 | u64::from(!document))
    }

    pub fn score(self) -> f32 {
        let ascending = (self.0 >> 32) as u32;
        f32::from_bits(if ascending >> 31 == 1 {
            ascending & !(1 << 31)
        } else {
            !ascending
        })
    }

    pub fn document(self) -> u32 {
        !(self.0 as u32)
    }
}

/// Scores compared with the threshold at a time.
const GROUP: usize = 16;

/// A bit for each score above the threshold, the lowest for the first.
#[inline(always)]
fn above(scores: &[f32], threshold: f32) -> u32 {
    if let Ok(scores) = <&[f32; GROUP]>::try_from(scores) {
        return (0..GROUP).fold(0, |bits, i| bits | u32::from(scores[i] > threshold) << i);
    }
    (0..scores.len()).fold(0, |bits, i| bits | u32::from(scores[i] > threshold) << i)
}

/// The best `k` of the candidates seen so far, and up to `k` more that wait to be sorted out.
pub(crate) struct Best {
    candidates: Vec<Candidate>,
    k: usize,
    threshold: f32,
}

impl Best {
    pub fn new(k: usize) -> Self {
        Self {
            candidates: Vec::new(),
            k,
            threshold: f32::NEG_INFINITY,
        }
    }

    /// Offers the scores of consecutive documents, which come in ascending order. False, with some of them left out,
    /// if one is not finite.
    #[inline(always)]
    pub fn offer(&mut self, first_document: usize, scores: &[f32]) -> bool {
        // A tie with the threshold loses: the documents that hold it have lower indices. NaN is not at most anything.
        let threshold = self.threshold;
        let is_passed_over = |score: f32| score <= threshold && score != f32::NEG_INFINITY;
        if scores.iter().fold(true, |all, &score| all & is_passed_over(score)) {
            return true;
        }
        self.offer_each(first_document, scores)
    }

    #[inline(always)]
    fn offer_each(&mut self, first_document: usize, scores: &[f32]) -> bool {
        if !scores.iter().fold(true, |all, score| all & score.is_finite()) {
            return false;
        }
        for (group, scores) in scores.chunks(GROUP).enumerate() {
            let mut above = above(scores, self.threshold);
            while above != 0 {
                let offset = above.trailing_zeros() as usize;
                above &= above - 1;
                let document = first_document + GROUP * group + offset;
                self.push(Candidate::new(scores[offset], document as u32));
            }
        }
        true
    }

    /// A candidate that is not above the threshold, which may have risen since it was looked at, does no harm.
    fn push(&mut self, candidate: Candidate) {
        self.candidates.push(candidate);
        if self.candidates.len() == 2 * self.k {
            self.keep_best();
            self.threshold = self.candidates[self.k - 1].score();
        }
    }

    /// Drops all but the best `k`, the worst of which is then the last.
    fn keep_best(&mut self) {
        if self.candidates.len() > self.k {
            self.candidates.select_nth_unstable_by(self.k - 1, |a, b| b.cmp(a));
            self.candidates.truncate(self.k);
        }
    }

    /// Takes in the candidates of other documents.
    pub fn merge(&mut self, other: Best) {
        self.candidates.extend(other.candidates);
        self.keep_best();
    }

    /// The best `k`, best first.
    pub fn into_sorted(mut self) -> Vec<Candidate> {
        self.keep_best();
        self.candidates.sort_unstable_by(|a, b| b.cmp(a));
        self.candidates
    }
}
