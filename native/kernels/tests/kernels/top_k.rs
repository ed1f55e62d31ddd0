use crate::numbers::numbers;
use crate::tiers::on_every_tier;
use mieb_kernels::{Control, KernelError, Search, SearchOptions, Side, Tier, TopK, normalize_rows, similarity_matrix};

fn start(tier: Tier, queries: &[f32], (dimension, k): (usize, usize)) -> Search {
    let options = SearchOptions {
        dimension,
        k,
        is_normalizing: false,
    };
    Search::new(tier, queries.to_vec(), options).unwrap()
}

fn search(tier: Tier, queries: &[f32], documents: &[f32], shape: (usize, usize)) -> Result<TopK, KernelError> {
    let mut search = start(tier, queries, shape);
    search.add(documents, &Control::default())?;
    Ok(search.finish())
}

/// The document indices of each query by sorting all scores.
fn sorted(tier: Tier, queries: &[f32], documents: &[f32], (dimension, k): (usize, usize)) -> Vec<u32> {
    let count = documents.len() / dimension;
    let matrix = similarity_matrix(tier, queries, documents, dimension).unwrap();
    let best = |scores: &[f32]| {
        let mut order: Vec<u32> = (0..count as u32).collect();
        // The sort is stable, so that ties stay in the order of the indices.
        order.sort_by(|&a, &b| scores[b as usize].partial_cmp(&scores[a as usize]).unwrap());
        order.truncate(k);
        order
    };
    matrix.chunks(count).flat_map(best).collect()
}

#[test]
fn finds_what_sorting_finds() {
    on_every_tier(|tier| {
        for (queries, distinct, copies, dimension, k) in [
            (1, 1, 1, 1, 1),
            (30, 7, 1, 3, 5),
            (5, 40, 9, 8, 100),
            (13, 500, 3, 65, 1500),
            (3, 1, 200, 33, 7),
        ] {
            let (queries, documents) = (
                numbers(1, queries * dimension),
                numbers(2, distinct * dimension).repeat(copies),
            );
            let found = search(tier, &queries, &documents, (dimension, k)).unwrap();
            assert_eq!(found.k, k.min(distinct * copies));
            assert_eq!(found.indices, sorted(tier, &queries, &documents, (dimension, k)));
            assert!(
                found
                    .scores
                    .chunks(found.k)
                    .all(|scores| scores.is_sorted_by(|a, b| a >= b))
            );
        }
    });
}

#[test]
fn keeps_the_sign_and_the_bits_of_scores() {
    on_every_tier(|tier| {
        let documents = [-1.5, 0.0, 2.25, -1e-30];
        let found = search(tier, &[1.0], &documents, (1, 4)).unwrap();
        assert_eq!(
            (found.indices, found.scores),
            (vec![2, 1, 3, 0], vec![2.25, 0.0, -1e-30, -1.5])
        );
    });
}

#[test]
fn names_the_row_that_is_not_finite() {
    on_every_tier(|tier| {
        let (queries, mut documents) = (numbers(3, 20), numbers(4, 1000));
        documents[777] = f32::NEG_INFINITY;
        let error = search(tier, &queries, &documents, (10, 2)).err().unwrap();
        let wanted = KernelError::NonFinite {
            side: Side::Document,
            row: 77,
            position: 7,
            value: f32::NEG_INFINITY,
        };
        assert_eq!(error, wanted);
        assert_eq!(error.code(), "KERNEL_INVALID_ARGUMENT");
        assert_eq!(
            search(tier, &[3e38], &[3e38], (1, 1)).err(),
            Some(KernelError::Overflow)
        );
    });
}

#[test]
fn is_empty_without_rows_and_refuses_a_k_of_zero() {
    on_every_tier(|tier| {
        assert_eq!(search(tier, &[1.0], &[], (1, 3)).unwrap().k, 0);
        assert!(search(tier, &[], &[1.0], (1, 3)).unwrap().indices.is_empty());
        let options = SearchOptions {
            dimension: 1,
            k: 0,
            is_normalizing: false,
        };
        assert!(matches!(
            Search::new(tier, vec![1.0], options),
            Err(KernelError::InvalidArgument(_))
        ));
    });
}

#[test]
fn pieces_give_what_the_whole_gives_and_norms_what_normalised_rows_give() {
    on_every_tier(|tier| {
        for (queries, count, dimension, k) in [(1, 300, 33, 20), (21, 999, 8, 1000), (60, 700, 65, 3)] {
            let (queries, documents) = (numbers(5, queries * dimension), numbers(6, count * dimension));
            let normalized = |rows: &[f32]| {
                let mut result = vec![0.0; rows.len()];
                normalize_rows(tier, rows, dimension, &mut result).unwrap();
                result
            };
            let whole = search(tier, &normalized(&queries), &normalized(&documents), (dimension, k)).unwrap();
            let options = SearchOptions {
                dimension,
                k,
                is_normalizing: true,
            };
            let (mut pieces, control) = (Search::new(tier, queries.clone(), options).unwrap(), Control::default());
            for piece in documents.chunks(77 * dimension) {
                pieces.add(piece, &control).unwrap();
            }
            assert_eq!(control.done() as usize, queries.len() / dimension * count);
            let found = pieces.finish();
            assert_eq!((found.indices, found.scores), (whole.indices, whole.scores));
        }
    });
}

#[test]
fn stops_when_asked() {
    let control = Control::default();
    control.cancel();
    let mut search = start(Tier::detect(), &[1.0], (1, 1));
    assert_eq!(search.add(&[1.0], &control), Err(KernelError::Cancelled));
}
