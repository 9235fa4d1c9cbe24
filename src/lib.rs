//! brassplate turns Markdown and one `practice.toml` into a doctor's practice site, and publishes it only if
//! nothing on it reads like individual medical advice.
//!
//! ```text
//! practice.toml ─▶ Practice ─┐
//! content/*.md ─▶ SourceFile ─▶ Page ─┬▶ Statement* ─▶ guard ─▶ Diagnostic* ─┐
//!                                     └▶ Site ─▶ render ─▶ OutputPlan ─▶ gate ┤
//!                                                      refused: every reason ◀┴▶ Cleared ─▶ publish ─▶ public/
//! ```
//!
//! The whole site is rendered before a byte reaches the output folder. [`gate`] reads the rendered pages once more,
//! and only it can make the [`gate::Cleared`] plan that [`publish`] takes: publishing an unchecked page does not
//! compile. `check` is `build` without the last arrow.
//!
//! Each module is a room with one job. A room may use only rooms to its left, and `tests/floors.rs` holds them to it:
//!
//! `source · diagnostic · config · markdown · html · page · practice · prose · guard · site · pictures · output · duties ·
//! render · gate · search · report · publish · pipeline · serve · cli`
//!
//! [`guard`] and everything left of it read no files, print nothing and know no clock, so the same guard can serve an
//! editor or a browser.
#![cfg_attr(
    test,
    allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")
)]

pub mod cli;
pub mod config;
pub mod diagnostic;
pub mod duties;
pub mod gate;
pub mod guard;
pub mod html;
pub mod markdown;
pub mod output;
pub mod page;
pub mod pictures;
pub mod pipeline;
pub mod practice;
pub mod prose;
pub mod publish;
pub mod render;
pub mod report;
pub mod search;
pub mod serve;
pub mod site;
pub mod source;
