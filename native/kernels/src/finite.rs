use rayon::prelude::*;

use crate::error::{KernelError, Side};

/// Numbers that a thread looks through at a time.
const SHARE: usize = 1 << 16;

/// Refuses rows that hold a NaN or an infinity, naming the first.
pub(crate) fn check_finite(side: Side, rows: &[f32], dimension: usize) -> Result<(), KernelError> {
    let shares = rows.par_chunks(SHARE).enumerate();
    let Some(index) = shares
        .filter_map(|(share, values)| Some(share * SHARE + first_non_finite(values)?))
        .min()
    else {
        return Ok(());
    };
    Err(KernelError::NonFinite {
        side,
        row: index / dimension,
        position: index % dimension,
        value: rows[index],
    })
}

fn first_non_finite(values: &[f32]) -> Option<usize> {
    // A sum of zeros unless one of them is not finite; the compiler vectorises it.
    let mut sums = [0f32; 32];
    let (blocks, rest) = values.as_chunks::<32>();
    for block in blocks {
        for (sum, value) in sums.iter_mut().zip(block) {
            *sum += value * 0.0;
        }
    }
    if sums.iter().chain(rest).all(|sum| sum.is_finite()) {
        return None;
    }
    values.iter().position(|value| !value.is_finite())
}
