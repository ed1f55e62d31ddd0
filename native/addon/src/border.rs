use std::panic::{AssertUnwindSafe, catch_unwind};

use mieb_kernels::KernelError;
use napi::bindgen_prelude::{Error, Result};

/// Runs a kernel so that neither its error nor a panic leaves Rust other than as `CODE: message`.
pub fn guarded<T>(kernel: impl FnOnce() -> std::result::Result<T, KernelError>) -> Result<T> {
    match catch_unwind(AssertUnwindSafe(kernel)) {
        Ok(result) => result.map_err(|error| coded(error.code(), &error.to_string())),
        Err(panic) => {
            let message = panic.downcast_ref::<String>().map(String::as_str);
            let message = message.or(panic.downcast_ref::<&str>().copied());
            Err(coded("INTERNAL", message.unwrap_or("a native kernel panicked")))
        }
    }
}

pub fn invalid(message: &str) -> Error {
    coded("KERNEL_INVALID_ARGUMENT", message)
}

fn coded(code: &str, message: &str) -> Error {
    Error::from_reason(format!("{code}: {message}"))
}
