//! A mark of a value that templates see: equal values have equal marks, in whatever order their maps were filled.

use tera::{Value, value::Key};

use crate::source::{Mark, Marker};

/// The mark of a value.
pub(super) fn value_mark(value: &Value) -> Mark {
    let mut marker = Marker::default();
    add(&mut marker, value);
    marker.done()
}

/// Adds a value to a mark in the making.
pub(super) fn add(marker: &mut Marker, value: &Value) {
    if let Some(text) = value.as_str() {
        marker.number(u64::from(value.is_safe())).add(text);
    } else if let Some(map) = value.as_map() {
        let mut entries: Vec<(&str, &Value)> =
            map.iter().map(|(key, value)| (name(key), value)).collect();
        entries.sort_by_key(|(key, _)| *key);
        marker.number(2).number(entries.len() as u64);
        for (key, value) in entries {
            marker.add(key);
            add(marker, value);
        }
    } else if let Some(items) = value.as_array() {
        marker.number(3).number(items.len() as u64);
        items.iter().for_each(|item| add(marker, item));
    } else {
        // Numbers, truth values and nothing at all are told apart by how they are written.
        marker.number(4).add(format!("{:?} {value}", value.kind()));
    }
}

/// Our maps have only words as keys.
fn name<'k>(key: &'k Key<'static>) -> &'k str {
    key.as_str().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use tera::Map;

    #[test]
    fn the_order_of_a_map_does_not_count_and_everything_else_does() {
        let map = |entries: &[(&'static str, i64)]| {
            let entries = entries
                .iter()
                .map(|(key, value)| ((*key).into(), Value::from(*value)));
            value_mark(&Value::from(entries.collect::<Map>()))
        };
        let one = map(&[("a", 1), ("b", 2)]);
        assert_eq!(one, map(&[("b", 2), ("a", 1)]));
        assert_ne!(one, map(&[("a", 2), ("b", 1)]));
        let marks = [
            value_mark(&Value::safe_string("a")),
            value_mark(&Value::normal_string("a")),
            value_mark(&Value::from(vec![Value::normal_string("a")])),
            value_mark(&Value::none()),
            value_mark(&Value::from(true)),
            value_mark(&Value::from("true")),
        ];
        for (at, mark) in marks.iter().enumerate() {
            assert!(!marks[at + 1..].contains(mark), "{at}");
        }
    }
}
