use std::sync::Arc;

use mieb_kernels::Control;
use napi_derive::napi;

/// Shared with running work: stops it, and tells how far it is.
#[napi]
#[derive(Default)]
pub struct NativeControl {
    pub(crate) shared: Arc<Control>,
}

#[napi]
impl NativeControl {
    #[napi(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    #[napi]
    pub fn cancel(&self) {
        self.shared.cancel();
    }

    /// Units of work done so far.
    #[napi]
    pub fn done(&self) -> f64 {
        self.shared.done() as f64
    }
}
