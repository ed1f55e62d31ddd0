#[cfg(target_arch = "x86_64")]
mod avx512;
mod candidate;
mod sift;

pub(crate) use candidate::Candidate;
#[cfg(target_arch = "x86_64")]
pub(crate) use sift::Compressed;
use sift::{GROUP, Look};
pub(crate) use sift::{OneByOne, Sift};

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

    /// These documents with their scores, at most `k`.
    pub fn of(k: usize, documents: impl Iterator<Item = (usize, f32)>) -> Self {
        let candidates = documents.map(|(document, score)| Candidate::new(score, document as u32));
        Self {
            candidates: candidates.collect(),
            ..Self::new(k)
        }
    }

    /// Offers the scores of consecutive documents, which come in ascending order. False, with some of them left out,
    /// if one is not finite.
    #[inline(always)]
    pub fn offer<S: Sift>(&mut self, first_document: usize, scores: &[f32]) -> bool {
        // A tie with the threshold loses: the documents that hold it have lower indices.
        match S::look(scores, self.threshold) {
            Look::Nothing => return true,
            Look::Something => {}
            Look::NotFinite => return false,
        }
        for (group, scores) in scores.chunks(GROUP).enumerate() {
            self.make_room();
            let first_document = first_document + GROUP * group;
            S::append(scores, self.threshold, first_document as u32, &mut self.candidates);
        }
        true
    }

    /// Offers the scores of documents that lie apart, at most [`GROUP`], in ascending order: `first_document` and so
    /// many after it. False, with some of them left out, if one is not finite.
    pub fn offer_listed(&mut self, first_document: usize, offsets: &[u32], scores: &[f32; GROUP]) -> bool {
        self.make_room();
        for (&offset, &score) in offsets.iter().zip(scores) {
            if !score.is_finite() {
                return false;
            }
            if score > self.threshold {
                let document = first_document as u32 + offset;
                self.candidates.push(Candidate::new(score, document));
            }
        }
        true
    }

    /// What scores must exceed to be taken; minus infinity while any is.
    pub fn threshold(&self) -> f32 {
        self.threshold
    }

    /// From now on takes only scores above `floor`.
    pub fn raise_threshold(&mut self, floor: f32) {
        self.threshold = self.threshold.max(floor);
    }

    /// How many of the candidates score higher than this.
    pub fn count_above(&self, score: f32) -> usize {
        self.candidates
            .iter()
            .filter(|candidate| candidate.score() > score)
            .count()
    }

    /// Drops documents from this one on, and the threshold, which they may have set.
    pub fn forget_from(&mut self, document: usize) {
        self.candidates
            .retain(|candidate| (candidate.document() as usize) < document);
        self.threshold = f32::NEG_INFINITY;
    }

    #[inline(always)]
    fn make_room(&mut self) {
        if self.candidates.capacity() - self.candidates.len() < GROUP {
            self.sort_out_or_grow();
        }
    }

    /// Sorts out once there are about twice as many as are kept; until then the room doubles.
    #[cold]
    fn sort_out_or_grow(&mut self) {
        let most = 2 * self.k + GROUP;
        if self.candidates.len() + GROUP > most {
            self.keep_best();
            self.threshold = self.candidates[self.k - 1].score();
        }
        let length = self.candidates.len();
        self.candidates
            .reserve_exact((2 * length).clamp(length + GROUP, most) - length);
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
