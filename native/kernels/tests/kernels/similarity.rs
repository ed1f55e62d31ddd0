use crate::numbers::{DIMENSIONS, exact_dot, numbers};
use crate::tiers::on_every_tier;
use mieb_kernels::{KernelError, Tier, normalize_rows, paired_cosine, paired_dot, similarity_matrix};

#[test]
fn products_stay_within_the_rounding_error() {
    on_every_tier(|tier| {
        for dimension in DIMENSIONS {
            let (a, b) = (numbers(1, 37 * dimension), numbers(2, 37 * dimension));
            let matrix = similarity_matrix(tier, &a, &b, dimension).unwrap();
            let pairs = paired_dot(tier, &a, &b, dimension).unwrap();
            for (i, row) in a.chunks_exact(dimension).enumerate() {
                for (j, column) in b.chunks_exact(dimension).enumerate() {
                    let (exact, error) = exact_dot(row, column);
                    assert!(
                        (f64::from(matrix[i * 37 + j]) - exact).abs() <= error,
                        "dimension {dimension}, {i} and {j}"
                    );
                    assert!(
                        i != j || (f64::from(pairs[i]) - exact).abs() <= error,
                        "dimension {dimension}, pair {i}"
                    );
                }
            }
        }
    });
}

#[test]
fn tiers_agree_on_pairs_and_norms() {
    on_every_tier(|tier| {
        for dimension in DIMENSIONS {
            let (a, b) = (numbers(3, 70 * dimension), numbers(4, 70 * dimension));
            let cosines = |tier| paired_cosine(tier, &a, &b, dimension).unwrap();
            let normalized = |tier| {
                let mut rows = vec![0.0; a.len()];
                normalize_rows(tier, &a, dimension, &mut rows).unwrap();
                rows
            };
            for (got, scalar) in [
                (cosines(tier), cosines(Tier::SCALAR)),
                (normalized(tier), normalized(Tier::SCALAR)),
            ] {
                assert!(
                    got.iter().zip(&scalar).all(|(x, y)| (x - y).abs() <= 2.5e-7),
                    "dimension {dimension}"
                );
            }
        }
    });
}

#[test]
fn equal_rows_score_equally_wherever_they_stand() {
    on_every_tier(|tier| {
        let (query, document) = (numbers(5, 129), numbers(6, 129));
        let matrix = similarity_matrix(tier, &query.repeat(129), &document.repeat(101), 129).unwrap();
        assert!(matrix.iter().all(|score| score.to_bits() == matrix[0].to_bits()));
    });
}

#[test]
fn zero_rows_stay_zero_and_nan_goes_through() {
    on_every_tier(|tier| {
        let mut normalized = vec![1.0; 6];
        normalize_rows(tier, &[0.0, 0.0, 3.0, 4.0, f32::NAN, 1.0], 2, &mut normalized).unwrap();
        assert_eq!(normalized[..4], [0.0, 0.0, 0.6, 0.8]);
        assert!(normalized[4].is_nan() && normalized[5].is_nan());
    });
}

#[test]
fn lengths_that_do_not_fit_are_errors() {
    on_every_tier(|tier| {
        let six = [0.0; 6];
        for result in [
            paired_dot(tier, &six, &six, 0),
            paired_dot(tier, &six, &six, 4),
            paired_cosine(tier, &six, &six[..3], 3),
            similarity_matrix(tier, &six, &six[..5], 3),
            normalize_rows(tier, &six, 3, &mut [0.0; 3]).map(|()| Vec::new()),
        ] {
            assert!(matches!(result, Err(KernelError::InvalidArgument(_))));
        }
    });
}
