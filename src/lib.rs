//! brassplate turns Markdown and one `practice.toml` into a doctor's practice site, and publishes it only if
//! nothing on it reads like individual medical advice.
#![cfg_attr(
    test,
    allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")
)]

pub mod cli;
pub mod config;
pub mod diagnostic;
pub mod duties;
pub mod gate;
pub mod markdown;
pub mod output;
pub mod page;
pub mod pipeline;
pub mod practice;
pub mod publish;
pub mod render;
pub mod report;
pub mod serve;
pub mod site;
pub mod source;
