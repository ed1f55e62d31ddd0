use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use mieb_kernels::{Control, FileRows, KernelError, Search, SearchOptions, Tier, TopK};
use napi::bindgen_prelude::*;
use napi_derive::napi;

use crate::border::guarded;
use crate::control::NativeControl;

#[napi(object)]
pub struct NativeTopK {
    pub indices: Uint32Array,
    pub scores: Float32Array,
    pub k: u32,
}

#[napi(object, object_to_js = false)]
pub struct NativeSearchOptions {
    pub queries: Float32Array,
    pub dimension: u32,
    pub k: u32,
    pub normalize: bool,
}

/// Rows of float32 in a file, which nobody may write to before the promise settles.
#[napi(object, object_to_js = false)]
pub struct NativeFileRows {
    pub path: String,
    pub byte_offset: f64,
    pub row_count: u32,
}

/// A search whose documents come piece by piece. Its methods are called one after the other.
#[napi]
pub struct NativeSearch {
    state: Arc<Mutex<State>>,
}

enum State {
    Asked { tier: Tier, options: NativeSearchOptions },
    Running(Box<Search>),
    Over,
}

impl State {
    /// Takes the search out, made ready at the first call; `Over` is left behind.
    fn take(&mut self) -> std::result::Result<Search, KernelError> {
        match std::mem::replace(self, State::Over) {
            State::Running(search) => Ok(*search),
            State::Asked { tier, options } => Search::new(
                tier,
                options.queries.to_vec(),
                SearchOptions {
                    dimension: options.dimension as usize,
                    k: options.k as usize,
                    is_normalizing: options.normalize,
                },
            ),
            State::Over => Err(KernelError::InvalidArgument("The search is over.".to_owned())),
        }
    }
}

#[napi]
impl NativeSearch {
    pub(crate) fn new(tier: Tier, options: NativeSearchOptions) -> Self {
        let state = Arc::new(Mutex::new(State::Asked { tier, options }));
        Self { state }
    }

    #[napi(ts_return_type = "Promise<void>")]
    pub fn add(&self, documents: Float32Array, control: &NativeControl) -> AsyncTask<AddTask> {
        AsyncTask::new(AddTask {
            state: Arc::clone(&self.state),
            documents,
            control: Arc::clone(&control.shared),
        })
    }

    #[napi(ts_return_type = "Promise<void>")]
    pub fn add_file(&self, rows: NativeFileRows, control: &NativeControl) -> AsyncTask<AddFileTask> {
        AsyncTask::new(AddFileTask {
            state: Arc::clone(&self.state),
            rows,
            control: Arc::clone(&control.shared),
        })
    }

    #[napi(ts_return_type = "Promise<NativeTopK>")]
    pub fn finish(&self) -> AsyncTask<FinishTask> {
        AsyncTask::new(FinishTask(Arc::clone(&self.state)))
    }
}

/// Takes the search a step further; after an error it is over.
fn go_on(state: &Mutex<State>, step: impl FnOnce(&mut Search) -> std::result::Result<(), KernelError>) -> Result<()> {
    guarded(|| {
        let mut state = state.lock().unwrap_or_else(PoisonError::into_inner);
        let mut search = state.take()?;
        step(&mut search)?;
        *state = State::Running(Box::new(search));
        Ok(())
    })
}

/// A piece of a search, on a thread of libuv's pool and those of rayon.
pub struct AddTask {
    state: Arc<Mutex<State>>,
    documents: Float32Array,
    control: Arc<Control>,
}

impl Task for AddTask {
    type Output = ();
    type JsValue = ();

    fn compute(&mut self) -> Result<()> {
        go_on(&self.state, |search| search.add(&self.documents, &self.control))
    }

    fn resolve(&mut self, _: Env, (): ()) -> Result<()> {
        Ok(())
    }
}

pub struct AddFileTask {
    state: Arc<Mutex<State>>,
    rows: NativeFileRows,
    control: Arc<Control>,
}

impl Task for AddFileTask {
    type Output = ();
    type JsValue = ();

    fn compute(&mut self) -> Result<()> {
        let rows = FileRows {
            path: Path::new(&self.rows.path),
            byte_offset: self.rows.byte_offset as u64,
            count: self.rows.row_count as usize,
        };
        go_on(&self.state, |search| search.add_file(rows, &self.control))
    }

    fn resolve(&mut self, _: Env, (): ()) -> Result<()> {
        Ok(())
    }
}

pub struct FinishTask(Arc<Mutex<State>>);

impl Task for FinishTask {
    type Output = TopK;
    type JsValue = NativeTopK;

    fn compute(&mut self) -> Result<TopK> {
        guarded(|| {
            let search = self.0.lock().unwrap_or_else(PoisonError::into_inner).take()?;
            Ok(search.finish())
        })
    }

    fn resolve(&mut self, _: Env, found: TopK) -> Result<NativeTopK> {
        Ok(NativeTopK {
            indices: found.indices.into(),
            scores: found.scores.into(),
            k: found.k as u32,
        })
    }
}
