//! The table of what is a secret: one row for each shape, with where the shape is documented.
//!
//! A row's regex is matched where one of its literals stands. Group 1 is the secret; without a
//! group it is the whole match. The scanner is in `scan.rs`, judgements on values in `looks.rs`.

use std::ops::Range;

use super::row::{Case, Check, Left, Pattern};
use super::scan::Found;
use super::{assign, looks, pem};

/// A row for a token that its first characters give away.
const fn token(
    kind: &'static str,
    starts: &'static [&'static str],
    left: Left,
    regex: &'static str,
) -> Pattern {
    Pattern { kind, starts, case: Case::Exact, left, regex, check: Check::If(looks::filled) }
}

/// A row whose secret has to be placed or judged by its surroundings; letter case is ignored.
const fn placed(
    kind: &'static str,
    starts: &'static [&'static str],
    left: Left,
    regex: &'static str,
    place: fn(&Found<'_>) -> Option<Range<usize>>,
) -> Pattern {
    Pattern { kind, starts, case: Case::Ignore, left, regex, check: Check::Place(place) }
}

/// Every shape, the more special one first where two begin alike.
pub(super) const PATTERNS: &[Pattern] = &[
    // AWS IAM User Guide, "Unique identifiers": four letters, 16 of base32.
    token(
        "aws_access_key_id",
        &["AKIA", "ASIA", "ABIA", "ACCA"],
        Left::Boundary,
        "A[KSBC][IC]A[A-Z2-7]{16,}",
    ),
    // The CSV that the AWS console hands out: id, comma, 40 characters of base64.
    token(
        "aws_secret_key",
        &["AKIA"],
        Left::Boundary,
        r#"AKIA[A-Z2-7]{16}[\ \t]*[,:;|"'\ ]{1,4}([A-Za-z0-9/+]{40,})"#,
    ),
    // AWS CLI User Guide, "Configuration and credential file settings".
    placed(
        "aws_secret_key",
        &["secret"],
        Left::Any,
        r#"secret[_-]?(?:access[_-]?)?key\\*["'`]?\]?\s*(?:=>|:=|[:=,\ ])\s*\\*["'`]?([a-z0-9/+]{40,})"#,
        looks::aws_secret,
    ),
    // AWS Signature Version 4 in a query: the signature lets its holder in until it expires.
    token("aws_signature", &["X-Amz-Signature="], Left::Any, "X-Amz-Signature=([0-9a-f]{64,})"),
    // docs.github.com, "GitHub's token formats".
    token(
        "github_token",
        &["ghp_", "gho_", "ghu_", "ghs_", "ghr_"],
        Left::Any,
        "gh[pousr]_[A-Za-z0-9]{36,}",
    ),
    token("github_token", &["github_pat_"], Left::Any, "github_pat_[A-Za-z0-9_]{36,}"),
    // docs.gitlab.com, "Token overview", token prefixes.
    token(
        "gitlab_token",
        &[
            "glpat-", "gldt-", "glrt-", "glcbt-", "glptt-", "glft-", "glimt-", "glagent-",
            "gloas-", "glsoat-",
        ],
        Left::Boundary,
        "gl(?:pat|dt|rt|cbt|ptt|ft|imt|agent|oas|soat)-[A-Za-z0-9_.-]{20,}",
    ),
    // api.slack.com, "Token types".
    token(
        "slack_token",
        &["xoxa-", "xoxb-", "xoxe-", "xoxe.", "xoxo-", "xoxp-", "xoxr-", "xoxs-", "xapp-"],
        Left::Boundary,
        "(?:xox[abeoprs]|xapp)[-.][A-Za-z0-9.-]{16,}",
    ),
    // api.slack.com, "Sending messages using incoming webhooks".
    token(
        "slack_webhook",
        &["hooks.slack.com/"],
        Left::Any,
        r"hooks\.slack\.com/(?:services|workflows|triggers)/([A-Za-z0-9]{6,}/[A-Za-z0-9]{6,}/[A-Za-z0-9/]{16,})",
    ),
    // docs.stripe.com, "API keys" and "Webhook signatures"; `pk_` keys are public.
    token(
        "stripe_key",
        &["sk_live_", "sk_test_", "rk_live_", "rk_test_"],
        Left::Boundary,
        "[sr]k_(?:live|test)_[A-Za-z0-9]{16,}",
    ),
    token("stripe_key", &["whsec_"], Left::Boundary, "whsec_[A-Za-z0-9+/]{24,}=*"),
    // docs.anthropic.com: keys and tokens begin `sk-ant-` and a word with a number.
    token("anthropic_key", &["sk-ant-"], Left::Boundary, "sk-ant-[a-z]+[0-9]+-[A-Za-z0-9_-]{20,}"),
    // platform.openai.com: `sk-proj-` and the like, or `sk-` alone; others took the shape over.
    token(
        "openai_key",
        &["sk-"],
        Left::Boundary,
        "sk-(?:(?:proj|svcacct|admin|or-v1)-[A-Za-z0-9_-]{20,}|[A-Za-z0-9]{20,})",
    ),
    // cloud.google.com, "Authenticate by using API keys"; OAuth tokens, secrets, refresh tokens.
    token("google_api_key", &["AIza"], Left::Boundary, "AIza[A-Za-z0-9_-]{35,}"),
    token("google_oauth", &["ya29."], Left::Boundary, r"ya29\.[A-Za-z0-9_-]{20,}"),
    token("google_oauth", &["GOCSPX-"], Left::Boundary, "GOCSPX-[A-Za-z0-9_-]{28,}"),
    token("google_oauth", &["1//0"], Left::Boundary, "1//0[A-Za-z0-9_-]{40,}"),
    // docs.npmjs.com, "About access tokens".
    token("npm_token", &["npm_"], Left::Boundary, "npm_[A-Za-z0-9]{36,}"),
    // warehouse.pypa.io: a macaroon in base64url behind `pypi-`.
    token("pypi_token", &["pypi-Ag"], Left::Boundary, "pypi-Ag[A-Za-z0-9_-]{50,}"),
    // crates.io, `SecretToken`: `cio` and 32 letters and digits.
    token("crates_io_token", &["cio"], Left::Boundary, "cio[A-Za-z0-9]{32,}"),
    // huggingface.co/docs/hub/security-tokens.
    token("hugging_face_token", &["hf_"], Left::Boundary, "hf_[A-Za-z0-9]{30,}"),
    // twilio.com/docs, "API keys": SID of a key.
    token("twilio_key", &["SK"], Left::Boundary, "SK[0-9a-f]{32,}"),
    // docs.sendgrid.com: id and secret, 22 and 43 of base64url.
    token("sendgrid_key", &["SG."], Left::Boundary, r"SG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{32,}"),
    // documentation.mailgun.com, private API keys.
    token("mailgun_key", &["key-"], Left::Boundary, "key-[0-9a-f]{32,}"),
    // docs.digitalocean.com: personal, OAuth and refresh tokens.
    token(
        "digitalocean_token",
        &["dop_v1_", "doo_v1_", "dor_v1_"],
        Left::Boundary,
        "do[por]_v1_[0-9a-f]{64,}",
    ),
    // shopify.dev, "Access tokens".
    token(
        "shopify_token",
        &["shpat_", "shpca_", "shppa_", "shpss_"],
        Left::Boundary,
        "shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32,}",
    ),
    // docs.databricks.com, personal access tokens.
    token("databricks_token", &["dapi"], Left::Boundary, "dapi[0-9a-f]{32,}(?:-[0-9])?"),
    // learn.microsoft.com, Azure Storage and Service Bus connection strings.
    placed(
        "azure_storage_key",
        &["accountkey=", "sharedaccesskey="],
        Left::Any,
        "(?:account|sharedaccess)key=([a-z0-9+/]{40,}={0,2})",
        looks::filled_place,
    ),
    // learn.microsoft.com, "Create a service SAS": base64 of an HMAC, percent-encoded.
    placed(
        "azure_sas",
        &["sig="],
        Left::Boundary,
        "sig=((?:[a-z0-9+/]|%2[bf]){40,}(?:=|%3d)*)",
        looks::filled_place,
    ),
    // core.telegram.org/bots/api, "Authorizing your bot": bot id, colon, 35 characters.
    Pattern {
        kind: "telegram_token",
        starts: &[":AA"],
        case: Case::Exact,
        left: Left::Any,
        regex: ":(AA[A-Za-z0-9_-]{33,})",
        check: Check::Place(looks::behind_bot_id),
    },
    // discord.com/developers/docs/reference: base64 of the bot's id, a time, an HMAC.
    token(
        "discord_token",
        &["MT", "Mj", "Mz", "ND", "NT", "Nj", "Nz", "OD", "OT"],
        Left::Boundary,
        r"[MNO][A-Za-z0-9_-]{22,27}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{27,}",
    ),
    token(
        "discord_webhook",
        &["/api/webhooks/"],
        Left::Any,
        "/api/webhooks/[0-9]{17,20}/([A-Za-z0-9_-]{60,})",
    ),
    // Prefixes that other services document for their tokens: Groq, xAI, Perplexity, Replicate,
    // Vault, Docker Hub, Linear, Figma, Notion, Supabase, Grafana, New Relic, Atlassian, Doppler,
    // Postman, PlanetScale.
    token(
        "service_token",
        &[
            "gsk_",
            "xai-",
            "pplx-",
            "r8_",
            "hvs.",
            "dckr_pat_",
            "lin_api_",
            "figd_",
            "ntn_",
            "sbp_",
            "glsa_",
            "NRAK-",
            "ATATT3",
            "dp.pt.",
            "dp.st.",
            "PMAK-",
            "pscale_",
        ],
        Left::Boundary,
        r"(?:gsk_[A-Za-z0-9]{40,}|xai-[A-Za-z0-9]{60,}|pplx-[A-Za-z0-9]{40,}|r8_[A-Za-z0-9]{37,}
        |hvs\.[A-Za-z0-9_-]{24,}|dckr_pat_[A-Za-z0-9_-]{27,}|lin_api_[A-Za-z0-9]{40,}
        |figd_[A-Za-z0-9_-]{40,}|ntn_[A-Za-z0-9]{40,}|sbp_[0-9a-f]{40,}|glsa_[A-Za-z0-9_]{40,}
        |NRAK-[A-Z0-9]{27,}|ATATT3[A-Za-z0-9_=-]{60,}|dp\.[ps]t\.[A-Za-z0-9.]{40,}
        |PMAK-[0-9a-f]{24}-[0-9a-f]{34,}|pscale_(?:tkn|pw|oauth)_[A-Za-z0-9_.-]{32,})",
    ),
    // RFC 7519 in the compact form of RFC 7515; header and claims are JSON, so both begin `eyJ`.
    token(
        "jwt",
        &["eyJ"],
        Left::Boundary,
        r"eyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{16,}",
    ),
    // RFC 7468, RFC 4716, RFC 9580 section 6.2 and openssh's PROTOCOL.key.
    placed(
        "private_key",
        &["-----begin", "---- begin"],
        Left::Any,
        r"-----?\ ?begin\ (?:[a-z0-9]{1,12}\ ){0,3}private\ key(?:\ block)?\ ?-----?",
        pem::block,
    ),
    // The same in base64 once more, as Kubernetes and CI secrets hold it.
    Pattern {
        kind: "private_key",
        starts: &["LS0tLS1CRUdJTi"],
        case: Case::Exact,
        left: Left::Boundary,
        regex: "LS0tLS1CRUdJTi[A-Za-z0-9+/]{30,}={0,2}",
        check: Check::Place(pem::encoded),
    },
    // PuTTY's .ppk format, appendix C of its manual.
    placed(
        "private_key",
        &["private-lines:"],
        Left::Any,
        r"private-lines:\ ?[0-9]{1,3}",
        pem::putty,
    ),
    // age-encryption.org: Bech32 with the prefix AGE-SECRET-KEY-.
    token("age_key", &["AGE-SECRET-KEY-1"], Left::Any, "AGE-SECRET-KEY-1[0-9A-Z]{58,}"),
    // c2sp.org/signed-note, private keys as golang.org/x/mod/sumdb/note writes them.
    token(
        "note_key",
        &["PRIVATE+KEY+"],
        Left::Any,
        r#"PRIVATE\+KEY\+[^\s+"'\\]{1,255}\+[0-9a-f]{8}\+([A-Za-z0-9+/]{40,}=*)"#,
    ),
    // RFC 3986 section 3.2.1: scheme://user:password@host, and scheme://token@host.
    placed(
        "url_password",
        &["://"],
        Left::Any,
        r#"://[^\s:/?\#@"'`<>\\\[\]]*:([^\s/?\#"'`<>\\]+)@[a-z0-9\[{$%-]"#,
        looks::url_password,
    ),
    placed(
        "url_password",
        &["://"],
        Left::Any,
        "://([a-z0-9_-]{20,}):?@[a-z0-9]",
        looks::url_token,
    ),
    // RFC 9110 section 11.6.2, RFC 6750, RFC 7617; `token` is GitHub's.
    placed(
        "authorization",
        &["authorization"],
        Left::Any,
        r#"authorization\\*["'`]?\]?\)?\s*(?:=>|[:=,])?\s*\\*["'`]?
        (?:bearer|basic|token|apikey|negotiate)\s+([a-z0-9._~+/=-]{8,})"#,
        looks::credential,
    ),
    placed(
        "authorization",
        &["bearer"],
        Left::Boundary,
        r"bearer\ ([a-z0-9._~+/-]{16,}=*)",
        looks::credential,
    ),
    // GNU inetutils manual, "The .netrc file".
    placed(
        "netrc",
        &["machine", "default"],
        Left::Boundary,
        r#"(?:machine(?:\s|\\+[nrt]){1,8}[^\s\\"']{1,255}|default)(?:\s|\\+[nrt]){1,8}
        login(?:\s|\\+[nrt]){1,8}[^\s\\"']{1,255}(?:\s|\\+[nrt]){1,8}
        (?:account(?:\s|\\+[nrt]){1,8}[^\s\\"']{1,255}(?:\s|\\+[nrt]){1,8})?
        password(?:\s|\\+[nrt]){1,8}([^\s\\"']+)"#,
        looks::not_placeholder,
    ),
    // docs.npmjs.com, "npmrc": auth related configuration.
    placed(
        "npmrc",
        &[":_auth", ":_password"],
        Left::Any,
        r#":_(?:authtoken|auth|password)\s*=\s*["']?([a-z0-9+/=_.-]{8,})"#,
        looks::not_placeholder,
    ),
    // docs.docker.com, `docker login`: base64 of user:password under "auth".
    placed(
        "docker_auth",
        &["auth"],
        Left::Boundary,
        r#"auth\\*["']\s*:\s*\\*["']([a-z0-9+/]{8,}={0,2})\\*["']"#,
        looks::docker_auth,
    ),
    // curl(1): -u, --user <user:password>; the same in httpie's -a.
    placed(
        "curl_user",
        &["-u", "--user", "-a"],
        Left::Boundary,
        r#"(?:-u|--user|-a)[\ =]?\\*["']?[^\s:"'\\]{1,128}:([^\s"'\\]+)"#,
        looks::curl_user,
    ),
    // sshpass(1): -p password.
    placed(
        "password",
        &["sshpass"],
        Left::Boundary,
        r#"sshpass\s+-p\ ?\\*["']?([^\s"'\\]+)"#,
        looks::not_placeholder,
    ),
    // Assignments, in whatever language: see `assign.rs`.
    placed(
        "password",
        &["passw", "passphrase", "pwd", "secret"],
        Left::Any,
        assign::PASSWORD,
        assign::password,
    ),
    placed(
        "secret",
        &[
            "token",
            "api_key",
            "api-key",
            "apikey",
            "secret",
            "access",
            "private",
            "auth",
            "signing",
            "encryption",
            "account",
            "master",
            "service",
            "session_key",
            "session-key",
            "sessionkey",
            "client_key",
            "client-key",
            "clientkey",
        ],
        Left::Any,
        assign::TOKEN,
        assign::token,
    ),
];

#[cfg(test)]
mod tests {
    use regex::Regex;

    use super::*;

    #[test]
    fn every_pattern_compiles() {
        for pattern in PATTERNS {
            let regex = Regex::new(&format!(r"(?x)\A(?:{})", pattern.regex));
            assert!(regex.is_ok(), "{}: {regex:?}", pattern.kind);
        }
        assert!(super::super::scan::Scanner::shared().is_some());
    }

    #[test]
    fn a_kind_can_stand_in_a_marker() {
        for pattern in PATTERNS {
            let marker = format!("[redacted:{}]", pattern.kind);
            assert_eq!(super::super::scan::marker_at(&marker, 0), Some(marker.len()));
        }
    }

    #[test]
    fn the_literals_of_a_row_that_ignores_case_are_lower_case() {
        for pattern in PATTERNS.iter().filter(|pattern| pattern.case == Case::Ignore) {
            for start in pattern.starts {
                assert_eq!(*start, start.to_ascii_lowercase());
            }
        }
    }
}
