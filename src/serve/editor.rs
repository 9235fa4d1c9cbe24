//! Addresses that open a file in the writer's editor, at the line. The program starts nothing itself: the browser asks
//! the system, and the system asks the editor, so a page can never make the server run a command.

use std::path::{Path, PathBuf};

use crate::diagnostic::Diagnostic;

/// The kind of address the writer's editor knows.
#[derive(Debug, Clone)]
pub(super) struct Editor {
    root: PathBuf,
    pattern: &'static str,
}

impl Editor {
    /// Chooses by the names in `VISUAL` and `EDITOR`; Visual Studio Code if they name no editor with addresses.
    pub(super) fn new(root: &Path, wanted: impl IntoIterator<Item = String>) -> Self {
        let pattern = wanted
            .into_iter()
            .find_map(|command| pattern(&command))
            .unwrap_or("vscode://file{path}:{line}:{column}");
        Self {
            root: root.canonicalize().unwrap_or_else(|_| root.to_owned()),
            pattern,
        }
    }

    /// The address that opens the place of a diagnostic, if it is in a file of the site.
    pub(super) fn address(&self, said: &Diagnostic) -> Option<String> {
        let is_source = ["content/", "themes/", "practice.toml"]
            .iter()
            .any(|start| said.path.starts_with(start));
        let file = self.root.join(&*said.path);
        (is_source && file.is_file()).then(|| {
            let path = file.to_string_lossy().replace('\\', "/");
            let slash = if path.starts_with('/') { "" } else { "/" };
            self.pattern
                .replace(
                    "{path}",
                    &format!("{slash}{}", super::address::encode(&path)),
                )
                .replace("{line}", &said.start.line.to_string())
                .replace("{column}", &said.start.column.to_string())
        })
    }
}

fn pattern(command: &str) -> Option<&'static str> {
    let program = command.split_whitespace().next()?;
    let name = program.rsplit(['/', '\\']).next()?.trim_end_matches(".exe");
    match name {
        "code" => Some("vscode://file{path}:{line}:{column}"),
        "code-insiders" => Some("vscode-insiders://file{path}:{line}:{column}"),
        "codium" => Some("vscodium://file{path}:{line}:{column}"),
        "cursor" => Some("cursor://file{path}:{line}:{column}"),
        "windsurf" => Some("windsurf://file{path}:{line}:{column}"),
        "zed" => Some("zed://file{path}:{line}:{column}"),
        "idea" | "webstorm" | "pycharm" | "phpstorm" => {
            Some("idea://open?file={path}&line={line}&column={column}")
        }
        "subl" => Some("subl://open?url=file://{path}&line={line}&column={column}"),
        "mate" => Some("txmt://open?url=file://{path}&line={line}&column={column}"),
        "bbedit" => Some("x-bbedit://open?url=file://{path}&line={line}"),
        "mvim" => Some("mvim://open?url=file://{path}&line={line}&column={column}"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_editor_of_the_environment_is_used_where_it_has_addresses() {
        assert_eq!(
            pattern("/usr/bin/codium --wait"),
            Some("vscodium://file{path}:{line}:{column}")
        );
        assert_eq!(pattern("vim"), None);
        assert_eq!(pattern(""), None);
    }
}
