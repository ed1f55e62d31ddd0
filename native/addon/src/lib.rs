//! Node's view of `mieb-kernels`: conversions and tasks, no arithmetic. `napi build` writes index.d.ts from it.
//!
//! Errors cross the border as `CODE: message`; `packages/kernels` makes a MiebError of them.

mod border;
mod control;
mod image;
mod image_files;
mod k_means;
mod kernels;
mod logistic;
mod max_sim;
mod search;
