use crate::error::{KernelError, Side, check_length, row_count};
use crate::finite::check_finite;

/// Rows of several vectors each: row `i` is the vectors `offsets[i]` to `offsets[i + 1]`.
#[derive(Clone, Copy, Debug)]
pub struct VectorLists<'a> {
    pub values: &'a [f32],
    /// One more than there are rows, ascending from 0.
    pub offsets: &'a [u32],
}

impl VectorLists<'_> {
    /// Refuses offsets that do not fit the vectors and vectors that are not finite.
    pub(crate) fn check(&self, side: Side, dimension: usize) -> Result<(), KernelError> {
        let vector_count = row_count(self.values, dimension)?;
        let ascends = self.offsets.first() == Some(&0) && self.offsets.is_sorted();
        if !ascends {
            let message = format!("{side:?} offsets must ascend from 0.");
            return Err(KernelError::InvalidArgument(message));
        }
        check_length(&format!("{side:?} vectors"), vector_count, self.vector_count())?;
        check_finite(side, self.values, dimension)
    }

    pub(crate) fn row_count(&self) -> usize {
        self.offsets.len() - 1
    }

    pub(crate) fn vector_count(&self) -> usize {
        self.offsets.last().map_or(0, |&last| last as usize)
    }
}
