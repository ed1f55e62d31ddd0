//! Drawn shapes beside float64 references, every tier beside scalar. Slices begin anywhere in their buffer, so that none
//! of them is aligned but by chance. Whole numbers are exact in float32, so that ties are ties on every tier.

use proptest::prelude::*;
use proptest::sample::select;

use crate::numbers::{exact_dot, numbers};
use mieb_kernels::{
    Control, MaxSimOptions, Search, SearchOptions, Tier, VectorLists, max_sim, nearest_rows, normalize_rows,
    paired_cosine, similarity_matrix,
};

const EPSILON: f64 = 1.0 / (1 << 24) as f64;

/// Fewer and smaller under miri, which takes a thousand times as long.
const IS_SLOW: bool = cfg!(miri);

fn config() -> ProptestConfig {
    ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(if IS_SLOW { 4 } else { 64 })
    }
}

fn dimension() -> impl Strategy<Value = usize> {
    select(if IS_SLOW {
        &[1, 7, 9, 33][..]
    } else {
        &crate::numbers::DIMENSIONS[..]
    })
}

fn count() -> impl Strategy<Value = usize> {
    select(if IS_SLOW {
        &[0, 1, 7, 9][..]
    } else {
        &[0, 1, 7, 8, 9, 31, 33, 67, 130][..]
    })
}

/// Rows that begin `offset` numbers into their buffer.
#[derive(Clone, Debug)]
struct Rows {
    buffer: Vec<f32>,
    offset: usize,
    dimension: usize,
}

impl Rows {
    fn new(seed: u32, count: usize, dimension: usize, of: impl Fn(f32) -> f32) -> Self {
        let offset = seed as usize % 5;
        let buffer = numbers(seed, offset + count * dimension).into_iter().map(of).collect();
        Self {
            buffer,
            offset,
            dimension,
        }
    }

    /// Between -1 and 1, one row in four zero.
    fn fractions(seed: u32, count: usize, dimension: usize) -> Self {
        let mut rows = Self::new(seed, count, dimension, |number| number);
        let offset = rows.offset;
        let every_fourth = rows.buffer[offset..].chunks_exact_mut(dimension).skip(3).step_by(4);
        every_fourth.for_each(|row| row.fill(0.0));
        rows
    }

    /// Whole numbers from -3 to 3.
    fn whole(seed: u32, count: usize, dimension: usize) -> Self {
        Self::new(seed, count, dimension, |number| (3.0 * number).round())
    }

    fn values(&self) -> &[f32] {
        &self.buffer[self.offset..]
    }

    fn iter(&self) -> impl Iterator<Item = &[f32]> {
        self.values().chunks_exact(self.dimension)
    }
}

fn norm(row: &[f32]) -> f64 {
    exact_dot(row, row).0.sqrt().max(1e-12)
}

/// Whether two results agree within some units of float32 at that size.
fn agree(got: f32, wanted: f64, units: usize, size: f64) -> bool {
    (f64::from(got) - wanted).abs() <= units as f64 * EPSILON * size + 1e-37
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn normalised_rows_have_the_exact_quotients(seed: u32, count in count(), dimension in dimension()) {
        let rows = Rows::fractions(seed, count, dimension);
        let normalized = |tier| {
            let mut output = vec![7.0; count * dimension];
            normalize_rows(tier, rows.values(), dimension, &mut output).unwrap();
            output
        };
        let scalar = normalized(Tier::SCALAR);
        for tier in Tier::available() {
            let output = normalized(tier);
            for (at, (row, output)) in rows.iter().zip(output.chunks_exact(dimension)).enumerate() {
                for (position, (&value, &got)) in row.iter().zip(output).enumerate() {
                    let wanted = f64::from(value) / norm(row);
                    prop_assert!(agree(got, wanted, dimension / 32 + 8, wanted.abs()), "{tier:?} {at} {position}");
                    let scalar = f64::from(scalar[at * dimension + position]);
                    prop_assert!(agree(got, scalar, 4, scalar.abs()), "{tier:?} {at} {position}");
                }
            }
        }
    }

    #[test]
    fn cosines_are_within_the_rounding_error(seed: u32, count in count(), dimension in dimension()) {
        let (a, b) = (Rows::fractions(seed, count, dimension), Rows::fractions(seed ^ 77, count, dimension));
        let scalar = paired_cosine(Tier::SCALAR, a.values(), b.values(), dimension).unwrap();
        for tier in Tier::available() {
            let cosines = paired_cosine(tier, a.values(), b.values(), dimension).unwrap();
            prop_assert_eq!(cosines.len(), count);
            for (at, (a, b)) in a.iter().zip(b.iter()).enumerate() {
                let (norms, (dot, _)) = (norm(a) * norm(b), exact_dot(a, b));
                let size = a.iter().zip(b).map(|(x, y)| f64::from(x * y).abs()).sum::<f64>() / norms;
                prop_assert!(agree(cosines[at], dot / norms, 3 * dimension / 32 + 24, size), "{tier:?} pair {at}");
                prop_assert!(agree(cosines[at], scalar[at].into(), 8, size), "{tier:?} pair {at}");
            }
        }
    }

    #[test]
    fn matrices_hold_the_exact_products(seed: u32, rows in count(), columns in count(), dimension in dimension()) {
        let (a, b) = (Rows::fractions(seed, rows, dimension), Rows::fractions(seed ^ 77, columns, dimension));
        let scalar = similarity_matrix(Tier::SCALAR, a.values(), b.values(), dimension).unwrap();
        for tier in Tier::available() {
            let matrix = similarity_matrix(tier, a.values(), b.values(), dimension).unwrap();
            prop_assert_eq!(matrix.len(), rows * columns);
            for (i, a) in a.iter().enumerate() {
                for (j, b) in b.iter().enumerate() {
                    let (exact, error) = exact_dot(a, b);
                    let got = matrix[i * columns + j];
                    prop_assert!((f64::from(got) - exact).abs() <= error, "{tier:?} {i} {j}: {got}, not {exact}");
                    let between_tiers = (got - scalar[i * columns + j]).abs();
                    prop_assert!(f64::from(between_tiers) <= 0.1 * error, "{tier:?} {i} {j}: {between_tiers}");
                }
            }
        }
    }

    #[test]
    fn the_best_are_those_of_a_stable_sort(
        seed: u32,
        shape in (count(), count(), dimension()),
        copies in 1..4usize,
        k in select(&[1, 2, 7, 33, 1000][..]),
        is_k_all: bool,
    ) {
        let (queries, distinct, dimension) = shape;
        let query_rows = Rows::whole(seed, queries, dimension);
        let documents = Rows::whole(seed ^ 77, distinct, dimension).values().repeat(copies);
        let n = distinct * copies;
        let k = if is_k_all { n.max(1) } else { k };
        for tier in Tier::available() {
            let options = SearchOptions { dimension, k, is_normalizing: false };
            let mut search = Search::new(tier, query_rows.values().to_vec(), options).unwrap();
            for piece in documents.chunks(dimension * n.div_ceil(2).max(1)) {
                search.add(piece, &Control::default()).unwrap();
            }
            let found = search.finish();
            let kept = k.min(n);
            prop_assert_eq!((found.k, found.indices.len(), found.scores.len()), (kept, queries * kept, queries * kept));
            for (at, query) in query_rows.iter().enumerate() {
                let exact: Vec<f64> = documents.chunks_exact(dimension).map(|row| exact_dot(query, row).0).collect();
                let mut order: Vec<u32> = (0..n as u32).collect();
                order.sort_by(|&a, &b| exact[b as usize].partial_cmp(&exact[a as usize]).unwrap());
                order.truncate(kept);
                prop_assert_eq!(&found.indices[at * kept..][..kept], &order[..], "{:?} query {}", tier, at);
                for (&index, &score) in order.iter().zip(&found.scores[at * kept..]) {
                    prop_assert_eq!(f64::from(score), exact[index as usize], "{:?} query {}", tier, at);
                }
            }
        }
    }

    #[test]
    fn late_interaction_is_the_exact_sum_of_maxima(
        seed: u32,
        dimension in dimension(),
        query_lengths in prop::collection::vec(0..12usize, 0..6),
        document_lengths in prop::collection::vec(1..if IS_SLOW { 5 } else { 80usize }, 0..9),
        padded_to in select(&[0, 3, 40][..]),
    ) {
        let offsets = |lengths: &[usize]| -> Vec<u32> {
            (0..=lengths.len()).map(|end| lengths[..end].iter().sum::<usize>() as u32).collect()
        };
        let (of_queries, of_documents) = (offsets(&query_lengths), offsets(&document_lengths));
        let queries = Rows::whole(seed, query_lengths.iter().sum(), dimension);
        let documents = Rows::whole(seed ^ 77, document_lengths.iter().sum(), dimension);
        let list = |rows: &Rows, offsets: &[u32], row: usize| -> Vec<Vec<f32>> {
            let range = offsets[row] as usize..offsets[row + 1] as usize;
            rows.iter().skip(range.start).take(range.len()).map(<[f32]>::to_vec).collect()
        };
        for tier in Tier::available() {
            let scores = max_sim(
                tier,
                VectorLists { values: queries.values(), offsets: &of_queries },
                VectorLists { values: documents.values(), offsets: &of_documents },
                MaxSimOptions { dimension, padded_to },
                &Control::default(),
            )
            .unwrap();
            prop_assert_eq!(scores.len(), query_lengths.len() * document_lengths.len());
            for (at, score) in scores.iter().enumerate() {
                let (query, document) = (at / document_lengths.len(), at % document_lengths.len());
                let vectors = list(&documents, &of_documents, document);
                let floor = if vectors.len() < padded_to { 0.0 } else { f64::NEG_INFINITY };
                let maximum = |query: &Vec<f32>| {
                    vectors.iter().map(|vector| exact_dot(query, vector).0).fold(floor, f64::max)
                };
                let exact: f64 = list(&queries, &of_queries, query).iter().map(maximum).sum();
                prop_assert_eq!(f64::from(*score), exact, "{:?} query {} document {}", tier, query, document);
            }
        }
    }

    #[test]
    fn the_nearest_is_the_first_of_the_nearest(
        seed: u32,
        points in count(),
        centres in count().prop_filter("a centre", |&count| count > 0),
        dimension in dimension(),
    ) {
        let (points, centres) = (Rows::whole(seed, points, dimension), Rows::whole(seed ^ 77, centres, dimension));
        let distance = |a: &[f32], b: &[f32]| -> f64 { a.iter().zip(b).map(|(x, y)| f64::from(x - y).powi(2)).sum() };
        let wanted: Vec<u32> = points
            .iter()
            .map(|point| {
                let distances: Vec<f64> = centres.iter().map(|centre| distance(point, centre)).collect();
                let least = distances.iter().copied().fold(f64::INFINITY, f64::min);
                distances.iter().position(|&distance| distance == least).unwrap() as u32
            })
            .collect();
        for tier in Tier::available() {
            let nearest = nearest_rows(tier, points.values(), centres.values(), dimension).unwrap();
            prop_assert_eq!(&nearest, &wanted, "{:?}", tier);
        }
    }
}
