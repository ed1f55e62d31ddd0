mod max_sim;
mod numbers;
mod preprocess;
mod properties;
mod similarity;
mod tiers;
mod top_k;
