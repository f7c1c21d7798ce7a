//! Verification against 100 MB of sources: the paragraphs of `tests/fixtures`, cut and put together anew.

use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::sync::LazyLock;

use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};
use whosaid::analysis::Analysis;
use whosaid::document::Document;
use whosaid::verification::index::{Segment, SegmentBuilder};
use whosaid::verification::{Library, verify};

/// The size of the sources.
const SIZE: usize = 100_000_000;
/// The size of each.
const SOURCE: usize = 100_000;

fn main() {
    LazyLock::force(&LIBRARY);
    divan::main();
}

/// The drafts whose quotations are looked for.
static DRAFTS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/articles");
    let mut paths: Vec<_> = fs::read_dir(folder)
        .expect("the drafts should be there")
        .map(|entry| entry.expect("an entry should be readable").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "txt"))
        .collect();
    paths.sort();
    paths.iter().map(|path| fs::read_to_string(path).expect("a draft should be readable")).collect()
});

/// The sources with their index, in memory.
static LIBRARY: LazyLock<Library> = LazyLock::new(|| {
    let documents = (0..SIZE / SOURCE).map(|number| (format!("{number}.txt"), Document::plain(source(number))));
    Library::in_memory(documents.collect()).expect("memory should be readable")
});

/// One source: pieces of twenty words from here and there, and now and then a whole paragraph.
fn source(seed: usize) -> String {
    static WORDS: LazyLock<Vec<&str>> =
        LazyLock::new(|| DRAFTS.iter().flat_map(|draft| draft.split_whitespace()).collect());
    static PARAGRAPHS: LazyLock<Vec<&str>> =
        LazyLock::new(|| DRAFTS.iter().flat_map(|draft| draft.split("\n\n")).collect());
    let mut state = seed as u64 + 1;
    let mut random = |below: usize| {
        // A linear congruence is random enough for text.
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    let mut text = String::with_capacity(SOURCE + 1000);
    while text.len() < SOURCE {
        if random(8) == 0 {
            text.push_str(PARAGRAPHS[random(PARAGRAPHS.len())]);
        } else {
            let first = random(WORDS.len() - 20);
            text.push_str(&WORDS[first..first + 20].join(" "));
        }
        text.push_str("\n\n");
    }
    text
}

/// Every quotation of every draft, all of them in the sources.
#[divan::bench(sample_count = 10)]
fn quotations_that_sources_hold(bencher: Bencher) {
    bench(bencher, DRAFTS.clone());
}

/// The same with a word changed in each sentence, so that the nearest passage has to be found.
#[divan::bench(sample_count = 10)]
fn quotations_that_are_close(bencher: Bencher) {
    let changed = DRAFTS.iter().map(|draft| draft.replace(" the ", " those ").replace(" was ", " is "));
    bench(bencher, changed.collect());
}

fn bench(bencher: Bencher, drafts: Vec<String>) {
    let analyses: Vec<Analysis> = drafts.iter().map(|draft| Analysis::new(draft)).collect();
    let held = |analysis: &Analysis| verify(analysis, &LIBRARY, &|_| false).expect("memory should be readable");
    let quotations: usize = analyses.iter().map(|analysis| held(analysis).len()).sum();
    bencher.counter(ItemsCount::new(quotations)).bench(|| {
        for analysis in &analyses {
            black_box(held(black_box(analysis)));
        }
    });
}

/// A segment of sixteen megabytes.
#[divan::bench(sample_count = 3)]
fn indexing(bencher: Bencher) {
    let sources: Vec<String> = (0..160).map(source).collect();
    let size: usize = sources.iter().map(String::len).sum();
    bencher.counter(BytesCount::new(size)).bench(|| {
        let mut builder = SegmentBuilder::default();
        for (number, source) in sources.iter().enumerate() {
            builder.file(number as u64, 0, &[black_box(source)]);
        }
        Segment::open(builder.finish()).map(|segment| segment.words())
    });
}
