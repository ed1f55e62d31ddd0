//! What this machine can do at most: float32 multiply-adds and bytes read, with as many threads as `RAYON_NUM_THREADS`
//! says. Prints one line of JSON; `bench peers` sets its shares against it.

use std::hint::black_box;
use std::time::Instant;

use rayon::prelude::*;

/// Numbers read in one pass, far more than the caches hold: 1 GB.
const NUMBERS: usize = 1 << 28;

fn main() {
    let threads = rayon::current_num_threads();
    let steps = 12_000_000;
    let seconds = fastest(|| {
        (0..threads).into_par_iter().for_each(|_| {
            black_box(multiply_add(black_box(steps)));
        });
    });
    let gigaflops = 2e-9 * (threads * steps * SUMS * LANES) as f64 / seconds;
    let numbers = vec![1f32; NUMBERS];
    let seconds = fastest(|| {
        black_box(numbers.par_chunks(1 << 16).map(sum).sum::<f32>());
    });
    let gigabytes = 4e-9 * NUMBERS as f64 / seconds;
    println!(r#"{{"threads":{threads},"gigaflops":{gigaflops:.1},"gigabytesPerSecond":{gigabytes:.1}}}"#);
}

/// The fewest seconds of twelve runs, of which the first ones also warm up the processor.
fn fastest(mut run: impl FnMut()) -> f64 {
    let time = |_| {
        let start = Instant::now();
        run();
        start.elapsed().as_secs_f64()
    };
    (0..12).map(time).fold(f64::INFINITY, f64::min)
}

fn sum(numbers: &[f32]) -> f32 {
    let mut sums = [0f32; 64];
    for block in numbers.as_chunks::<64>().0 {
        for (sum, number) in sums.iter_mut().zip(block) {
            *sum += number;
        }
    }
    sums.iter().sum()
}

/// Independent sums: more than the latency of a multiply-add hides, and few enough that the compiler keeps all of them in
/// sixteen registers.
const SUMS: usize = 12;
#[cfg(target_arch = "x86_64")]
const LANES: usize = 16;
#[cfg(not(target_arch = "x86_64"))]
const LANES: usize = 4;

/// Runs `SUMS × LANES` multiply-adds per step in registers.
fn multiply_add(steps: usize) -> f32 {
    #[cfg(target_arch = "x86_64")]
    if is_x86_feature_detected!("avx512f") {
        // SAFETY: the processor has the instructions.
        return unsafe { in_registers_512(steps) };
    } else if is_x86_feature_detected!("fma") {
        // SAFETY: as above.
        return unsafe { in_registers_256(steps) };
    }
    chains::<{ SUMS * LANES }>(steps)
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,fma")]
fn in_registers_512(steps: usize) -> f32 {
    use std::arch::x86_64::{_mm512_fmadd_ps, _mm512_reduce_add_ps, _mm512_set1_ps};
    let (factor, term) = (_mm512_set1_ps(black_box(0.999)), _mm512_set1_ps(black_box(0.3)));
    let mut sums = [term; SUMS];
    for _ in 0..steps {
        sums.iter_mut()
            .for_each(|sum| *sum = _mm512_fmadd_ps(*sum, factor, term));
    }
    sums.iter().map(|&sum| _mm512_reduce_add_ps(sum)).sum()
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,fma")]
fn in_registers_256(steps: usize) -> f32 {
    use std::arch::x86_64::{_mm256_cvtss_f32, _mm256_fmadd_ps, _mm256_set1_ps};
    let (factor, term) = (_mm256_set1_ps(black_box(0.999)), _mm256_set1_ps(black_box(0.3)));
    let mut sums = [term; SUMS];
    for _ in 0..2 * steps {
        sums.iter_mut()
            .for_each(|sum| *sum = _mm256_fmadd_ps(*sum, factor, term));
    }
    sums.iter().map(|&sum| _mm256_cvtss_f32(sum)).sum()
}

fn chains<const COUNT: usize>(steps: usize) -> f32 {
    let (factor, term) = (black_box(0.999f32), black_box(0.3f32));
    let mut sums = [term; COUNT];
    for _ in 0..steps {
        sums.iter_mut().for_each(|sum| *sum = *sum * factor + term);
    }
    sums.iter().sum()
}
