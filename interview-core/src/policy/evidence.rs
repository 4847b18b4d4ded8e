//! How lines are attributed: windows and patterns. They are the caller's alone; nothing that a
//! candidate submits can widen them.

use serde::{Deserialize, Serialize};

/// How lines are attributed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct EvidencePolicy {
    /// Longest shell call whose changes are the assistant's, in ms; what changes during a longer one
    /// may have been made by hand meanwhile.
    pub shell_window_ms: u64,
    /// Files that tools generate: `*` stands for any text without `/`, `**/` for any folders; a
    /// pattern without `/` is held against the file's name alone.
    pub generated: Vec<String>,
    /// Files that the interview names as solution, by the same patterns: never taken for generated.
    pub solution: Vec<String>,
    /// Commands that only lay code out, by their first words; what they change is a formatter's.
    pub formatters: Vec<String>,
}

impl Default for EvidencePolicy {
    fn default() -> Self {
        let list = |items: &[&str]| items.iter().map(|&item| item.to_owned()).collect();
        Self {
            shell_window_ms: 120_000,
            generated: list(&[
                "Cargo.lock",
                "package-lock.json",
                "npm-shrinkwrap.json",
                "yarn.lock",
                "pnpm-lock.yaml",
                "bun.lock",
                "poetry.lock",
                "uv.lock",
                "Pipfile.lock",
                "composer.lock",
                "Gemfile.lock",
                "go.sum",
                "flake.lock",
                "mix.lock",
                "Podfile.lock",
                "pubspec.lock",
                "packages.lock.json",
                "gradle.lockfile",
                "*.min.js",
                "*.min.css",
                "*.map",
                "**/node_modules/**",
                "**/target/debug/**",
                "**/target/release/**",
                "**/__pycache__/**",
                "**/dist/**",
                "**/.next/**",
            ]),
            solution: Vec::new(),
            formatters: list(&[
                "rustfmt",
                "cargo fmt",
                "gofmt",
                "goimports",
                "go fmt",
                "black",
                "ruff format",
                "isort",
                "autopep8",
                "yapf",
                "prettier",
                "npx prettier",
                "eslint --fix",
                "npx eslint --fix",
                "npm run format",
                "biome format",
                "npx biome format",
                "deno fmt",
                "clang-format",
                "ktlint -F",
                "google-java-format",
                "swiftformat",
                "dotnet format",
                "terraform fmt",
                "shfmt",
                "mix format",
                "rubocop -a",
                "rubocop -A",
                "php-cs-fixer fix",
                "stylua",
                "zig fmt",
            ]),
        }
    }
}
