//! Every entry of the grammar against its own examples, as `grammar/README.md` defines them.

mod known;

use std::fs;
use std::path::Path;

use known::{Mismatch, settle};
use whosaid::analysis::Analysis;
use whosaid::attribution::Attribution;
use whosaid::grammar::{Examples, Grammar};
use whosaid::text::Span;

/// Stands before an example to see that its results only move; no one speaks in it.
const BEFORE: &str = "It rained in Arden all week.\n\n";

#[test]
fn examples_hold() {
    let mut mismatches = Vec::new();
    let mut checked = 0;
    for (file, examples) in &Grammar::examples().expect("the grammar should be read") {
        let lines = Lines::of(file, examples);
        let marked = examples.examples.iter().map(|example| (example, check_example as Check));
        let unwanted = examples.counterexamples.iter().map(|example| (example, check_counterexample as Check));
        for (example, check) in marked.chain(unwanted) {
            checked += 1;
            mismatches.extend(check(example).into_iter().chain(check_behind(example)).map(|(kind, details)| {
                Mismatch {
                    key: format!("{file}\t{example}"),
                    place: lines.place(example),
                    kind,
                    details: format!("{details} in: {example}"),
                }
            }));
        }
    }
    settle("grammar", checked, &mismatches);
}

#[test]
fn faulty_entries_are_refused_with_file_and_line() {
    let verb = "[[verb]]\nverb = \"say\"\nkind = \"speech\"\nstrength = \"strong\"\nframes = [\"that\"]\n";
    let examples = "examples = [\"[Holt] {said} that <it rained>.\"]\n";
    let cases = [
        (format!("{verb}{examples}colour = \"red\"\n"), "a.toml:7: [[verb]] has no field `colour`"),
        (format!("{verb}{verb}{examples}"), "a.toml:1: [[verb]] needs `examples`"),
        (format!("{verb}{examples}\n{verb}{examples}"), "a.toml:8: `say` is given twice"),
        (format!("{verb}kind = \"speech\"\n{examples}"), "a.toml:6: `kind` is given twice"),
        (format!("{verb}examples = []\n"), "a.toml:1: [[verb]] needs `examples`"),
        (format!("# verbs\n{verb}"), "a.toml:2: [[verb]] needs `examples`"),
        (format!("[[verbum]]\n{examples}"), "a.toml:1: no entry is called [[verbum]]"),
        (format!("{verb}{examples}loaded = \"yes\"\n"), "a.toml:7: `loaded` takes true or false"),
        (format!("{verb}forms = [\"says\", \"said\"]\n{examples}"), "a.toml:1: `forms` takes third person"),
        (format!("[[verb]]\nkind = \"speech\"\n{examples}"), "a.toml:1: [[verb]] needs `verb`"),
        (verb.replace("speech", "noise") + examples, "a.toml:1: no kind is called `noise`"),
        (verb.replace("\"that\"", "\"thus\"") + examples, "a.toml:1: no frame is called `thus`"),
        (verb.replace("\"say\"", "\"say") + examples, "a.toml:2: expected [[kind]] or key = value"),
        (verb.replace("[\"that\"]", "[\"that\"") + examples, "a.toml:6: expected [[kind]] or key = value"),
        (format!("{verb}examples = [\"[Holt] {{said}} that it rained.]\n"), "a.toml:6: expected [[kind]] or key"),
    ];
    let refused = |name: &'static str, text: &str| match Grammar::read(&[(name, text)]) {
        Ok(_) => "nothing".to_owned(),
        Err(error) => error.to_string(),
    };
    let mut faults = Vec::new();
    for (text, expected) in cases {
        let found = refused("a.toml", &text);
        if !found.starts_with(expected) {
            faults.push(format!("should be refused with {expected:?}, not {found:?}:\n{text}"));
        }
    }
    let cases = [
        ("pattern a\n  match source cue\n", "a.patterns:1: `a` needs a match and an example"),
        ("pattern a\n  example [Holt] {said}.\n", "a.patterns:1: `a` needs a match and an example"),
        ("pattern a\n  match source cue sauce\n", "a.patterns:2: nothing is called `sauce`"),
        ("pattern a\n  match source verb\n", "a.patterns:2: a match holds one cue, outside of brackets"),
        ("pattern a\n  match source (cue | verb)\n", "a.patterns:2: a match holds one cue, outside of brackets"),
        ("pattern a\n  match cue source cue\n", "a.patterns:2: a match holds one cue, outside of brackets"),
        ("pattern a\n  match source 'that cue\n", "a.patterns:2: cannot read `'that cue`"),
        ("pattern a\n  match (source cue\n", "a.patterns:2: cannot read ``"),
        ("pattern a\n  frames thus\n", "a.patterns:2: no frame is called `thus`"),
        ("pattern a\n  matches source cue\n", "a.patterns:2: no line begins with `matches`"),
        ("  match source cue\n", "a.patterns:1: `match` stands before the first pattern"),
        ("define a = source\ndefine a = noun\n", "a.patterns:2: `a` is defined twice"),
        ("define a = source cue\n", "a.patterns:1: a definition holds no cue"),
        ("define a\n", "a.patterns:1: define takes name = parts"),
        (
            "pattern a\n  match source cue\n  example [Holt] {said}.\npattern a\n  match cue\n",
            "a.patterns:4: `a` is given twice",
        ),
    ];
    for (text, expected) in cases {
        let found = refused("a.patterns", text);
        if !found.starts_with(expected) {
            faults.push(format!("should be refused with {expected:?}, not {found:?}:\n{text}"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn sound_entries_are_read() {
    let cues = "[[verb]]\nverb = \"say\"\nkind = \"speech\"\nstrength = \"strong\"\nframes = [\"that\"]\n\
                examples = [\"[Holt] {said} that <it rained>.\"]\ncounterexamples = [\"It rained.\"]\n";
    let patterns = "define tail = adverbial*\npattern a\n  match source cue tail 'that' clause end\n  \
                    example [Holt] {said} that <it rained>.\n";
    let grammar = Grammar::read(&[("a.toml", cues), ("a.patterns", patterns)]).expect("the entries should be read");
    assert_eq!(grammar.patterns.len(), 1, "the pattern should be kept");
    assert_ne!(grammar.lexicon.id("says"), whosaid::grammar::UNKNOWN, "the verb should be known in its forms");
}

// ---- one example

type Check = fn(&str) -> Vec<(&'static str, String)>;

/// An example without its marks, and the spans that stood between them.
struct Marked {
    text: String,
    sources: Vec<Span>,
    cues: Vec<Span>,
    contents: Vec<Span>,
}

/// Takes the marks among `marks` out of an example.
fn unmarked(example: &str, marks: &str) -> Marked {
    let mut marked = Marked { text: String::new(), sources: Vec::new(), cues: Vec::new(), contents: Vec::new() };
    for character in example.chars() {
        let here = marked.text.len();
        let spans = match character {
            '[' | ']' => &mut marked.sources,
            '{' | '}' => &mut marked.cues,
            _ => &mut marked.contents,
        };
        match character {
            _ if !marks.contains(character) => marked.text.push(character),
            '[' | '{' | '<' => spans.push(Span::new(here, here)),
            _ => spans.last_mut().expect("a closing mark should follow an opening one").end = here,
        }
    }
    marked
}

/// In what ways the marked spans are not found.
fn check_example(example: &str) -> Vec<(&'static str, String)> {
    let marked = unmarked(example, "[]{}<>");
    if marked.sources.is_empty() || marked.cues.is_empty() {
        return vec![("marks missing", "an example should mark a source and a cue".to_owned())];
    }
    let text = marked.text.as_str();
    let analysis = Analysis::new(text);
    let mut faults = Vec::new();
    for (number, &cue) in marked.cues.iter().enumerate() {
        let source = source_of(&marked, number);
        let here: Vec<_> = analysis.attributions.iter().filter(|found| found.cue == Some(cue)).collect();
        if here.is_empty() {
            let near = analysis.attributions.iter().find(|found| found.cue.is_some_and(|found| found.overlaps(cue)));
            faults.push(match near {
                None => ("cue not found", format!("{{{}}}{}", cue.of(text), others(&analysis))),
                Some(near) => ("cue differs", format!("{{{}}} found as {}", cue.of(text), shown(text, near.cue, "{}"))),
            });
        } else if here.iter().all(|found| found.source != Some(source)) {
            let found = shown(text, here[0].source, "[]");
            faults.push(("source differs", format!("[{}] found as {found} ({})", source.of(text), here[0].sieve)));
        }
    }
    // Where no cue is found, no content can be.
    if faults.iter().any(|(kind, _)| *kind == "cue not found") {
        return faults;
    }
    for content in marked.contents {
        let spans = || analysis.attributions.iter().flat_map(|found| &found.content);
        let quoted = analysis.quotations.iter().filter(|quotation| quotation.attribution.is_some());
        let mut quoted = quoted.map(|quotation| quotation.span);
        if !analysis.attributions.iter().any(|found| covers(text, found, content))
            && !quoted.any(|span| span == content)
        {
            let near: Vec<_> = spans().filter(|span| span.overlaps(content)).map(|span| span.of(text)).collect();
            let found = if near.is_empty() { "nothing".to_owned() } else { format!("<{}>", near.join("> <")) };
            faults.push(("content differs", format!("<{}> found as {found}", content.of(text))));
        }
    }
    faults
}

/// Whether contents of an attribution, with nothing but blanks between them, are just the marked words.
fn covers(text: &str, found: &Attribution, marked: Span) -> bool {
    let inside: Vec<Span> = found.content.iter().copied().filter(|span| marked.contains(*span)).collect();
    let (Some(first), Some(last)) = (inside.first(), inside.last()) else { return false };
    let between = |pair: &[Span]| Span::new(pair[0].end, pair[1].start).of(text).trim().is_empty();
    first.start == marked.start && last.end == marked.end && inside.windows(2).all(between)
}

/// The source of a marked cue: the one of the same number where there are as many, otherwise the nearest.
fn source_of(marked: &Marked, number: usize) -> Span {
    let cue = marked.cues[number];
    if marked.sources.len() == marked.cues.len() {
        return marked.sources[number];
    }
    let distance = |source: &&Span| cue.start.saturating_sub(source.end).max(source.start.saturating_sub(cue.end));
    marked.sources.iter().min_by_key(distance).copied().unwrap_or_default()
}

/// The attribution that should not be there, if there is one.
fn check_counterexample(example: &str) -> Vec<(&'static str, String)> {
    let marked = unmarked(example, "{}");
    let analysis = Analysis::new(&marked.text);
    let unwanted = |found: &&Attribution| {
        marked.cues.is_empty() || marked.cues.iter().any(|cue| found.cue.is_some_and(|found| found.overlaps(*cue)))
    };
    let found = analysis.attributions.iter().find(unwanted);
    found.map(|found| ("counterexample fired", attribution(&marked.text, found))).into_iter().collect()
}

/// In what way the results do more than move behind another paragraph.
fn check_behind(example: &str) -> Option<(&'static str, String)> {
    let text = unmarked(example, "[]{}<>").text;
    let moved = format!("{BEFORE}{text}");
    let (alone, behind) = (Analysis::new(&text), Analysis::new(&moved));
    let (was, is) = (results(&alone, BEFORE.len()), results(&behind, 0));
    (was != is).then(|| {
        let list = |analysis: &Analysis| {
            let found: Vec<_> = analysis.attributions.iter().map(|found| attribution(analysis.text, found)).collect();
            if found.is_empty() { "nothing".to_owned() } else { found.join(" and ") }
        };
        ("differs behind a paragraph", format!("{} becomes {}", list(&alone), list(&behind)))
    })
}

/// The attributions that are there instead.
fn others(analysis: &Analysis) -> String {
    let found: Vec<_> = analysis.attributions.iter().map(|found| attribution(analysis.text, found)).collect();
    if found.is_empty() { String::new() } else { format!(", but {}", found.join(" and ")) }
}

fn attribution(text: &str, found: &Attribution) -> String {
    format!("{} {} ({})", shown(text, found.source, "[]"), shown(text, found.cue, "{}"), found.sieve)
}

fn shown(text: &str, span: Option<Span>, marks: &str) -> String {
    let (open, close) = marks.split_at(1);
    span.map_or_else(|| "nothing".to_owned(), |span| format!("{open}{}{close}", span.of(text)))
}

/// Where a quotation stands, or the contents, cue and source of an attribution.
#[derive(Debug, PartialEq)]
struct Found {
    spans: Vec<Span>,
    cue: Option<Span>,
    source: Option<Span>,
}

/// The quotations and the attributions, moved by some bytes.
fn results(analysis: &Analysis, by: usize) -> Vec<Found> {
    let moved = |span: Span| Span::new(span.start + by, span.end + by);
    let quotations = analysis.quotations.iter().map(|quotation| Found {
        spans: vec![moved(quotation.span)],
        cue: None,
        source: None,
    });
    let attributions = analysis.attributions.iter().map(|found| Found {
        spans: found.content.iter().copied().map(moved).collect(),
        cue: found.cue.map(moved),
        source: found.source.map(moved),
    });
    quotations.chain(attributions).collect()
}

// ---- where an example stands

/// The lines of a grammar file from an entry on.
struct Lines {
    file: &'static str,
    first: usize,
    text: String,
}

impl Lines {
    fn of(file: &'static str, examples: &Examples) -> Self {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
        let text = fs::read_to_string(path).expect("the grammar file should be readable");
        let lines: Vec<_> = text.lines().skip(examples.line - 1).collect();
        Self { file, first: examples.line, text: lines.join("\n") }
    }

    /// File and line of an example of the entry.
    fn place(&self, example: &str) -> String {
        let escaped = example.replace('\\', "\\\\").replace('"', "\\\"");
        let at = self.text.find(&escaped).or_else(|| self.text.find(example)).unwrap_or_default();
        format!("{}:{}", self.file, self.first + self.text[..at].matches('\n').count())
    }
}
