//! The `interview` command.

fn main() {}
