use crate::numbers::{exact_dot, numbers};
use crate::tiers::on_every_tier;
use mieb_kernels::{Control, KernelError, MaxSimOptions, Tier, VectorLists, max_sim};

/// Offsets of rows of these lengths.
fn offsets(lengths: &[u32]) -> Vec<u32> {
    let ends = lengths.iter().scan(0, |end, length| {
        *end += length;
        Some(*end)
    });
    std::iter::once(0).chain(ends).collect()
}

/// In float64, with the bound on the error of each sum.
fn exact(queries: VectorLists, documents: VectorLists, dimension: usize, padded_to: usize) -> Vec<(f64, f64)> {
    let rows = |lists: VectorLists, row: usize| -> Vec<Vec<f32>> {
        let range = lists.offsets[row] as usize * dimension..lists.offsets[row + 1] as usize * dimension;
        lists.values[range]
            .chunks_exact(dimension)
            .map(<[f32]>::to_vec)
            .collect()
    };
    let mut scores = Vec::new();
    for query in 0..queries.offsets.len() - 1 {
        for document in 0..documents.offsets.len() - 1 {
            let mut vectors = rows(documents, document);
            if vectors.len() < padded_to {
                vectors.push(vec![0.0; dimension]);
            }
            let best = rows(queries, query).into_iter().map(|query| {
                let products = vectors.iter().map(|vector| exact_dot(&query, vector));
                products.fold((f64::NEG_INFINITY, 0f64), |best, product| {
                    (best.0.max(product.0), best.1.max(product.1))
                })
            });
            scores.push(best.fold((0.0, 0.0), |sum, best| (sum.0 + best.0, sum.1 + 2.0 * best.1)));
        }
    }
    scores
}

#[test]
fn sums_of_maxima_stay_within_the_rounding_error() {
    let few: &[u32] = &[3, 0, 5];
    let many: &[u32] = &[1, 40, 0, 7, 33, 64];
    on_every_tier(|tier| {
        for (query_lengths, dimension, padded_to) in [(few, 33, 0), (many, 33, 0), (many, 8, 17), (few, 768, 701)] {
            let (query_offsets, document_offsets) = (offsets(query_lengths), offsets(&[5, 1, 300, 17, 16, 700, 2]));
            let queries = numbers(1, query_offsets[query_lengths.len()] as usize * dimension);
            let documents = numbers(2, document_offsets[7] as usize * dimension);
            let (queries, documents) = (
                VectorLists {
                    values: &queries,
                    offsets: &query_offsets,
                },
                VectorLists {
                    values: &documents,
                    offsets: &document_offsets,
                },
            );
            let options = MaxSimOptions { dimension, padded_to };
            let scores = max_sim(tier, queries, documents, options, &Control::default()).unwrap();
            let exact = exact(queries, documents, dimension, padded_to);
            assert_eq!(scores.len(), exact.len());
            for (at, (score, (exact, error))) in scores.iter().zip(exact).enumerate() {
                let error = error + exact.abs() * 1e-7;
                assert!(
                    (f64::from(*score) - exact).abs() <= error,
                    "score {at}: {score}, not {exact}"
                );
            }
        }
    });
}

#[test]
fn padding_counts_for_documents_that_are_shorter() {
    let (queries, documents) = ([1.0f32], [-2.0f32, -3.0, -4.0]);
    let queries = VectorLists {
        values: &queries,
        offsets: &[0, 1],
    };
    let documents = VectorLists {
        values: &documents,
        offsets: &[0, 1, 3],
    };
    let scores = |padded_to| {
        let options = MaxSimOptions {
            dimension: 1,
            padded_to,
        };
        max_sim(Tier::SCALAR, queries, documents, options, &Control::default()).unwrap()
    };
    assert_eq!(scores(0), [-2.0, -3.0]);
    assert_eq!(scores(2), [0.0, -3.0]);
}

#[test]
fn refuses_what_has_no_score() {
    let refusal = |documents: &[f32], offsets: &[u32]| {
        let queries = VectorLists {
            values: &[1.0],
            offsets: &[0, 1],
        };
        let documents = VectorLists {
            values: documents,
            offsets,
        };
        let options = MaxSimOptions {
            dimension: 1,
            padded_to: 0,
        };
        max_sim(Tier::SCALAR, queries, documents, options, &Control::default()).unwrap_err()
    };
    assert_eq!(refusal(&[1.0], &[0, 1, 1]).to_string(), "Document row 1 has no vector.");
    assert_eq!(
        refusal(&[1.0], &[0, 2]).to_string(),
        "Document vectors must have 2 elements, not 1."
    );
    assert_eq!(
        refusal(&[1.0], &[1, 1]).to_string(),
        "Document offsets must ascend from 0."
    );
    assert_eq!(
        refusal(&[1.0, f32::NAN], &[0, 2]).to_string(),
        "Document row 1 holds NaN at position 0."
    );
}

#[test]
fn says_when_a_sum_overflows() {
    let lists = VectorLists {
        values: &[f32::MAX],
        offsets: &[0, 1],
    };
    let options = MaxSimOptions {
        dimension: 1,
        padded_to: 0,
    };
    assert_eq!(
        max_sim(Tier::SCALAR, lists, lists, options, &Control::default()),
        Err(KernelError::Overflow)
    );
}

#[test]
fn stops_when_asked() {
    let control = Control::default();
    control.cancel();
    let lists = VectorLists {
        values: &[1.0],
        offsets: &[0, 1],
    };
    let options = MaxSimOptions {
        dimension: 1,
        padded_to: 0,
    };
    assert_eq!(
        max_sim(Tier::SCALAR, lists, lists, options, &control),
        Err(KernelError::Cancelled)
    );
}
