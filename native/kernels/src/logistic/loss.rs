use super::exponential::exponential;

/// One training row.
pub(super) struct Row<'a> {
    /// Its raw predictions; receives the derivatives of the mean loss by them.
    pub raw: &'a mut [f32],
    /// Its class; with one output, 0 or 1.
    pub label: usize,
    pub total_rows: f32,
}

/// Cross-entropy of the row: of the softmax over its outputs, or of the logit of class 1.
#[inline(always)]
pub(super) fn row_loss(row: Row) -> f32 {
    if row.raw.len() == 1 {
        binomial(row)
    } else {
        multinomial(row)
    }
}

#[inline(always)]
fn multinomial(Row { raw, label, total_rows }: Row) -> f32 {
    let largest = f64::from(raw.iter().fold(f32::NEG_INFINITY, |largest, &value| largest.max(value)));
    let right = f64::from(raw[label]);
    let mut sums = [0f64; 8];
    for chunk in raw.chunks_mut(8) {
        for (value, sum) in chunk.iter_mut().zip(&mut sums) {
            *value = exponential(f64::from(*value) - largest) as f32;
            *sum += f64::from(*value);
        }
    }
    let sum: f64 = sums.iter().sum();
    raw.iter_mut()
        .for_each(|value| *value = (f64::from(*value) / sum) as f32);
    raw[label] -= 1.0;
    raw.iter_mut().for_each(|value| *value /= total_rows);
    (sum.ln() + largest - right) as f32
}

#[inline(always)]
fn binomial(Row { raw, label, total_rows }: Row) -> f32 {
    let (logit, label) = (f64::from(raw[0]), label as f64);
    let share = if logit > 0.0 {
        1.0 / (1.0 + (-logit).exp())
    } else {
        1.0 - 1.0 / (1.0 + logit.exp())
    };
    raw[0] = (share - label) as f32 / total_rows;
    (logit.max(0.0) + (-logit.abs()).exp().ln_1p() - label * logit) as f32
}
