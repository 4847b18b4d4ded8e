//! Tables for other packages, handed over through Arrow's PyCapsule interface. What stands in them is
//! the Python half's business.

use arrow_buffer::{BooleanBuffer, Buffer, NullBuffer};
use arrow_data::{ArrayData, ffi::FFI_ArrowArray};
use arrow_schema::{ArrowError, DataType, Field, Fields, ffi::FFI_ArrowSchema};
use pyo3::{
    Bound, PyAny, PyErr, PyResult, Python,
    exceptions::PyValueError,
    pyclass, pymethods,
    types::{PyAnyMethods, PyCapsule},
};

/// Columns of the same length. As a row of an Arrow stream it is a record batch.
#[pyclass(frozen)]
pub(crate) struct Table(ArrayData);

/// The capsules of a schema and of an array; Python has no name for their type before 3.13.
type Capsules<'py> = (Bound<'py, PyAny>, Bound<'py, PyAny>);

#[pymethods]
impl Table {
    /// Columns: a name, `text`, `integer`, `boolean` or `integers`, and the values, of which those of
    /// a scalar may be None.
    #[new]
    fn new(rows: usize, columns: Vec<(String, String, Bound<'_, PyAny>)>) -> PyResult<Self> {
        let (mut fields, mut arrays) = (Vec::new(), Vec::new());
        for (name, kind, values) in columns {
            let array = column(&kind, &values)?;
            if array.len() != rows {
                return Err(PyValueError::new_err(format!("`{name}` has another length")));
            }
            fields.push(Field::new(name, array.data_type().clone(), kind != "integers"));
            arrays.push(array);
        }
        let table = ArrayData::builder(DataType::Struct(Fields::from(fields))).len(rows);
        Ok(Self(table.child_data(arrays).build().map_err(refused)?))
    }

    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let schema = FFI_ArrowSchema::try_from(self.0.data_type()).map_err(refused)?;
        PyCapsule::new_with_value(py, schema, c"arrow_schema").map(Bound::into_any)
    }

    /// Another schema is a wish that the interface allows to leave unfulfilled.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_array__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Capsules<'py>> {
        drop(requested_schema);
        let array = PyCapsule::new_with_value(py, FFI_ArrowArray::new(&self.0), c"arrow_array")?;
        Ok((self.__arrow_c_schema__(py)?, array.into_any()))
    }

    fn __len__(&self) -> usize {
        self.0.len()
    }
}

fn column(kind: &str, values: &Bound<'_, PyAny>) -> PyResult<ArrayData> {
    let built = match kind {
        "text" => text(&values.extract::<Vec<Option<String>>>()?),
        "integer" => integer(&values.extract::<Vec<Option<i64>>>()?),
        "boolean" => boolean(&values.extract::<Vec<Option<bool>>>()?),
        "integers" => integers(&values.extract::<Vec<Vec<i64>>>()?),
        _ => return Err(PyValueError::new_err(format!("no kind of column `{kind}`"))),
    };
    built.map_err(refused)
}

fn text(values: &[Option<String>]) -> Result<ArrayData, ArrowError> {
    let texts = || values.iter().map(|value| value.as_deref().unwrap_or_default());
    let bytes: Vec<u8> = texts().flat_map(str::bytes).collect();
    ArrayData::builder(DataType::LargeUtf8)
        .len(values.len())
        .add_buffer(Buffer::from_vec(offsets(texts().map(str::len))))
        .add_buffer(Buffer::from_vec(bytes))
        .nulls(nulls(values))
        .build()
}

fn integer(values: &[Option<i64>]) -> Result<ArrayData, ArrowError> {
    let numbers: Vec<i64> = values.iter().map(|value| value.unwrap_or_default()).collect();
    ArrayData::builder(DataType::Int64)
        .len(values.len())
        .add_buffer(Buffer::from_vec(numbers))
        .nulls(nulls(values))
        .build()
}

fn boolean(values: &[Option<bool>]) -> Result<ArrayData, ArrowError> {
    let bits: BooleanBuffer = values.iter().map(|value| value.unwrap_or_default()).collect();
    ArrayData::builder(DataType::Boolean)
        .len(values.len())
        .add_buffer(bits.into_inner())
        .nulls(nulls(values))
        .build()
}

fn integers(values: &[Vec<i64>]) -> Result<ArrayData, ArrowError> {
    let all: Vec<Option<i64>> = values.iter().flatten().copied().map(Some).collect();
    let inner = integer(&all)?;
    let field = Field::new("item", DataType::Int64, true);
    ArrayData::builder(DataType::LargeList(field.into()))
        .len(values.len())
        .add_buffer(Buffer::from_vec(offsets(values.iter().map(Vec::len))))
        .add_child_data(inner)
        .build()
}

/// Where each value begins, and where the last one ends.
fn offsets(lengths: impl Iterator<Item = usize>) -> Vec<i64> {
    let ends = lengths.scan(0, |end, length| {
        *end += length as i64;
        Some(*end)
    });
    std::iter::once(0).chain(ends).collect()
}

fn nulls<T>(values: &[Option<T>]) -> Option<NullBuffer> {
    Some(NullBuffer::from_iter(values.iter().map(Option::is_some)))
}

fn refused(error: ArrowError) -> PyErr {
    PyValueError::new_err(error.to_string())
}
