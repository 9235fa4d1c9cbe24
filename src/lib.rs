//! brassplate turns Markdown and one `practice.toml` into a doctor's practice site, and publishes it only if
//! nothing on it reads like individual medical advice.
#![cfg_attr(
    test,
    allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")
)]

pub mod config;
pub mod diagnostic;
pub mod guard;
pub mod html;
pub mod markdown;
pub mod page;
pub mod prose;
pub mod report;
pub mod source;
