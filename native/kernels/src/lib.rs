//! The number work of MIEB: Pillow-exact preprocessing, and similarity in float32.
//!
//! Plain slices in, plain values out; every function takes the [`Tier`] it runs on, and all tiers give the same
//! results up to what each function's documentation states. The TypeScript face of these functions, and the oracle
//! they are tested against, is `packages/kernels`.

mod arithmetic;
mod best;
mod control;
mod error;
mod file_rows;
mod finite;
mod image_file;
mod inner_product;
#[cfg(feature = "jpeg")]
mod jpeg;
mod k_means;
mod logistic;
mod max_sim;
mod nearest_rows;
mod normalize_rows;
mod paired;
mod png;
mod precise_products;
mod preprocess;
mod product;
mod resample;
mod screen;
mod similarity_matrix;
mod tier;
mod top_k;
mod vector_lists;
mod zeroed_matrix;

pub use control::Control;
pub use error::{KernelError, Side};
pub use file_rows::FileRows;
pub use image_file::{RgbPixels, decode_file, preprocess_file};
pub use k_means::{KMeans, KMeansOptions, mini_batch_k_means};
pub use logistic::{LogisticFit, LogisticTraining, fit_logistic};
pub use max_sim::{MaxSimOptions, max_sim};
pub use nearest_rows::nearest_rows;
pub use normalize_rows::normalize_rows;
pub use paired::{paired_cosine, paired_dot};
pub use png::Alpha;
pub use precise_products::precise_products;
pub use preprocess::{PreprocessPlan, preprocess};
pub use resample::{Filter, Image, Size, resize};
pub use similarity_matrix::similarity_matrix;
pub use tier::Tier;
pub use top_k::{Search, SearchOptions, TopK};
pub use vector_lists::VectorLists;
