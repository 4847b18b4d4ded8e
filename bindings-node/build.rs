//! Lets the addon be linked without Node: its symbols are found when it is loaded.

fn main() {
    napi_build::setup();
}
