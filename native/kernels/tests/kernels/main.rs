mod common;
mod preprocess;
mod similarity;
mod top_k;
