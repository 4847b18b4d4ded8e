//! What a call came to, and work that another thread does. A panic becomes a failure here.

use std::panic::{AssertUnwindSafe, catch_unwind};

use interview_core::api::{Error, ErrorCode};
use napi::{
    Env,
    bindgen_prelude::{AsyncTask, Either, Task, ToNapiValue, TypeName},
};
use napi_derive::napi;

/// An error of the library. Its members tell it from every other object that a call gives.
#[derive(Debug)]
#[napi(object, object_from_js = false)]
pub struct Failure {
    /// A code of `errorCodes()`, or `internal` where the library itself has a fault.
    pub failure_code: String,
    /// What was met, and where.
    pub failure_message: String,
}

/// A value, or why there is none.
pub(crate) type Outcome<T> = Either<T, Failure>;

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let code = error.code().as_str().to_owned();
        Self { failure_code: code, failure_message: error.to_string() }
    }
}

impl Failure {
    /// A failure with one of the library's codes.
    pub(crate) fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Error::new(code, message).into()
    }

    /// The object was closed, or has given what it had to give.
    pub(crate) fn closed(what: &str) -> Self {
        Self::new(ErrorCode::Closed, format!("the {what} is closed"))
    }
}

/// Does something, whatever it may come to.
pub(crate) fn guarded<T>(work: impl FnOnce() -> Result<T, Failure>) -> Outcome<T> {
    // What a panic leaves half done is behind a mutex or dropped.
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(Ok(value)) => Either::A(value),
        Ok(Err(failure)) => Either::B(failure),
        Err(_) => Either::B(Failure {
            failure_code: "internal".to_owned(),
            failure_message: "the library has a fault: its work broke off".to_owned(),
        }),
    }
}

/// Work for a thread of Node's pool.
pub struct Job<T>(Option<Box<dyn FnOnce() -> Result<T, Failure> + Send>>);

/// Hands work to a thread of Node's pool.
pub(crate) fn later<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Failure> + Send + 'static,
) -> AsyncTask<Job<T>>
where
    Job<T>: Task,
{
    AsyncTask::new(Job(Some(Box::new(work))))
}

impl<T: ToNapiValue + TypeName + Send + 'static> Task for Job<T> {
    type Output = Outcome<T>;
    type JsValue = Outcome<T>;

    fn compute(&mut self) -> napi::Result<Self::Output> {
        let work = self.0.take();
        Ok(guarded(|| work.ok_or_else(|| Failure::closed("work"))?()))
    }

    fn resolve(&mut self, _: Env, output: Self::Output) -> napi::Result<Self::JsValue> {
        Ok(output)
    }
}

/// A whole number for JavaScript, which has them up to 2^53 - 1.
pub(crate) fn number(value: u64) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}

/// A whole number from JavaScript.
pub(crate) fn whole(value: i64) -> Result<u64, Failure> {
    let refused = |_| Failure::new(ErrorCode::OutOfRange, format!("`{value}` is below 0"));
    u64::try_from(value).map_err(refused)
}
