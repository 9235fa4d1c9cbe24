//! Who may ask. A page of another site must not read the preview through the writer's browser, neither directly nor by
//! giving its own name the address 127.0.0.1; so the name that was asked for and the page that asks are both checked.

use axum::http::{HeaderMap, header};

/// The names under which the preview answers.
#[derive(Debug, Clone)]
pub(super) struct Callers {
    port: u16,
    /// Whether other machines may ask, by the address of this one.
    open: bool,
    named: Option<String>,
}

impl Callers {
    /// `named` is the host name the writer gave; `open` says that it listens beyond this machine.
    pub(super) fn new(port: u16, open: bool, named: Option<String>) -> Self {
        Self { port, open, named }
    }

    /// Whether a request may be answered.
    pub(super) fn may_ask(&self, headers: &HeaderMap) -> bool {
        let text = |name| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
        let by_name = text(header::HOST).is_some_and(|host| self.knows(host));
        let by_page = text(header::ORIGIN).is_none_or(|origin| {
            origin
                .strip_prefix("http://")
                .is_some_and(|host| self.knows(host))
        });
        let foreign = text(header::HeaderName::from_static("sec-fetch-site")) == Some("cross-site");
        let opens = text(header::HeaderName::from_static("sec-fetch-mode")) == Some("navigate");
        by_name && by_page && (!foreign || opens)
    }

    fn knows(&self, host: &str) -> bool {
        let (name, port) = match host.rsplit_once(':') {
            Some((name, port)) if !port.ends_with(']') => (name, port.parse().ok()),
            _ => (host, Some(80)),
        };
        if port != Some(self.port) {
            return false;
        }
        let bare = name.trim_start_matches('[').trim_end_matches(']');
        let is_number = bare.parse::<std::net::IpAddr>().is_ok();
        matches!(bare, "localhost" | "127.0.0.1" | "::1")
            || self.named.as_deref() == Some(bare)
            || (self.open && is_number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn may_ask(callers: &Callers, headers: &[(&'static str, &str)]) -> bool {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.insert(*name, value.parse().unwrap());
        }
        callers.may_ask(&map)
    }

    #[test]
    fn only_this_machine_by_its_own_names() {
        let own = Callers::new(4747, false, None);
        assert!(may_ask(&own, &[("host", "127.0.0.1:4747")]));
        assert!(may_ask(&own, &[("host", "[::1]:4747")]));
        assert!(may_ask(
            &own,
            &[
                ("host", "localhost:4747"),
                ("origin", "http://localhost:4747")
            ]
        ));
        assert!(!may_ask(&own, &[]));
        assert!(!may_ask(&own, &[("host", "evil.example:4747")]));
        assert!(!may_ask(&own, &[("host", "192.168.1.7:4747")]));
        assert!(!may_ask(&own, &[("host", "127.0.0.1:80")]));
        assert!(!may_ask(
            &own,
            &[
                ("host", "127.0.0.1:4747"),
                ("origin", "https://evil.example")
            ]
        ));
        assert!(!may_ask(
            &own,
            &[("host", "127.0.0.1:4747"), ("origin", "null")]
        ));
        assert!(!may_ask(
            &own,
            &[("host", "127.0.0.1:4747"), ("sec-fetch-site", "cross-site")]
        ));
    }

    #[test]
    fn an_open_preview_answers_to_numbers_but_not_to_any_name() {
        let open = Callers::new(4747, true, Some("desk.local".into()));
        assert!(may_ask(&open, &[("host", "192.168.1.7:4747")]));
        assert!(may_ask(&open, &[("host", "desk.local:4747")]));
        assert!(!may_ask(&open, &[("host", "evil.example:4747")]));
    }
}
