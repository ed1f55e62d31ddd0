use std::f64::consts::PI;

/// Pillow's resampling filters. All but `Nearest` widen with the scale when an image shrinks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Filter {
    Nearest,
    Box,
    Bilinear,
    Hamming,
    Bicubic,
    Lanczos,
}

/// Weight at a distance from the centre, zero beyond `support` (in output pixels at scale 1).
#[derive(Clone, Copy)]
pub(crate) struct Kernel {
    pub support: f64,
    pub weight: fn(f64) -> f64,
}

impl Filter {
    /// The filter of this name, in lower case.
    pub fn named(name: &str) -> Option<Filter> {
        Some(match name {
            "nearest" => Self::Nearest,
            "box" => Self::Box,
            "bilinear" => Self::Bilinear,
            "hamming" => Self::Hamming,
            "bicubic" => Self::Bicubic,
            "lanczos" => Self::Lanczos,
            _ => return None,
        })
    }

    /// The kernels of Pillow's `Resample.c`; `Nearest` has none.
    pub(crate) fn kernel(self) -> Option<Kernel> {
        let (support, weight): (f64, fn(f64) -> f64) = match self {
            Self::Nearest => return None,
            Self::Box => (0.5, |x| f64::from(u8::from(x > -0.5 && x <= 0.5))),
            Self::Bilinear => (1.0, |x| (1.0 - x.abs()).max(0.0)),
            Self::Hamming => (1.0, hamming),
            Self::Bicubic => (2.0, bicubic),
            Self::Lanczos => (3.0, lanczos),
        };
        Some(Kernel { support, weight })
    }
}

/// Its two constants are float32 in Pillow.
fn hamming(distance: f64) -> f64 {
    let x = distance.abs() * PI;
    if x == 0.0 {
        1.0
    } else if distance.abs() >= 1.0 {
        0.0
    } else {
        x.sin() / x * (f64::from(0.54_f32) + f64::from(0.46_f32) * x.cos())
    }
}

/// Keys' cubic with a = -0.5, in the order of operations that Pillow uses.
fn bicubic(distance: f64) -> f64 {
    const A: f64 = -0.5;
    let x = distance.abs();
    if x < 1.0 {
        ((A + 2.0) * x - (A + 3.0)) * x * x + 1.0
    } else if x < 2.0 {
        (((x - 5.0) * x + 8.0) * x - 4.0) * A
    } else {
        0.0
    }
}

fn lanczos(x: f64) -> f64 {
    if (-3.0..3.0).contains(&x) {
        sinc(x) * sinc(x / 3.0)
    } else {
        0.0
    }
}

fn sinc(x: f64) -> f64 {
    if x == 0.0 { 1.0 } else { (x * PI).sin() / (x * PI) }
}
