use mieb_kernels::Tier;

/// Runs a check on every instruction set of this processor.
pub fn on_every_tier(check: impl Fn(Tier)) {
    for tier in Tier::available() {
        println!("tier {}", tier.name());
        check(tier);
    }
}
