/// Words of the state.
const SIZE: usize = 624;

/// numpy's legacy random stream (`numpy.random.RandomState`): MT19937 and what is drawn from it, equal draw by draw.
pub(super) struct RandomState {
    words: [u32; SIZE],
    next: usize,
}

impl RandomState {
    pub fn new(seed: u32) -> Self {
        let mut words = [seed; SIZE];
        for i in 1..SIZE {
            let before = words[i - 1];
            words[i] = (before ^ (before >> 30))
                .wrapping_mul(1_812_433_253)
                .wrapping_add(i as u32);
        }
        Self { words, next: SIZE }
    }

    fn word(&mut self) -> u32 {
        if self.next == SIZE {
            self.twist();
        }
        let mut bits = self.words[self.next];
        self.next += 1;
        bits ^= bits >> 11;
        bits ^= (bits << 7) & 0x9d2c_5680;
        bits ^= (bits << 15) & 0xefc6_0000;
        bits ^ (bits >> 18)
    }

    fn twist(&mut self) {
        for i in 0..SIZE {
            let mixed = (self.words[i] & 0x8000_0000) | (self.words[(i + 1) % SIZE] & 0x7fff_ffff);
            let odd = if mixed & 1 == 1 { 0x9908_b0df } else { 0 };
            self.words[i] = self.words[(i + 397) % SIZE] ^ (mixed >> 1) ^ odd;
        }
        self.next = 0;
    }

    /// Uniform in [0, 1) with 53 bits, from two words.
    pub fn double(&mut self) -> f64 {
        let (high, low) = (self.word() >> 5, self.word() >> 6);
        (f64::from(high) * 2f64.powi(26) + f64::from(low)) / 2f64.powi(53)
    }

    /// Uniform integer from 0 to `most` inclusive, by masked rejection; draws nothing for 0.
    pub fn interval(&mut self, most: u32) -> u32 {
        if most == 0 {
            return 0;
        }
        let mask = u32::MAX >> most.leading_zeros();
        loop {
            let drawn = self.word() & mask;
            if drawn <= most {
                return drawn;
            }
        }
    }

    /// The numbers below `count` in a random order, shuffled from the last position down.
    pub fn permutation(&mut self, count: usize) -> Vec<usize> {
        let mut order: Vec<usize> = (0..count).collect();
        for i in (1..count).rev() {
            order.swap(i, self.interval(i as u32) as usize);
        }
        order
    }
}

#[cfg(test)]
mod tests {
    use super::RandomState;

    #[test]
    fn draws_what_numpy_draws() {
        // numpy.random.RandomState(42): random_sample(), random_sample(), then permutation(4) of a fresh stream.
        let mut random = RandomState::new(42);
        assert_eq!(random.double(), 0.374_540_118_847_362_5);
        assert_eq!(random.double(), 0.950_714_306_409_916_2);
        assert_eq!(RandomState::new(42).permutation(4), [1, 3, 0, 2]);
    }
}
