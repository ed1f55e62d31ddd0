use super::exponential::exponential;

/// Training rows whose losses are computed side by side.
pub(super) const LANES: usize = 32;

/// Raw predictions of some training rows.
pub(super) struct RawRows<'a> {
    /// `[outputs × stride]`, a row in each column; receives the derivatives of the mean loss by them.
    pub raw: &'a mut [f32],
    /// Rows and what fills them up to a multiple of [`LANES`].
    pub stride: usize,
    /// Class of each row; with one output, 0 or 1.
    pub labels: &'a [u32],
    /// Rows of the whole training.
    pub total_rows: f32,
}

/// Sum of the cross-entropies of the rows, each rounded to float32: of the softmax over the outputs, or of the logit of
/// class 1.
#[inline(always)]
pub(super) fn loss_of(rows: RawRows) -> f64 {
    if rows.raw.len() == rows.stride {
        return binomial(rows);
    }
    let mut loss = 0.0;
    for start in (0..rows.stride).step_by(LANES) {
        loss += multinomial(&rows.labels[start..], rows.raw, (start, rows.stride), rows.total_rows);
    }
    loss
}

/// Rows `start` to `start + LANES`, of which there may be fewer labels.
#[inline(always)]
fn multinomial(labels: &[u32], raw: &mut [f32], (start, stride): (usize, usize), total_rows: f32) -> f64 {
    let lanes = start..start + LANES;
    let mut largest = [f32::NEG_INFINITY; LANES];
    for raw in raw.chunks_exact(stride) {
        for (largest, &value) in largest.iter_mut().zip(&raw[lanes.clone()]) {
            *largest = if value > *largest { value } else { *largest };
        }
    }
    let labels = &labels[..labels.len().min(LANES)];
    let place = |lane: usize| labels[lane] as usize * stride + start + lane;
    let mut right = [0f32; LANES];
    for lane in 0..labels.len() {
        right[lane] = raw[place(lane)];
    }
    let mut sums = [0f64; LANES];
    for raw in raw.chunks_exact_mut(stride) {
        let values = raw[lanes.clone()].iter_mut();
        for ((value, &largest), sum) in values.zip(&largest).zip(&mut sums) {
            *value = exponential(*value - largest);
            *sum += f64::from(*value);
        }
    }
    let mut factors = [0f32; LANES];
    for (factor, sum) in factors.iter_mut().zip(&sums) {
        *factor = (1.0 / (sum * f64::from(total_rows))) as f32;
    }
    for raw in raw.chunks_exact_mut(stride) {
        for (value, factor) in raw[lanes.clone()].iter_mut().zip(&factors) {
            *value *= factor;
        }
    }
    let mut loss = 0.0;
    for lane in 0..labels.len() {
        raw[place(lane)] -= 1.0 / total_rows;
        loss += f64::from((sums[lane].ln() + f64::from(largest[lane]) - f64::from(right[lane])) as f32);
    }
    loss
}

#[inline(always)]
fn binomial(rows: RawRows) -> f64 {
    let mut loss = 0.0;
    for (raw, &label) in rows.raw.iter_mut().zip(rows.labels) {
        let (logit, label) = (f64::from(*raw), f64::from(label));
        let share = if logit > 0.0 {
            1.0 / (1.0 + (-logit).exp())
        } else {
            1.0 - 1.0 / (1.0 + logit.exp())
        };
        *raw = (share - label) as f32 / rows.total_rows;
        loss += f64::from((logit.max(0.0) + (-logit.abs()).exp().ln_1p() - label * logit) as f32);
    }
    loss
}
