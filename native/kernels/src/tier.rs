//! Which instruction set runs. A [`Tier`] can only be had for one that this processor has, which is what makes the
//! calls behind [`dispatch!`] safe.

/// An instruction set that this processor has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tier(pub(crate) InstructionSet);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum InstructionSet {
    /// AVX-512 with products of 8-bit numbers.
    #[cfg(target_arch = "x86_64")]
    Avx512Vnni,
    #[cfg(target_arch = "x86_64")]
    Avx512,
    #[cfg(target_arch = "x86_64")]
    Avx2,
    #[cfg(target_arch = "aarch64")]
    Neon,
    Scalar,
}

impl Tier {
    /// Baseline instructions of the target; there on every processor.
    pub const SCALAR: Tier = Tier(InstructionSet::Scalar);

    /// All that this processor has, the fastest first.
    pub fn available() -> Vec<Tier> {
        let mut tiers = Vec::new();
        #[cfg(target_arch = "x86_64")]
        {
            if is_x86_feature_detected!("avx512f") {
                if is_x86_feature_detected!("avx512vnni") {
                    tiers.push(Tier(InstructionSet::Avx512Vnni));
                }
                tiers.push(Tier(InstructionSet::Avx512));
            }
            if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma") {
                tiers.push(Tier(InstructionSet::Avx2));
            }
        }
        #[cfg(target_arch = "aarch64")]
        tiers.push(Tier(InstructionSet::Neon));
        tiers.push(Tier::SCALAR);
        tiers
    }

    /// The fastest this processor has.
    pub fn detect() -> Tier {
        Tier::available()[0]
    }

    /// The tier of this name, where this processor has it.
    pub fn named(name: &str) -> Option<Tier> {
        Tier::available().into_iter().find(|tier| tier.name() == name)
    }

    pub fn name(self) -> &'static str {
        match self.0 {
            #[cfg(target_arch = "x86_64")]
            InstructionSet::Avx512Vnni => "avx512vnni",
            #[cfg(target_arch = "x86_64")]
            InstructionSet::Avx512 => "avx512",
            #[cfg(target_arch = "x86_64")]
            InstructionSet::Avx2 => "avx2",
            #[cfg(target_arch = "aarch64")]
            InstructionSet::Neon => "neon",
            InstructionSet::Scalar => "scalar",
        }
    }

    /// Whether registers of 512 bits can be used.
    #[cfg(target_arch = "x86_64")]
    pub(crate) fn has_avx512(self) -> bool {
        matches!(self.0, InstructionSet::Avx512Vnni | InstructionSet::Avx512)
    }
}

/// Compiles a function for each instruction set and calls the copy that the tier names.
///
/// `dispatch!(tier, body(a: A, b: B) -> C)` calls `body(a, b)`; with `body<_>(…)` the body takes an
/// [`Arithmetic`](crate::arithmetic::Arithmetic) as its type parameter. Bodies are `#[inline(always)]` and written so
/// that the compiler vectorises them.
macro_rules! dispatch {
    ($tier:expr, $body:ident<_>($($name:ident: $type:ty),*) $(-> $result:ty)?) => {
        dispatch!(@match $tier, [$body::<$crate::arithmetic::Fused>], [$body::<$crate::arithmetic::Emulated>],
            ($($name: $type),*), ($($result)?))
    };
    ($tier:expr, $body:ident($($name:ident: $type:ty),*) $(-> $result:ty)?) => {
        dispatch!(@match $tier, [$body], [$body], ($($name: $type),*), ($($result)?))
    };
    (@match $tier:expr, [$($fused:tt)*], [$($emulated:tt)*], $arguments:tt, $result:tt) => {
        match $tier.0 {
            #[cfg(target_arch = "x86_64")]
            $crate::tier::InstructionSet::Avx512Vnni | $crate::tier::InstructionSet::Avx512 => {
                dispatch!(@call "avx512f,avx2,fma", [$($fused)*], $arguments, $result)
            }
            #[cfg(target_arch = "x86_64")]
            $crate::tier::InstructionSet::Avx2 => dispatch!(@call "avx2,fma", [$($fused)*], $arguments, $result),
            #[cfg(target_arch = "aarch64")]
            $crate::tier::InstructionSet::Neon => dispatch!(@call "neon", [$($fused)*], $arguments, $result),
            $crate::tier::InstructionSet::Scalar => dispatch!(@plain [$($emulated)*], $arguments),
        }
    };
    (@call $features:literal, [$($body:tt)*], ($($name:ident: $type:ty),*), ($($result:ty)?)) => {{
        #[target_feature(enable = $features)]
        fn compiled($($name: $type),*) $(-> $result)? {
            $($body)*($($name),*)
        }
        // SAFETY: a Tier names an instruction set only when the processor was found to have it.
        unsafe { compiled($($name),*) }
    }};
    (@plain [$($body:tt)*], ($($name:ident: $type:ty),*)) => {
        $($body)*($($name),*)
    };
}
pub(crate) use dispatch;
