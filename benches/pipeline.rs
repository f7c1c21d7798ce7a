//! How many bytes a second each stage reads: the news in `tests/fixtures`, repeated to one megabyte.

use std::fs;
use std::hint::black_box;
use std::ops::Range;
use std::path::Path;
use std::sync::LazyLock;

use divan::Bencher;
use divan::counter::BytesCount;
use whosaid::analysis::Analysis;
use whosaid::document::{Document, Reading, plain};
use whosaid::grammar::Grammar;
use whosaid::output::reports::{Look, ReportFormat, ReportWriter};
use whosaid::phrases;
use whosaid::quotations::Finder;
use whosaid::rules::{Earlier, check, settings};
use whosaid::sentences::{self, View};
use whosaid::settings::Selection;
use whosaid::tags;
use whosaid::text::Span;
use whosaid::tokens::{self, Token};

/// That of the program.
#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The size of the text.
const SIZE: usize = 1_000_000;

/// The drafts in the order of their paths, a blank line between them, again and again.
static TEXT: LazyLock<String> = LazyLock::new(|| {
    let mut text = String::new();
    for draft in DRAFTS.iter().cycle() {
        if text.len() + draft.len() > SIZE {
            break;
        }
        text.push_str(draft);
        text.push_str("\n\n");
    }
    text
});

static DRAFTS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let mut paths = Vec::new();
    for folder in ["articles", "clean"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(folder);
        for entry in fs::read_dir(folder).expect("the drafts should be there") {
            paths.push(entry.expect("an entry should be readable").path());
        }
    }
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    paths.sort();
    paths.iter().map(|path| fs::read_to_string(path).expect("a draft should be readable")).collect()
});

fn main() {
    LazyLock::force(&TEXT);
    Grammar::builtin();
    divan::main();
}

#[divan::bench]
fn grammar(bencher: Bencher) {
    let files = ["words", "cues", "titles", "roles", "organisations", "names", "abbreviations", "marks"];
    let read = |name: &str| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("grammar/{name}.toml"));
        fs::read_to_string(path).expect("a grammar file should be readable")
    };
    let texts = files.map(read);
    let files: Vec<(&'static str, &str)> = files.into_iter().zip(texts.iter().map(String::as_str)).collect();
    let bytes: usize = texts.iter().map(String::len).sum();
    bencher.counter(BytesCount::new(bytes)).bench(|| Grammar::read(black_box(&files)));
}

#[divan::bench]
fn paragraphs(bencher: Bencher) {
    bencher.counter(BytesCount::of_str(TEXT.as_str())).bench(|| plain::paragraphs(black_box(&TEXT)));
}

/// From the bytes of a file to its paragraphs; the article in `tests/fixtures/formats`, once for the formats that are
/// archives and to one megabyte for those that are text.
#[divan::bench(args = ["article.txt", "article-email.txt", "article-1252.txt", "article.md", "article.html"])]
fn read_text_format(bencher: Bencher, name: &str) {
    let bytes = article(name);
    read_format(bencher, name, bytes.repeat(SIZE / bytes.len()));
}

/// In the bytes of the archive.
#[divan::bench(args = ["article.docx", "article.odt", "article.epub"])]
fn read_zipped_format(bencher: Bencher, name: &str) {
    read_format(bencher, name, article(name));
}

fn article(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/formats").join(name);
    fs::read(path).expect("the article should be there")
}

fn read_format(bencher: Bencher, name: &str, bytes: Vec<u8>) {
    let reading = Reading::default();
    let kind = reading.kind(Path::new(name), &bytes);
    bencher
        .counter(BytesCount::new(bytes.len()))
        .with_inputs(|| bytes.clone())
        .bench_values(|bytes| Document::read(bytes, kind, &reading).expect("the article should be read"));
}

#[divan::bench]
fn tokens(bencher: Bencher) {
    let paragraphs = plain::paragraphs(&TEXT);
    let (mut room, mut found) = (tokens::Room::default(), Vec::new());
    bencher.counter(BytesCount::of_str(TEXT.as_str())).bench_local(|| {
        for paragraph in &paragraphs {
            found.clear();
            tokens::read(&TEXT, paragraph.span, Grammar::builtin(), &mut room, &mut found);
            black_box(&found);
        }
    });
}

#[divan::bench]
fn quotations(bencher: Bencher) {
    let text = TEXT.as_str();
    let read = tokenised(text);
    bencher.counter(BytesCount::of_str(text)).with_inputs(|| read.clone()).bench_local_values(|mut read| {
        let mut finder = Finder::default();
        for at in 0..read.len() {
            let next = read.get(at + 1).map_or("", |(next, ..)| next.of(text));
            let (paragraph, tokens, marks) = &mut read[at];
            finder.paragraph(text, *paragraph, next, tokens, marks);
        }
        (finder, read)
    });
}

#[divan::bench]
fn sentences_tags_and_phrases(bencher: Bencher) {
    let text = TEXT.as_str();
    let mut read = tokenised(text);
    let mut finder = Finder::default();
    let mut places = Vec::new();
    for at in 0..read.len() {
        let first = finder.quotations.len();
        let next = read.get(at + 1).map_or("", |(next, ..)| next.of(text));
        let (paragraph, tokens, marks) = &mut read[at];
        finder.paragraph(text, *paragraph, next, tokens, marks);
        places.push(first..finder.quotations.len());
    }
    let (mut pieces, mut ranges) = (Vec::new(), Vec::new());
    let (mut tags, mut found) = (Vec::new(), Vec::new());
    bencher.counter(BytesCount::of_str(text)).bench_local(|| {
        for ((_, tokens, _), Range { start, end }) in read.iter().zip(&places) {
            let view = View { text, tokens, quotations: &finder.quotations[..*end], grammar: Grammar::builtin() };
            pieces.clear();
            sentences::pieces(tokens, view.quotations, *start, &mut pieces);
            ranges.clear();
            sentences::sentences(view, &pieces, 0, &mut ranges);
            for sentence in &ranges {
                let pieces = &pieces[sentence.clone()];
                tags.clear();
                tags::tag(view, pieces, &mut tags);
                found.clear();
                phrases::read(view, pieces, &tags, &mut found);
                black_box(&found);
            }
        }
    });
}

/// All of it, in one text.
#[divan::bench(sample_count = 20)]
fn analysis(bencher: Bencher) {
    bencher.counter(BytesCount::of_str(TEXT.as_str())).bench(|| Analysis::new(black_box(&TEXT)));
}

/// All of it, draft by draft, as a folder of articles is read.
#[divan::bench(sample_count = 20)]
fn analysis_of_each_draft(bencher: Bencher) {
    let bytes: usize = DRAFTS.iter().map(String::len).sum();
    bencher.counter(BytesCount::new(bytes)).bench(|| {
        for draft in DRAFTS.iter() {
            black_box(Analysis::new(black_box(draft)));
        }
    });
}

#[divan::bench]
fn report_in_jsonl(bencher: Bencher) {
    let analysis = Analysis::new(&TEXT);
    bencher.counter(BytesCount::of_str(TEXT.as_str())).bench(|| {
        let mut out = Vec::new();
        let mut writer = jsonl();
        writer.draft(&mut out, "draft.txt", black_box(&analysis), None).expect("memory should take what is written");
        out
    });
}

#[divan::bench(sample_count = 20)]
fn check_with_every_rule(bencher: Bencher) {
    let analysis = Analysis::new(&TEXT);
    let all = ["all".to_owned()];
    let settings = settings(Selection { select: &all, ..Selection::default() }).expect("`all` should be known");
    bencher
        .counter(BytesCount::of_str(TEXT.as_str()))
        .bench(|| check(black_box(&analysis), "draft.txt", &settings, &mut Earlier::default()));
}

/// The whole way of `whosaid report --output-format jsonl` on one thread, but for the files: draft by draft.
#[divan::bench(sample_count = 20)]
fn pipeline(bencher: Bencher) {
    let bytes: usize = DRAFTS.iter().map(String::len).sum();
    let rounds = SIZE / bytes;
    let mut out = Vec::new();
    bencher.counter(BytesCount::new(rounds * bytes)).bench_local(|| {
        for draft in (0..rounds).flat_map(|_| DRAFTS.iter()) {
            out.clear();
            let analysis = Analysis::new(black_box(draft));
            jsonl().draft(&mut out, "draft.txt", &analysis, None).expect("memory should take what is written");
            black_box(&out);
        }
    });
}

fn jsonl() -> ReportWriter {
    let format = ReportFormat::named("jsonl").expect("the format should be known");
    ReportWriter::new(format, Look { color: false, width: 100 })
}

/// Each paragraph with its tokens, and which of them are marks.
fn tokenised(text: &str) -> Vec<(Span, Vec<Token>, Vec<usize>)> {
    let paragraphs = plain::paragraphs(text).into_iter().map(|paragraph| {
        let (mut room, mut found) = (tokens::Room::default(), Vec::new());
        tokens::read(text, paragraph.span, Grammar::builtin(), &mut room, &mut found);
        (paragraph.span, found, room.marks)
    });
    paragraphs.collect()
}
