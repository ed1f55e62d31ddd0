use std::fmt;

/// Which argument a row belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Query,
    Document,
    Point,
    Training,
}

/// What a kernel refuses.
#[derive(Clone, Debug, PartialEq)]
pub enum KernelError {
    /// Lengths, sizes or a dimension that do not fit each other.
    InvalidArgument(String),
    /// A number in a row is NaN or infinite.
    NonFinite {
        side: Side,
        row: usize,
        position: usize,
        value: f32,
    },
    /// Finite rows whose inner product is not finite.
    Overflow,
    /// The caller asked to stop.
    Cancelled,
}

impl KernelError {
    /// The same of a document that has so many rows before those that were looked at.
    pub(crate) fn after_rows(self, before: usize) -> Self {
        match self {
            Self::NonFinite {
                side: Side::Document,
                row,
                position,
                value,
            } => Self::NonFinite {
                side: Side::Document,
                row: row + before,
                position,
                value,
            },
            other => other,
        }
    }

    /// The code that reaches TypeScript, from `packages/core/src/errors.ts`.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Cancelled => "ABORTED",
            _ => "KERNEL_INVALID_ARGUMENT",
        }
    }
}

impl fmt::Display for KernelError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InvalidArgument(message) => formatter.write_str(message),
            Self::NonFinite {
                side,
                row,
                position,
                value,
            } => {
                write!(
                    formatter,
                    "{side:?} row {row} holds {} at position {position}.",
                    in_javascript(*value)
                )
            }
            Self::Overflow => formatter.write_str("An inner product of two rows overflows float32."),
            Self::Cancelled => formatter.write_str("The work of a kernel was stopped."),
        }
    }
}

impl std::error::Error for KernelError {}

fn in_javascript(value: f32) -> &'static str {
    if value.is_nan() {
        "NaN"
    } else if value > 0.0 {
        "Infinity"
    } else {
        "-Infinity"
    }
}

/// Checks that `values` holds whole rows of `dimension` numbers and returns how many.
pub(crate) fn row_count(values: &[f32], dimension: usize) -> Result<usize, KernelError> {
    if dimension > 0 && values.len().is_multiple_of(dimension) {
        return Ok(values.len() / dimension);
    }
    let length = values.len();
    Err(KernelError::InvalidArgument(format!(
        "Expected whole rows of dimension {dimension}, not {length} numbers."
    )))
}

/// Checks a buffer's length.
pub(crate) fn check_length(what: &str, length: usize, expected: usize) -> Result<(), KernelError> {
    if length == expected {
        return Ok(());
    }
    Err(KernelError::InvalidArgument(format!(
        "{what} must have {expected} elements, not {length}."
    )))
}
