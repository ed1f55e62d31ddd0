use bytemuck::{Zeroable, allocation::try_zeroed_vec};

use crate::error::KernelError;

/// `rows × columns` zeros, as pages that take memory once they are written; more than there can be is an error, where
/// `vec!` would end the process.
pub(crate) fn zeroed_matrix<T: Zeroable>(rows: usize, columns: usize) -> Result<Vec<T>, KernelError> {
    rows.checked_mul(columns)
        .and_then(|length| try_zeroed_vec(length).ok())
        .ok_or_else(|| KernelError::InvalidArgument(format!("There is no memory for {rows} × {columns} numbers.")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_than_there_can_be_is_an_error() {
        for rows in [1 << 50, usize::MAX] {
            let result = zeroed_matrix::<f64>(rows, 1 << 10);
            assert!(matches!(result, Err(KernelError::InvalidArgument(_))), "{rows}");
        }
        assert_eq!(zeroed_matrix::<f32>(2, 3), Ok(vec![0.0; 6]));
    }
}
