//! What a caller gives: where a log comes from, options as JSON, and times and salts for tests.

use std::{
    cell::RefCell,
    io::{self, Read},
    path::PathBuf,
};

use interview_core::api::{
    Artefacts, Bundle, Error, ErrorCode, Salt, Stamp, Timestamp, VerifyOptions,
};
use interview_journal::{Fixed, OwnedBundle, Source, System, read_bundle, read_bundle_from};
use pyo3::{
    FromPyObject, Py, PyAny, PyResult, Python,
    exceptions::{PyTypeError, PyValueError},
    pybacked::PyBackedBytes,
    types::{PyAnyMethods, PyBytes, PyBytesMethods},
};

use crate::failure::{Raised, caught, detached, exception};

/// Where a log comes from: its bytes or those of an archive, a path, or a file object.
#[derive(FromPyObject)]
pub(crate) enum Given {
    Bytes(PyBackedBytes),
    Path(PathBuf),
    File(Py<PyAny>),
}

/// The files beside a log that is given as bytes.
#[derive(Default)]
pub(crate) struct Beside {
    pub(crate) manifest: Option<PyBackedBytes>,
    pub(crate) diff: Option<PyBackedBytes>,
    pub(crate) commits: Option<PyBackedBytes>,
}

impl Beside {
    pub(crate) fn artefacts(&self) -> Artefacts<'_> {
        Artefacts {
            manifest: self.manifest.as_deref(),
            diff: self.diff.as_deref(),
            commits: self.commits.as_deref(),
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.manifest.is_none() && self.diff.is_none() && self.commits.is_none()
    }

    /// A path or file object names a whole bundle.
    pub(crate) fn must_be_empty(&self) -> PyResult<()> {
        if self.is_empty() {
            return Ok(());
        }
        Err(PyTypeError::new_err("`manifest`, `diff` and `commits` go with a log in bytes"))
    }
}

/// A bundle at hand.
pub(crate) enum Loaded {
    Given(PyBackedBytes, Beside),
    Read(OwnedBundle),
}

impl Loaded {
    /// Loads what is given.
    pub(crate) fn new(py: Python<'_>, given: Given, beside: Beside) -> PyResult<Self> {
        let read = match given {
            Given::Bytes(bytes) if !beside.is_empty() => return Ok(Self::Given(bytes, beside)),
            Given::Bytes(bytes) => {
                return detached(py, || read_bundle_from(&*bytes)).map(Self::Read);
            }
            Given::Path(path) => {
                beside.must_be_empty()?;
                detached(py, || read_bundle(&path))?
            }
            Given::File(file) => {
                beside.must_be_empty()?;
                let raised = Raised::new(py)?;
                let (outcome, raised) = caught(py, move || {
                    let raised = RefCell::new(raised);
                    let outcome = read_bundle_from(Reading { file: &file, raised: &raised });
                    (outcome, raised.into_inner())
                })?;
                raised.or(outcome)?
            }
        };
        Ok(Self::Read(read))
    }

    pub(crate) fn bundle(&self) -> Bundle<'_> {
        match self {
            Self::Read(bundle) => bundle.bundle(),
            Self::Given(events, beside) => {
                let Artefacts { manifest, diff, commits } = beside.artefacts();
                Bundle { events, manifest, diff, commits }
            }
        }
    }
}

/// A Python file object, read from work without the interpreter's lock.
pub(crate) struct Reading<'a> {
    pub(crate) file: &'a Py<PyAny>,
    pub(crate) raised: &'a RefCell<Raised>,
}

impl Read for Reading<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.raised.borrow_mut().call(|py| {
            py.check_signals()?;
            let read = self.file.bind(py).call_method1("read", (buffer.len(),))?;
            let Ok(read) = read.cast::<PyBytes>() else {
                return Err(PyTypeError::new_err("`read` must give bytes"));
            };
            let bytes = read.as_bytes();
            match buffer.get_mut(..bytes.len()) {
                Some(start) => start.copy_from_slice(bytes),
                None => {
                    return Err(PyValueError::new_err("`read` gave more than it was asked for"));
                }
            }
            Ok(bytes.len())
        });
        read.map_err(io::Error::other)
    }
}

/// Options from their JSON text.
pub(crate) fn options(json: Option<&str>) -> PyResult<VerifyOptions> {
    json.map_or_else(|| Ok(VerifyOptions::default()), VerifyOptions::from_json).map_err(exception)
}

/// Times and salts that a test gives, a pair for each line; from the system where there are none.
pub(crate) type Stamps = Option<Vec<(String, [u8; 16])>>;

/// Where a call of the journal has its time and randomness from.
pub(crate) fn source(stamps: Stamps) -> PyResult<Box<dyn Source>> {
    Ok(match stamps.and_then(|stamps| stamps.into_iter().next()) {
        Some(given) => Box::new(Fixed::new(stamp(&given)?)),
        None => Box::new(System),
    })
}

/// A stamp for each of so many lines.
pub(crate) fn stamps<const N: usize>(stamps: Stamps) -> PyResult<[Stamp; N]> {
    let stamps = match stamps {
        Some(given) => given.iter().map(stamp).collect::<PyResult<Vec<_>>>()?,
        None => (0..N).map(|_| drawn()).collect::<Result<_, _>>().map_err(exception)?,
    };
    stamps.try_into().map_err(|_| PyValueError::new_err("a stamp for each line is needed"))
}

fn stamp((at, salt): &(String, [u8; 16])) -> PyResult<Stamp> {
    let at = Timestamp::parse(at.as_bytes());
    let at =
        at.ok_or_else(|| PyValueError::new_err("a time is spelled `2026-01-31T12:34:56.789Z`"))?;
    Ok(Stamp { at, salt: Salt(*salt) })
}

fn drawn() -> Result<Stamp, Error> {
    let mut salt = [0; 16];
    System.fill(&mut salt)?;
    Ok(Stamp { at: System.now()?, salt: Salt(salt) })
}

/// The error of an object that was closed.
pub(crate) fn closed(what: &str) -> Error {
    Error::new(ErrorCode::Closed, format!("the {what} is closed"))
}
