//! Searches in which most documents are passed over by products of whole numbers, or by a guessed threshold, beside
//! sorting all scores: the same documents and the same bits, whatever the numbers are like.

use proptest::prelude::*;
use proptest::sample::select;

use crate::numbers::numbers;
use crate::tiers::on_every_tier;
use mieb_kernels::{Control, KernelError, Search, SearchOptions, Side, Tier, normalize_rows, similarity_matrix};

/// More than are multiplied without packing them.
const QUERIES: usize = 27;

#[derive(Clone, Copy, Debug)]
enum Kind {
    Random,
    /// Near one of three rows.
    Clustered,
    /// Whole numbers and each row many times, so that scores tie with thresholds.
    Duplicates,
    WithZeroRows,
    /// Rows of very different size.
    Scaled,
    /// One number that leaves no bits to the others when rounded.
    OneHuge,
    AllEqual,
}

fn rows(kind: Kind, seed: u32, count: usize, dimension: usize) -> Vec<f32> {
    let mut values = numbers(seed, count * dimension);
    let bases = numbers(9, 3 * dimension);
    for (index, row) in values.chunks_exact_mut(dimension).enumerate() {
        let base = &bases[index % 3 * dimension..][..dimension];
        match kind {
            Kind::Random => {}
            Kind::Clustered => row
                .iter_mut()
                .zip(base)
                .for_each(|(value, base)| *value = base + 1e-3 * *value),
            Kind::Duplicates => {
                let start = index % 7;
                row.iter_mut()
                    .zip(bases.iter().skip(start))
                    .for_each(|(value, base)| *value = (2.0 * base).round());
            }
            Kind::WithZeroRows => row.iter_mut().for_each(|value| *value *= (index % 3) as f32),
            Kind::Scaled => {
                // Queries are not so large that products overflow.
                let most = if seed == 1 { 1e6 } else { 1e30 };
                let size = [1.0f32, 1e-30, 1e30, 1e-14, 1e14, 1e-44][index % 6].min(most);
                row.iter_mut().for_each(|value| *value *= size);
            }
            Kind::OneHuge => row[dimension / 2] = if index % 2 == 0 { 1e4 } else { -300.0 },
            Kind::AllEqual => row.copy_from_slice(&bases[..dimension]),
        }
    }
    values
}

struct Case {
    queries: Vec<f32>,
    documents: Vec<f32>,
    options: SearchOptions,
}

/// Searches documents in pieces of so many rows and compares with all scores sorted.
fn check(tier: Tier, case: &Case, piece: usize) {
    let SearchOptions {
        dimension,
        k,
        is_normalizing,
    } = case.options;
    let (mut search, control) = (
        Search::new(tier, case.queries.clone(), case.options).unwrap(),
        Control::default(),
    );
    for piece in case.documents.chunks(piece * dimension) {
        search.add(piece, &control).unwrap();
    }
    let found = search.finish();
    let prepared = |rows: &[f32]| {
        let mut prepared = rows.to_vec();
        if is_normalizing {
            normalize_rows(tier, rows, dimension, &mut prepared).unwrap();
        }
        prepared
    };
    let matrix = similarity_matrix(tier, &prepared(&case.queries), &prepared(&case.documents), dimension).unwrap();
    assert_eq!(control.done() as usize, matrix.len());
    let count = case.documents.len() / dimension;
    for (query, scores) in matrix.chunks_exact(count).enumerate() {
        let mut order: Vec<u32> = (0..count as u32).collect();
        // Zeros of both signs are in the order of their bits.
        order.sort_by(|&a, &b| scores[b as usize].total_cmp(&scores[a as usize]));
        order.truncate(k);
        let kept = query * found.k..(query + 1) * found.k;
        assert_eq!(found.indices[kept.clone()], order, "{tier:?} query {query}");
        let bits = |scores: &[f32]| -> Vec<u32> { scores.iter().map(|score| score.to_bits()).collect() };
        let wanted: Vec<f32> = order.iter().map(|&document| scores[document as usize]).collect();
        assert_eq!(bits(&found.scores[kept]), bits(&wanted), "{tier:?} query {query}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(96) })]

    #[test]
    fn screened_searches_find_what_sorting_finds(
        kind in select(&[
            Kind::Random,
            Kind::Clustered,
            Kind::Duplicates,
            Kind::WithZeroRows,
            Kind::Scaled,
            Kind::OneHuge,
            Kind::AllEqual,
        ][..]),
        seed: u32,
        dimension in select(&[64, 65, 100, 513][..]),
        k in select(&[1, 4, 30][..]),
        piece in select(&[70, 200][..]),
        is_normalizing: bool,
    ) {
        let options = SearchOptions { dimension, k, is_normalizing };
        let queries = rows(kind, 1, QUERIES, dimension);
        let case = Case { queries, documents: rows(kind, seed, 600, dimension), options };
        for tier in Tier::available() {
            check(tier, &case, piece);
        }
    }
}

#[test]
fn guesses_that_are_too_high_do_no_harm() {
    let (dimension, k, count) = (64, 256, 2100);
    let documents = numbers(2, count * dimension);
    let mut misleading = documents.clone();
    // The sample is of every 32nd document; here these are the best of all.
    for row in misleading.chunks_exact_mut(dimension).step_by(32) {
        row.fill(1.0);
    }
    let mut queries = numbers(1, QUERIES * dimension);
    queries[..5 * dimension].fill(0.5);
    let all_equal = rows(Kind::AllEqual, 1, count, dimension);
    on_every_tier(|tier| {
        for documents in [&documents, &misleading, &all_equal] {
            for (pieces, is_normalizing) in [(1, true), (2, false)] {
                let case = Case {
                    queries: queries.clone(),
                    documents: documents.repeat(pieces),
                    options: SearchOptions {
                        dimension,
                        k,
                        is_normalizing,
                    },
                };
                check(tier, &case, count);
            }
        }
    });
}

#[test]
fn names_rows_that_are_not_finite_after_others() {
    let (dimension, control) = (64, Control::default());
    let queries = numbers(1, QUERIES * dimension);
    for (value, wanted) in [
        (f32::NAN, None),
        (f32::INFINITY, None),
        (f32::MAX, Some(KernelError::Overflow)),
    ] {
        on_every_tier(|tier| {
            let options = SearchOptions {
                dimension,
                k: 3,
                is_normalizing: false,
            };
            let mut search = Search::new(tier, queries.clone(), options).unwrap();
            search.add(&numbers(2, 300 * dimension), &control).unwrap();
            let mut documents = numbers(3, 300 * dimension);
            documents[77 * dimension..78 * dimension].fill(value);
            let error = search.add(&documents, &control).unwrap_err();
            match &wanted {
                Some(wanted) => assert_eq!(&error, wanted),
                None => assert!(
                    matches!(
                        error,
                        KernelError::NonFinite {
                            side: Side::Document,
                            row: 77,
                            position: 0,
                            ..
                        }
                    ),
                    "{error:?}"
                ),
            }
        });
    }
}
