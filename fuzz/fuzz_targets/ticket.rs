//! Tickets: what is read is spelt again as it was.
#![no_main]

use interview_core::api::Ticket;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok((ticket, note)) = Ticket::parse(bytes) {
        assert_eq!(ticket.text(), note.text());
        assert_eq!(note.to_string().as_bytes(), bytes);
    }
});
