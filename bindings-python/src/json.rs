//! The JSON of plain Python values, many times a session: `dict`, `list`, `tuple`, `str`, `bool`, whole
//! numbers and None. What else there is (numbers with a fraction, classes of the caller's, text with
//! lone surrogates) is left to Python's own encoder, whose errors callers know.

use std::io::Write;

use pyo3::{
    Bound, PyAny, pyfunction,
    types::{
        PyAnyMethods, PyBool, PyBoolMethods, PyDict, PyDictMethods, PyInt, PyList, PyListMethods,
        PyString, PyStringMethods, PyTuple, PyTupleMethods,
    },
};

/// Containers in each other that are written; Python's encoder bears more, and tells of circles.
const DEPTH: usize = 64;

/// The value as JSON text; None where Python's own encoder is needed.
#[pyfunction]
pub(crate) fn plain_json(value: &Bound<'_, PyAny>) -> Option<String> {
    let mut json = Vec::with_capacity(512);
    write(value, DEPTH, &mut json)?;
    String::from_utf8(json).ok()
}

fn write(value: &Bound<'_, PyAny>, depth: usize, json: &mut Vec<u8>) -> Option<()> {
    if let Ok(text) = value.cast_exact::<PyString>() {
        return string(text, json);
    }
    if let Ok(members) = value.cast_exact::<PyDict>() {
        let depth = depth.checked_sub(1)?;
        json.push(b'{');
        for (place, (name, value)) in members.iter().enumerate() {
            if place > 0 {
                json.push(b',');
            }
            string(name.cast_exact::<PyString>().ok()?, json)?;
            json.push(b':');
            write(&value, depth, json)?;
        }
        json.push(b'}');
        return Some(());
    }
    if value.is_none() {
        json.extend_from_slice(b"null");
    } else if let Ok(truth) = value.cast_exact::<PyBool>() {
        json.extend_from_slice(if truth.is_true() { b"true" } else { b"false" });
    } else if value.is_exact_instance_of::<PyInt>() {
        write!(json, "{}", value.extract::<i64>().ok()?).ok()?;
    } else if let Ok(list) = value.cast_exact::<PyList>() {
        elements(list.iter(), depth, json)?;
    } else {
        elements(value.cast_exact::<PyTuple>().ok()?.iter(), depth, json)?;
    }
    Some(())
}

fn elements<'py>(
    elements: impl Iterator<Item = Bound<'py, PyAny>>,
    depth: usize,
    json: &mut Vec<u8>,
) -> Option<()> {
    let depth = depth.checked_sub(1)?;
    json.push(b'[');
    for (place, element) in elements.enumerate() {
        if place > 0 {
            json.push(b',');
        }
        write(&element, depth, json)?;
    }
    json.push(b']');
    Some(())
}

fn string(text: &Bound<'_, PyString>, json: &mut Vec<u8>) -> Option<()> {
    serde_json::to_writer(json, text.to_str().ok()?).ok()
}
