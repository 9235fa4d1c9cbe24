//! Whether a style sheet hides the notices.
//!
//! A look, not a proof: it reads each rule whose selector names a notice and refuses the usual ways to make things
//! disappear. Rules for print may hide what a page's paper twin does not need.

use crate::diagnostic::{Diagnostic, Severity, Words};
use crate::source::{SourceFile, Span};

/// Rules of the sheet that would hide a notice.
pub(super) fn hiding(path: &str, css: &str) -> Vec<Diagnostic> {
    let source = SourceFile::new(path, css);
    let mut told = Vec::new();
    for (selector, block, in_print) in rules(css) {
        let names_notice = css[selector.start..selector.end].contains("notice");
        let body: String = css[block.start..block.end]
            .to_lowercase()
            .split_whitespace()
            .collect();
        let hides = [
            "display:none",
            "visibility:hidden",
            "visibility:collapse",
            "opacity:0;",
            "font-size:0",
            "clip:rect(",
            "clip-path:",
            "text-indent:-",
        ];
        let gone = hides.iter().any(|way| body.contains(way)) || body.ends_with("opacity:0");
        if names_notice && gone && !in_print {
            told.push(Diagnostic::at(
                &source,
                selector.to(block),
                Severity::Error,
                words(),
            ));
        }
    }
    told
}

fn words() -> Words {
    Words {
        rule: "notice".into(),
        family: "duties",
        what: "the style sheet hides a notice".into(),
        why: "A disclaimer that nobody can see does not do what it is for.".into(),
        instead: "Remove the rule, or give the notice another look.".into(),
    }
}

/// Every innermost rule: its selector, its block, and whether it is for print only.
fn rules(css: &str) -> Vec<(Span, Span, bool)> {
    let mut found = Vec::new();
    let mut open: Vec<(Span, usize)> = Vec::new();
    let mut start = 0;
    let bytes = css.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at..].starts_with(b"/*") {
            at = css[at + 2..]
                .find("*/")
                .map_or(bytes.len(), |end| at + end + 4);
            continue;
        }
        match bytes[at] {
            b'{' => {
                open.push((Span::new(start, at), at + 1));
                start = at + 1;
            }
            b'}' => {
                if let Some((selector, inside)) = open.pop() {
                    let in_print = open
                        .iter()
                        .any(|(outer, _)| css[outer.start..outer.end].contains("print"));
                    found.push((selector, Span::new(inside, at), in_print));
                }
                start = at + 1;
            }
            b';' => start = at + 1,
            _ => {}
        }
        at += 1;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_may_style_notices_but_not_hide_them() {
        let told = |css: &str| hiding("theme/style.css", css).len();
        assert_eq!(told(".notice { color: red } .menu { display: none }"), 0);
        assert_eq!(told("@media print { .notice-top { display: none } }"), 0);
        assert_eq!(
            told("@media (width < 30em) { .notice-foot { display : none } }"),
            1
        );
        assert_eq!(told("[data-notice] { opacity: 0 }"), 1);
    }
}
