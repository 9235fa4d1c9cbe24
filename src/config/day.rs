//! A calendar day as people write it in practice.toml and front matter.
//!
//! TOML has dates of its own (`2026-12-25`), some people quote them; both are taken, and nothing else. It stands
//! apart so that every date in every file is read, refused and described in one way.

use std::fmt;

use jiff::civil::Date;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A calendar day, written `2026-12-25` with or without quotes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub Date);

impl Day {
    /// Reads `2026-12-25`.
    pub fn parse(text: &str) -> Option<Self> {
        text.trim().parse().ok().map(Self)
    }

    /// `December 25, 2026`, as the pages print it.
    pub fn long(self) -> String {
        self.0.strftime("%B %-d, %Y").to_string()
    }
}

impl From<Date> for Day {
    fn from(date: Date) -> Self {
        Self(date)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.0)
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = toml::Value::deserialize(deserializer)?;
        let text = match &written {
            toml::Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        let day = text
            .get(..10)
            .filter(|_| text.len() == 10 || text[10..].starts_with(['T', ' ']));
        day.and_then(Self::parse).ok_or_else(|| {
            de::Error::custom(format!("`{text}` is not a day; write it as 2026-12-25"))
        })
    }
}

impl JsonSchema for Day {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Day".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "format": "date", "description": "A day, written 2026-12-25." })
    }
}
