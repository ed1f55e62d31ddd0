mod max_sim;
mod numbers;
mod preprocess;
mod properties;
mod screening;
mod similarity;
mod tiers;
mod top_k;
