//! Stand-off annotation for brat: two files a draft, the text and what is marked in it, and the configuration beside
//! them: <https://brat.nlplab.org/standoff.html>. Offsets count characters.

use std::collections::BTreeMap;

use super::{Draft, File, Folder, ReportFormat, Writes};
use crate::analysis::Analysis;
use crate::output::line::one_line;
use crate::speakers::SpeakerKind;
use crate::text::Span;

pub(super) const FORMAT: ReportFormat = ReportFormat {
    name: "brat",
    summary: "For annotators: stand-off files for brat, into a folder",
    writes: Writes::Folder(|| Box::new(Brat::default())),
};

/// What may be marked, and how it may be joined: `annotation.conf`.
const CONFIGURATION: &str = "\
[entities]
Quotation
Report
Cue
Source
Person
Organisation
Group
Document
Anonymous
Unknown

[relations]
SaidBy\tArg1:Quotation|Report, Arg2:Source
SignalledBy\tArg1:Quotation|Report, Arg2:Cue

[events]

[attributes]
Kind\tArg:Quotation, Value:speech|term|title|slogan
";

#[derive(Default)]
struct Brat {
    /// How often each name was used.
    names: BTreeMap<String, usize>,
}

impl Folder for Brat {
    fn draft(&mut self, draft: &Draft<'_>) -> Vec<File> {
        let name = self.name(draft.path);
        vec![
            File { name: format!("{name}.txt"), content: draft.analysis.text.to_owned() },
            File { name: format!("{name}.ann"), content: Annotations::new(draft.analysis).written() },
        ]
    }

    fn end(&mut self) -> Vec<File> {
        vec![File { name: "annotation.conf".to_owned(), content: CONFIGURATION.to_owned() }]
    }
}

impl Brat {
    /// The path of a draft below the folder, without the `.txt`; another for each draft.
    fn name(&mut self, path: &str) -> String {
        let parts: Vec<&str> = path.split(['/', '\\']).filter(|part| !matches!(*part, "" | "." | "..")).collect();
        let name = parts.join("/");
        let name = name.strip_suffix(".txt").unwrap_or(&name);
        let name = if name == "-" || name.is_empty() { "standard-input" } else { name };
        let used = self.names.entry(name.to_lowercase()).or_default();
        *used += 1;
        if *used == 1 { name.to_owned() } else { format!("{name}-{used}") }
    }
}

/// The lines of a `.ann` file.
struct Annotations<'a> {
    text: &'a str,
    characters: Characters<'a>,
    /// The number of what was marked at a span as a type.
    marked: BTreeMap<(Span, &'static str), usize>,
    lines: String,
    relations: usize,
    attributes: usize,
    notes: usize,
}

impl<'a> Annotations<'a> {
    fn new(analysis: &'a Analysis<'a>) -> Self {
        let text = analysis.text;
        let mut annotations = Self {
            text,
            characters: Characters::new(text),
            marked: BTreeMap::new(),
            lines: String::new(),
            relations: 0,
            attributes: 0,
            notes: 0,
        };
        for quotation in &analysis.quotations {
            if let Some(number) = annotations.mark("Quotation", quotation.span) {
                annotations.attributes += 1;
                let line = format!("A{}\tKind T{number} {}\n", annotations.attributes, quotation.kind.name());
                annotations.lines += &line;
            }
        }
        for attribution in &analysis.attributions {
            let quotations = attribution.quotations.iter().filter_map(|&at| analysis.quotations.get(at));
            let mut contents: Vec<_> =
                quotations.filter_map(|quotation| annotations.mark("Quotation", quotation.span)).collect();
            if attribution.quotations.is_empty() {
                contents.extend(attribution.content.iter().filter_map(|&span| annotations.mark("Report", span)));
            }
            let speaker = attribution.speaker.and_then(|at| analysis.speakers.get(at));
            let name = speaker.map_or("nobody known", |speaker| &speaker.name);
            for content in contents {
                for (relation, kind, span) in
                    [("SaidBy", "Source", attribution.source), ("SignalledBy", "Cue", attribution.cue)]
                {
                    if let Some(other) = span.and_then(|span| annotations.mark(kind, span)) {
                        annotations.relations += 1;
                        let number = annotations.relations;
                        annotations.lines += &format!("R{number}\t{relation} Arg1:T{content} Arg2:T{other}\n");
                    }
                }
                let note = format!("{name} ({}, {})", attribution.sieve, attribution.confidence);
                annotations.note(content, &note);
            }
        }
        for speaker in &analysis.speakers {
            let kind = match speaker.kind {
                SpeakerKind::Person => "Person",
                SpeakerKind::Organisation => "Organisation",
                SpeakerKind::Group => "Group",
                SpeakerKind::Document => "Document",
                SpeakerKind::Anonymous => "Anonymous",
                SpeakerKind::Unknown => "Unknown",
            };
            let mut mentions: Vec<_> =
                speaker.mentions.iter().filter_map(|mention| annotations.mark(kind, mention.span)).collect();
            mentions.dedup();
            if let Some(first) = mentions.first() {
                annotations.note(*first, &speaker.name);
            }
            if mentions.len() > 1 {
                let all: Vec<_> = mentions.iter().map(|number| format!("T{number}")).collect();
                annotations.lines += &format!("*\tEquiv {}\n", all.join(" "));
            }
        }
        annotations
    }

    /// The number of a span marked as this; a line of it the first time. Nothing where there are no words.
    fn mark(&mut self, kind: &'static str, span: Span) -> Option<usize> {
        if let Some(number) = self.marked.get(&(span, kind)) {
            return Some(*number);
        }
        let fragments = self.fragments(span);
        if fragments.is_empty() {
            return None;
        }
        let number = self.marked.len() + 1;
        self.marked.insert((span, kind), number);
        let offset = |at| self.characters.before(at);
        let offsets: Vec<_> =
            fragments.iter().map(|piece| format!("{} {}", offset(piece.start), offset(piece.end))).collect();
        let words: Vec<_> = fragments.iter().map(|piece| piece.of(self.text)).collect();
        self.lines += &format!("T{number}\t{kind} {}\t{}\n", offsets.join(";"), words.join(" "));
        Some(number)
    }

    fn note(&mut self, number: usize, words: &str) {
        self.notes += 1;
        self.lines += &format!("#{}\tAnnotatorNotes T{number}\t{}\n", self.notes, one_line(words));
    }

    /// The pieces of a span between line ends and other controls, at which brat would end the line of the annotation.
    fn fragments(&self, span: Span) -> Vec<Span> {
        let mut fragments = Vec::new();
        let mut start = span.start;
        let words = span.of(self.text);
        let ends = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
        for piece in words.split_inclusive(ends) {
            let bare = piece.trim_end_matches(ends).trim_end_matches(' ');
            let blank = bare.len() - bare.trim_start_matches(' ').len();
            if blank < bare.len() {
                fragments.push(Span::new(start + blank, start + bare.len()));
            }
            start += piece.len();
        }
        fragments
    }

    fn written(self) -> String {
        self.lines
    }
}

/// Counts the characters before an offset without a walk over the whole text.
struct Characters<'a> {
    text: &'a str,
    /// The characters before the first of each [`STRIDE`] bytes.
    before: Vec<usize>,
}

const STRIDE: usize = 1024;

impl<'a> Characters<'a> {
    fn new(text: &'a str) -> Self {
        let mut before = Vec::with_capacity(text.len() / STRIDE + 1);
        let mut count = 0;
        for at in (0..=text.len()).step_by(STRIDE) {
            before.push(count);
            let start = text.floor_char_boundary(at);
            let end = text.floor_char_boundary(at + STRIDE);
            count += Span::new(start, end).of(text).chars().count();
        }
        Self { text, before }
    }

    fn before(&self, offset: usize) -> usize {
        let stride = offset / STRIDE;
        let start = self.text.floor_char_boundary(stride * STRIDE);
        let known = self.before.get(stride).copied().unwrap_or_default();
        known + Span::new(start, offset).of(self.text).chars().count()
    }
}
