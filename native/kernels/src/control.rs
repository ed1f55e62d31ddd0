use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use crate::error::KernelError;

/// What the caller of long work shares with it: a request to stop, and how much is done.
#[derive(Default)]
pub struct Control {
    cancelled: AtomicBool,
    done: AtomicU64,
}

impl Control {
    /// Ends the work with [`KernelError::Cancelled`] at its next look, a few milliseconds later at most.
    pub fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }

    /// Units of work done so far; each function says what it counts.
    pub fn done(&self) -> u64 {
        self.done.load(Ordering::Relaxed)
    }

    pub(crate) fn check(&self) -> Result<(), KernelError> {
        if self.cancelled.load(Ordering::Relaxed) {
            return Err(KernelError::Cancelled);
        }
        Ok(())
    }

    pub(crate) fn add_done(&self, units: usize) {
        self.done.fetch_add(units as u64, Ordering::Relaxed);
    }
}
