//! Writes the bindings of a built library: `uniffi-bindgen generate LIB --language kotlin --out-dir D`.

fn main() {
    uniffi::uniffi_bindgen_main();
}
