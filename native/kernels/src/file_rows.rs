use std::fs::File;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{SyncSender, sync_channel};

use memmap2::{Mmap, MmapOptions};

use crate::control::Control;
use crate::error::KernelError;
use crate::top_k::Search;

/// Bytes that are mapped at a time. Threads wait for one another after each, which with 32 MiB took a tenth of the time.
const WINDOW_BYTES: usize = if cfg!(test) { 1 << 14 } else { 128 << 20 };

/// Rows of float32 in a file, as the machine's processor lays numbers out. Nothing may write to the file or cut it while
/// it is read.
#[derive(Clone, Copy, Debug)]
pub struct FileRows<'a> {
    pub path: &'a Path,
    /// Where the first row begins; a multiple of 4.
    pub byte_offset: u64,
    pub count: usize,
}

impl Search {
    /// Does the same as [`add`](Search::add) with rows that stay in their file, mapped into memory one window after the
    /// other. A thread of its own has the next window read ahead and unmaps the one before meanwhile.
    ///
    /// # Errors
    /// Those of `add`, rows counted from the first of the file's; `InvalidArgument` also for a file that cannot be read
    /// or ends before the last row.
    pub fn add_file(&mut self, rows: FileRows, control: &Control) -> Result<(), KernelError> {
        let row_bytes = 4 * self.dimension();
        let file = open(rows, row_bytes)?;
        std::thread::scope(|scope| {
            let (sender, windows) = sync_channel(0);
            std::thread::Builder::new()
                .spawn_scoped(scope, move || send_windows(&file, rows, row_bytes, &sender))
                .map_err(|error| invalid(rows, &format!("cannot be read ahead, no thread starts: {error}")))?;
            for window in windows {
                let (first, map) = window?;
                self.add(numbers(&map), control)
                    .map_err(|error| error.after_rows(first))?;
            }
            Ok(())
        })
    }
}

/// Some rows of a file, with the number of those before them.
type Window = Result<(usize, Arc<Mmap>), KernelError>;

/// Sends all windows in turn until one cannot be mapped or the other end is gone.
fn send_windows(file: &File, rows: FileRows, row_bytes: usize, sender: &SyncSender<Window>) {
    let step = (WINDOW_BYTES / row_bytes).max(1);
    let mut searched = None;
    for first in (0..rows.count).step_by(step) {
        let count = step.min(rows.count - first);
        let window = map(file, rows, first * row_bytes, count * row_bytes).map(Arc::new);
        let own = window.as_ref().ok().cloned();
        if sender.send(window.map(|map| (first, map))).is_err() || own.is_none() {
            break;
        }
        // Whoever takes a window is done with the one before, so that it is unmapped here.
        drop(std::mem::replace(&mut searched, own));
    }
}

fn open(rows: FileRows, row_bytes: usize) -> Result<File, KernelError> {
    let unreadable = |error: std::io::Error| invalid(rows, &format!("cannot be read: {error}"));
    let file = File::open(rows.path).map_err(unreadable)?;
    let size = file.metadata().map_err(unreadable)?.len();
    if !rows.byte_offset.is_multiple_of(4) {
        return Err(invalid(
            rows,
            &format!("is to be read from byte {}, not a multiple of 4", rows.byte_offset),
        ));
    }
    let end = (rows.count as u64)
        .checked_mul(row_bytes as u64)
        .and_then(|bytes| bytes.checked_add(rows.byte_offset));
    if end.is_none_or(|end| end > size) {
        return Err(invalid(rows, &format!("has {size} bytes, fewer than its rows take")));
    }
    Ok(file)
}

fn map(file: &File, rows: FileRows, first_byte: usize, bytes: usize) -> Result<Mmap, KernelError> {
    let mut options = MmapOptions::new();
    options.offset(rows.byte_offset + first_byte as u64).len(bytes);
    // SAFETY: the caller promises that nobody writes to the file.
    let map = unsafe { options.map(file) }.map_err(|error| invalid(rows, &format!("cannot be mapped: {error}")))?;
    // Advice that is not taken does no harm. Pages are left to be mapped by those who search, on all their threads.
    #[cfg(unix)]
    let _ = map.advise(memmap2::Advice::WillNeed);
    Ok(map)
}

fn numbers(map: &Mmap) -> &[f32] {
    // SAFETY: any four bytes are a float32; those not aligned to one would show as a prefix.
    let (before, numbers, after) = unsafe { map.align_to::<f32>() };
    assert!(before.is_empty() && after.is_empty());
    numbers
}

fn invalid(rows: FileRows, what: &str) -> KernelError {
    KernelError::InvalidArgument(format!("{} {what}.", rows.path.display()))
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::{FileRows, WINDOW_BYTES};
    use crate::control::Control;
    use crate::error::KernelError;
    use crate::tier::Tier;
    use crate::top_k::{Search, SearchOptions, TopK};

    const DIMENSION: usize = 40;
    const ROWS: usize = 1000;

    // Several windows, of which the last is not full.
    const _: () = assert!(4 * ROWS * DIMENSION > 4 * WINDOW_BYTES);

    fn rows() -> Vec<f32> {
        (0..ROWS * DIMENSION).map(|i| (i as f32 * 0.7).sin()).collect()
    }

    fn search(add: impl FnOnce(&mut Search) -> Result<(), KernelError>) -> Result<TopK, KernelError> {
        let options = SearchOptions {
            dimension: DIMENSION,
            k: 900,
            is_normalizing: true,
        };
        let mut search = Search::new(Tier::detect(), rows()[..3 * DIMENSION].to_vec(), options)?;
        add(&mut search)?;
        Ok(search.finish())
    }

    fn from_file(name: &str, values: &[f32]) -> Result<TopK, KernelError> {
        let path = std::env::temp_dir().join(format!("mieb-{name}-{}.f32", std::process::id()));
        std::fs::write(&path, bytemuck::cast_slice(values)).expect("the temporary folder takes files");
        let file = RemovedAtEnd(path);
        let rows = FileRows {
            path: &file.0,
            byte_offset: 0,
            count: ROWS,
        };
        search(|search| search.add_file(rows, &Control::default()))
    }

    struct RemovedAtEnd(PathBuf);

    impl Drop for RemovedAtEnd {
        fn drop(&mut self) {
            let _ = std::fs::remove_file(&self.0);
        }
    }

    #[test]
    fn rows_of_several_windows_are_found_as_those_in_memory() {
        let whole = search(|search| search.add(&rows(), &Control::default())).unwrap();
        let mapped = from_file("windows", &rows()).unwrap();
        assert_eq!((mapped.indices, mapped.scores), (whole.indices, whole.scores));
    }

    #[test]
    fn a_fault_in_the_last_window_is_counted_from_the_first_row() {
        let mut values = rows();
        values[990 * DIMENSION + 7] = f32::INFINITY;
        let message = from_file("fault", &values).unwrap_err().to_string();
        assert_eq!(message, "Document row 990 holds Infinity at position 7.");
    }
}
