//! Judgements on a value: is it a placeholder, words, a piece of code, or does it look secret?
//!
//! Where in doubt a value with letters and digits that stands in a text (in quotes, in a line of
//! an environment file, behind an option) is a secret, and a bare word in code is a name.

use std::ops::Range;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::scan::Found;

/// Where a value stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Context {
    /// In quotes, in a line of configuration, or in a command: it is what it says.
    Text,
    /// Bare in a line that may be code: it may be the name of something.
    Code,
}

/// Bytes of a token that decide whether it is filled in.
const HEAD: usize = 24;

/// Different bytes among them that a drawn token has at least.
const VARIETY: usize = 7;

/// Whether the variable part of a token is filled in, not `xxxxxxxx` or `EXAMPLE`.
pub(super) fn filled(token: &str) -> bool {
    let mut seen = [false; 128];
    for byte in token.bytes().take(HEAD) {
        if let Some(seen) = seen.get_mut(usize::from(byte)) {
            *seen = true;
        }
    }
    seen.iter().filter(|seen| **seen).count() >= VARIETY && !is_sample(token)
}

/// [`filled`] for a secret whose place is that of the group.
pub(super) fn filled_place(found: &Found<'_>) -> Option<Range<usize>> {
    filled(found.secret()).then(|| found.secret.clone())
}

/// Whatever isn't a placeholder.
pub(super) fn not_placeholder(found: &Found<'_>) -> Option<Range<usize>> {
    let keep = found.secret().len() < 3 || is_placeholder(found.secret());
    (!keep).then(|| found.secret.clone())
}

/// 40 characters of base64 that were drawn: letters and digits, no path and no hexadecimal.
pub(super) fn aws_secret(found: &Found<'_>) -> Option<Range<usize>> {
    (filled(found.secret()) && is_drawn(found.secret())).then(|| found.secret.clone())
}

/// What stands behind `Bearer` and the like.
pub(super) fn credential(found: &Found<'_>) -> Option<Range<usize>> {
    is_credential(found.secret()).then(|| found.secret.clone())
}

/// Whether the value of an `Authorization` header holds a credential.
pub(super) fn header(value: &str) -> bool {
    let value = value.trim();
    let credential = value.split_once(' ').map_or(value, |(_, credential)| credential.trim());
    !credential.contains(' ') && is_credential(credential)
}

fn is_credential(value: &str) -> bool {
    let mixed = has(value, |byte| byte.is_ascii_digit()) || is_mixed(value);
    !is_placeholder(value) && mixed && !is_names(value)
}

/// A bot token stands behind a bot's id of 8 to 10 digits.
pub(super) fn behind_bot_id(found: &Found<'_>) -> Option<Range<usize>> {
    let digits = found.before().bytes().rev().take_while(u8::is_ascii_digit).count();
    ((8..=10).contains(&digits) && filled(found.secret())).then(|| found.secret.clone())
}

/// The password of a URL, unless it is a placeholder or the word itself.
pub(super) fn url_password(found: &Found<'_>) -> Option<Range<usize>> {
    (!is_placeholder(found.secret())).then(|| found.secret.clone())
}

/// The user of a URL without a password, where it is a drawn token.
pub(super) fn url_token(found: &Found<'_>) -> Option<Range<usize>> {
    (is_drawn(found.secret()) && filled(found.secret())).then(|| found.secret.clone())
}

/// Base64 of `user:password`.
pub(super) fn docker_auth(found: &Found<'_>) -> Option<Range<usize>> {
    let decoded = STANDARD.decode(found.secret()).ok()?;
    let text = str::from_utf8(&decoded).ok()?;
    let (user, password) = text.split_once(':')?;
    let is_pair = !user.is_empty() && !is_placeholder(password);
    (is_pair && !text.chars().any(char::is_control)).then(|| found.secret.clone())
}

/// The password of an HTTP client's user option; other commands use the same letter otherwise.
pub(super) fn curl_user(found: &Found<'_>) -> Option<Range<usize>> {
    let before = found.before();
    let client = ["curl", "http ", "https ", "xh "].iter().any(|name| before.contains(name));
    (client && !is_placeholder(found.secret())).then(|| found.secret.clone())
}

/// Whether a value named as a password looks like one.
pub(super) fn password(value: &str, context: Context) -> bool {
    if value.len() < 6 {
        return false;
    }
    let stands = |value| !is_placeholder(value) && !is_reference(value);
    if value.contains(char::is_whitespace) {
        // Words are prose unless one of them mixes what prose doesn't.
        let mut words = value.split_whitespace();
        let few = words.clone().count() <= 6;
        return few && words.any(|word| password(word, Context::Code)) && stands(value);
    }
    let mixes = match context {
        Context::Text => mixes_as_text(value),
        Context::Code => mixes_as_code(value),
    };
    mixes && stands(value)
}

/// Whether a value that is what it says has more than a word in it.
fn mixes_as_text(value: &str) -> bool {
    let digit = has(value, |byte| byte.is_ascii_digit());
    let letter = has(value, |byte| byte.is_ascii_alphabetic() || byte >= 0x80);
    let symbol = has(value, |byte| b"!@#$%^&*+=?~".contains(&byte));
    let number = !has(value, |byte| !byte.is_ascii_digit());
    let long_word = value.len() >= 16 && !has(value, |byte| !byte.is_ascii_lowercase());
    letter && (digit || symbol) || digit && symbol || number || long_word || is_mixed(value)
}

/// Whether a value that may be the name of something can't be one.
fn mixes_as_code(value: &str) -> bool {
    let code = has(value, |byte| b"(){}[]<>\"'`,".contains(&byte));
    let letter = has(value, |byte| byte.is_ascii_alphabetic());
    let digit = has(value, |byte| byte.is_ascii_digit());
    let middle = value.get(1..value.len() - 1).unwrap_or_default();
    let symbol = has(middle, |byte| b"!@#$%^&*+~".contains(&byte));
    value.len() >= 8 && !code && letter && (digit || symbol) && !is_names(value)
}

/// Whether a value named as a token looks like one that a machine drew.
pub(super) fn token(value: &str, context: Context) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"_-+/=.~:%!@#$^*|".contains(&byte);
    value.len() >= 16
        && is_drawn(value)
        && !has(value, |byte| !plain(byte))
        && (context == Context::Text || !value.contains('.'))
        && filled(value)
        && !is_placeholder(value)
        && !is_reference(value)
}

/// Whether a value stands for one to be filled in, or was taken out already.
pub(super) fn is_placeholder(value: &str) -> bool {
    let lower = value.to_ascii_lowercase();
    let word = lower.trim_matches(|c: char| !c.is_ascii_alphanumeric());
    let bytes = value.as_bytes();
    let template = match bytes {
        [b'$', next, ..] => next.is_ascii_alphabetic() || matches!(next, b'{' | b'(' | b'_'),
        [b'<' | b'{' | b'[' | b'%', .., b'>' | b'}' | b']' | b'%' | b's'] => true,
        _ => value.contains("{{") || value.contains("${") || value.contains("$("),
    };
    let elided = value.ends_with("...") || value.contains('…') || value.contains("***");
    template
        || elided
        || has_few_bytes(value)
        || is_sample(value)
        || value.contains(super::scan::MARKER)
        || matches!(
            word,
            "" | "password"
                | "passwd"
                | "passphrase"
                | "pass"
                | "pwd"
                | "secret"
                | "token"
                | "apikey"
                | "api_key"
                | "api-key"
                | "none"
                | "null"
                | "nil"
                | "undefined"
                | "true"
                | "false"
                | "string"
                | "required"
                | "optional"
                | "hidden"
                | "masked"
                | "redacted"
                | "removed"
                | "todo"
                | "tbd"
                | "default"
                | "empty"
                | "user"
                | "username"
        )
}

/// Whether a value says itself that it is only an example.
fn is_sample(value: &str) -> bool {
    let head = value.char_indices().map(|(at, _)| at).take_while(|at| *at <= 128).last();
    let head =
        if value.len() <= 128 { value } else { value.get(..head.unwrap_or(0)).unwrap_or(value) };
    let head = head.to_ascii_lowercase();
    let says =
        ["example", "placeholder", "changeme", "change-me", "change_me", "redacted", "dummy"];
    says.iter().any(|word| head.contains(word))
        || ["-your-", "_your_", "xxxx", "insert-", "insert_", "replace-", "replace_"]
            .iter()
            .any(|word| head.contains(word))
        || head.starts_with("your")
}

/// Whether a value has at most two different bytes: `xxxx`, `****`, `-----`.
fn has_few_bytes(value: &str) -> bool {
    let first = value.bytes().next();
    let second = value.bytes().find(|byte| Some(*byte) != first);
    value.bytes().all(|byte| Some(byte) == first || Some(byte) == second)
}

/// Whether a value points to where a secret is instead of being one: URL, path, file, variable.
fn is_reference(value: &str) -> bool {
    let starts = [
        "process.env",
        "os.environ",
        "os.getenv",
        "env.",
        "ENV[",
        "env(",
        "getenv",
        "secrets.",
        "vault:",
        "config.",
        "settings.",
        "self.",
        "this.",
        "args.",
        "opts.",
        "options.",
        "req.",
        "request.",
        "id=",
        "type=",
        "src=",
        "@",
        "/",
        "./",
        "../",
        "~/",
        ":",
        "!",
        "$",
        "=",
        "\\",
    ];
    let ends =
        [".txt", ".pem", ".json", ".key", ".yml", ".yaml", ".env", ".py", ".ts", ".js", ".md"];
    let path = value.starts_with(['/', '.', '~']) && !is_drawn(value);
    let hash = value.starts_with("$2") || value.starts_with("$argon2");
    let named = starts.iter().any(|start| value.starts_with(start));
    value.contains("://")
        || path
        || ends.iter().any(|end| value.ends_with(end))
        || is_call(value)
        || is_variable(value)
        || is_address(value)
        || value
            .bytes()
            .all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b':' | b'-' | b','))
            && has(value, |byte| !byte.is_ascii_digit())
        || named && !hash && !(value.starts_with(['/', '!', '$', '=', '@']) && is_strong(value))
}

/// Whether a value that begins with a sign goes on like a password.
fn is_strong(value: &str) -> bool {
    let digit = has(value, |byte| byte.is_ascii_digit());
    digit
        && has(value, |byte| byte.is_ascii_alphabetic())
        && !value.contains(['(', '.'])
        && value.matches('/').count() < 3
}

/// Whether a value is a call or an index: `get_password()`, `config["a"]`.
fn is_call(value: &str) -> bool {
    let name =
        value.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || b"_.:".contains(byte));
    let name = name.count();
    name > 0 && matches!(value.as_bytes().get(name), Some(b'(' | b'['))
}

/// Whether a value is the name of a variable: `DB_PASSWORD_2`, `config.db1.password`, `a::b2`.
fn is_variable(value: &str) -> bool {
    let upper = |byte: u8| byte.is_ascii_uppercase() || byte == b'_' || byte.is_ascii_digit();
    let upper_name = value.contains('_') && value.bytes().all(upper);
    let mut parts = value.split('.');
    let starts_name = |part: &str| part.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    let in_name = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    let chain = value.contains('.')
        && value.len() < 64
        && parts.all(|part| starts_name(part) && part.bytes().all(in_name) && !is_drawn(part));
    let path = value.contains("::") && value.split("::").all(|part| part.bytes().all(in_name));
    upper_name || chain || path
}

/// Whether a value is an e-mail address without digits.
fn is_address(value: &str) -> bool {
    value.split_once('@').is_some_and(|(user, host)| {
        let plain = |byte: u8| byte.is_ascii_alphabetic() || b"._-+".contains(&byte);
        !user.is_empty() && host.contains('.') && user.bytes().chain(host.bytes()).all(plain)
    })
}

/// Whether every part of a value is a word, a number or a word with a number: `my-app-v2`.
fn is_names(value: &str) -> bool {
    value.split(['-', '_', '.', '/', ':']).all(|part| {
        let word = part.trim_end_matches(|c: char| c.is_ascii_digit());
        let digits = part.len() - word.len();
        !has(word, |byte| !byte.is_ascii_alphabetic()) && digits <= 4 && !is_mixed(word)
    })
}

/// Whether a value looks drawn: not made of words, and of bytes that are evenly spread.
fn is_drawn(value: &str) -> bool {
    let digit = has(value, |byte| byte.is_ascii_digit());
    let letter = has(value, |byte| byte.is_ascii_alphabetic());
    letter && (digit && !is_names(value) || is_mixed(value)) && is_spread(value)
}

/// Whether letters alternate between cases as no name does.
fn is_mixed(value: &str) -> bool {
    let letters = value.bytes().filter(u8::is_ascii_alphabetic).count();
    let upper = value.bytes().filter(u8::is_ascii_uppercase).count();
    let changes = value
        .as_bytes()
        .windows(2)
        .filter(|pair| matches!(pair, [a, b] if a.is_ascii_lowercase() && b.is_ascii_uppercase()));
    letters >= 12
        && upper * 10 >= letters * 3
        && upper * 10 <= letters * 7
        && changes.count() * 8 >= letters
}

/// Whether no byte dominates: two bytes drawn from the first 64 are equal less than once in five.
fn is_spread(value: &str) -> bool {
    let mut counts = [0_u32; 256];
    for byte in value.bytes().take(64) {
        if let Some(count) = counts.get_mut(usize::from(byte)) {
            *count += 1;
        }
    }
    let total: u32 = counts.iter().sum();
    counts.iter().map(|count| count * count).sum::<u32>() * 5 <= total * total
}

fn has(value: &str, wanted: impl Fn(u8) -> bool) -> bool {
    value.bytes().any(wanted)
}
