//! Lines of format 1: what is read are the bytes that stand there, and what the writer makes, the
//! reader takes.
#![no_main]

use interview_core::{
    api::{Draft, Hash, Salt, Timestamp},
    wire::{EventLine, Line, data_of, read_line},
};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    match read_line(bytes) {
        Ok(Line::Event(event)) => {
            let line = std::str::from_utf8(bytes).unwrap();
            assert_eq!(spelling(&event, line), line);
            assert_eq!(data_of(line), Some(event.data));
            let data: serde_json::Value = serde_json::from_str(event.data).unwrap();
            assert!(data.is_object());
            written(event.kind, event.origin, event.data);
        }
        Ok(Line::Redacted(hash)) => assert_eq!(format!("~{hash}").as_bytes(), bytes),
        Err(flaw) => assert!(flaw.offset <= bytes.len()),
    }
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Some((kind, data)) = text.split_once('\n') {
        written(kind, "recorder", data);
    }
});

/// The line as its parts spell it.
fn spelling(event: &EventLine<'_>, line: &str) -> String {
    let EventLine { prev, seq, at, kind, origin, data, .. } = event;
    let salt = &line[line.find(",\"salt\":\"").unwrap() + 9..][..22];
    format!(
        "{{\"prev\":\"{prev}\",\"seq\":{seq},\"at\":\"{at}\",\"kind\":\"{kind}\",\
         \"origin\":\"{origin}\",\"salt\":\"{salt}\",\"data\":{data}}}"
    )
}

/// A payload that the writer takes is read back whole, and fits its kind.
fn written(kind: &str, origin: &str, data: &str) {
    let Ok(prepared) = Draft::new(kind, origin, data).and_then(Draft::prepare) else { return };
    let at = Timestamp::from_ms(0).unwrap();
    let line = prepared.line(Hash([0; 32]), 3, at, Salt([0; 16]));
    match read_line(line.as_bytes()) {
        Ok(Line::Event(event)) => {
            assert_eq!((event.kind, event.origin), (kind, origin));
            assert_eq!((event.data, event.seq), (prepared.data(), 3));
            assert!(event.misfit.is_none(), "{:?}", event.misfit);
        }
        other => panic!("{line}: {other:?}"),
    }
}
