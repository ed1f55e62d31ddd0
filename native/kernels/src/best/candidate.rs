/// A document and its score in one integer: the higher, the better; of equal scores the lower index is better.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(transparent)]
pub(crate) struct Candidate(u64);

impl Candidate {
    pub fn new(score: f32, document: u32) -> Self {
        // Adding 0 makes -0 the 0 it equals. The bits of a positive float ascend with its value, those of a negative one
        // descend.
        let bits = (score + 0.0).to_bits();
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
