//! The search for the best documents, with few results and with many, beside the bare matrix product of other crates,
//! which store every score: `cargo bench`, one thread. Elements are multiply-adds, so that times 2 they are FLOP.

use std::hint::black_box;
use std::time::Duration;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use mieb_kernels::{Control, Search, SearchOptions, Tier, normalize_rows, paired_cosine};

const QUERIES: usize = 240;
const DOCUMENTS: usize = 10_000;
const DIMENSION: usize = 512;

fn numbers(seed: u32, count: usize) -> Vec<f32> {
    let mut state = seed;
    let step = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state as f32 / 2f32.powi(31) - 1.0
    };
    std::iter::repeat_with(step).take(count).collect()
}

fn search(queries: &[f32], documents: &[f32], k: usize) {
    let options = SearchOptions {
        dimension: DIMENSION,
        k,
        is_normalizing: false,
    };
    let mut search = Search::new(Tier::detect(), queries.to_vec(), options).expect("queries are whole rows");
    search
        .add(documents, &Control::default())
        .expect("documents are finite");
    black_box(search.finish());
}

/// `scores [queries × documents] = queries × documentsᵀ`.
fn with_matrixmultiply(queries: &[f32], documents: &[f32], scores: &mut [f32]) {
    let (row, across) = (DIMENSION as isize, DOCUMENTS as isize);
    let (a, b, c) = (queries.as_ptr(), documents.as_ptr(), scores.as_mut_ptr());
    // SAFETY: the three hold the rows and columns that their strides tell.
    unsafe {
        matrixmultiply::sgemm(
            QUERIES, DIMENSION, DOCUMENTS, 1.0, a, row, 1, b, 1, row, 0.0, c, across, 1,
        )
    };
}

fn with_gemm(queries: &[f32], documents: &[f32], scores: &mut [f32]) {
    let (row, across) = (DIMENSION as isize, DOCUMENTS as isize);
    let (a, b, c) = (queries.as_ptr(), documents.as_ptr(), scores.as_mut_ptr());
    let none = gemm::Parallelism::None;
    // SAFETY: the three hold the rows and columns that their strides tell.
    unsafe {
        gemm::gemm(
            QUERIES, DOCUMENTS, DIMENSION, c, 1, across, false, a, 1, row, b, row, 1, 0.0, 1.0, false, false, false,
            none,
        )
    };
}

fn products(criterion: &mut Criterion) {
    let (queries, documents) = (numbers(1, QUERIES * DIMENSION), numbers(2, DOCUMENTS * DIMENSION));
    let mut scores = vec![0f32; QUERIES * DOCUMENTS];
    let mut group = criterion.benchmark_group(format!("{QUERIES} queries by {DOCUMENTS} documents of {DIMENSION}"));
    group.throughput(Throughput::Elements((QUERIES * DOCUMENTS * DIMENSION) as u64));
    group.bench_function("best 1", |bench| bench.iter(|| search(&queries, &documents, 1)));
    group.bench_function("best 1000", |bench| bench.iter(|| search(&queries, &documents, 1000)));
    group.bench_function("product by matrixmultiply", |bench| {
        bench.iter(|| with_matrixmultiply(&queries, &documents, black_box(&mut scores)));
    });
    group.bench_function("product by gemm", |bench| {
        bench.iter(|| with_gemm(&queries, &documents, black_box(&mut scores)));
    });
    group.finish();
}

fn reading(criterion: &mut Criterion) {
    let documents = numbers(3, 4 * DOCUMENTS * DIMENSION);
    let mut normalized = vec![0f32; documents.len()];
    let mut group = criterion.benchmark_group(format!("{} rows of {DIMENSION}", 4 * DOCUMENTS));
    group.throughput(Throughput::Bytes(4 * documents.len() as u64));
    group.bench_function("best 10 of one query", |bench| {
        bench.iter(|| search(&documents[..DIMENSION], &documents, 10));
    });
    group.bench_function("normalise", |bench| {
        bench.iter(|| normalize_rows(Tier::detect(), &documents, DIMENSION, &mut normalized));
    });
    group.bench_function("paired cosine", |bench| {
        bench.iter(|| paired_cosine(Tier::detect(), &documents, &documents, DIMENSION));
    });
    group.finish();
}

fn short() -> Criterion {
    Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_millis(1500))
}

criterion_group!(name = benches; config = short(); targets = products, reading);
criterion_main!(benches);
