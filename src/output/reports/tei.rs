//! TEI P5 for digital editions: <https://tei-c.org/release/doc/tei-p5-doc/en/html/>. One draft is a `TEI`, several are
//! a `teiCorpus`.
//!
//! | in the draft | in TEI |
//! |---|---|
//! | somebody's words, in marks or reported | `said`, with `who` and `direct` |
//! | words of a document | `quote`, with `source` |
//! | a term or a scare quote; a title, a nickname; a sign | `soCalled`; `title`, `addName`; `q` |
//! | a name of a person, of an organisation | `persName`, `orgName`, with `ref` |
//! | a pronoun or a description | `rs`, with `ref` |
//! | a speaker | `person`, `personGrp` or `org` in `particDesc`, `bibl` in `standOff` for a document |
//!
//! Marks stay in the text. `cert` is the confidence.

use std::cmp::Reverse;
use std::io;

use super::{Draft, Format, ReportFormat, Writes};
use crate::analysis::Analysis;
use crate::output::line::one_line;
use crate::output::xml;
use crate::quotations::{Quotation, QuotationKind};
use crate::speakers::{MentionForm, Speaker, SpeakerKind};
use crate::text::Span;

pub(super) const FORMAT: ReportFormat = ReportFormat {
    name: "tei",
    summary: "For digital editions: TEI P5, with the speakers in the header",
    writes: Writes::Stream(|_| Box::new(Tei::default())),
};

const NAMESPACE: &str = "http://www.tei-c.org/ns/1.0";

/// Holds the first draft back: whether it stands alone is known only when there is a second.
#[derive(Default)]
struct Tei {
    drafts: usize,
    first: Vec<u8>,
}

impl Format for Tei {
    fn begin(&mut self, out: &mut dyn io::Write) -> io::Result<()> {
        writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")
    }

    fn draft(&mut self, out: &mut dyn io::Write, draft: &Draft<'_>) -> io::Result<()> {
        self.drafts += 1;
        let number = self.drafts;
        if number == 1 {
            return document(&mut self.first, number, draft);
        }
        if number == 2 {
            writeln!(out, "<teiCorpus xmlns=\"{NAMESPACE}\">")?;
            header(out, "Drafts", "the drafts of this corpus", &[])?;
            out.write_all(&std::mem::take(&mut self.first))?;
        }
        document(out, number, draft)
    }

    fn end(&mut self, out: &mut dyn io::Write) -> io::Result<()> {
        match self.drafts {
            0 => {
                writeln!(out, "<TEI xmlns=\"{NAMESPACE}\">")?;
                header(out, "No drafts", "no drafts", &[])?;
                writeln!(out, "<text><body><p/></body></text>\n</TEI>")
            }
            1 => out.write_all(&std::mem::take(&mut self.first)),
            _ => writeln!(out, "</teiCorpus>"),
        }
    }
}

fn document(out: &mut dyn io::Write, number: usize, draft: &Draft<'_>) -> io::Result<()> {
    let Draft { path, analysis, .. } = *draft;
    let title = analysis.text.lines().map(one_line).find(|line| !line.is_empty()).unwrap_or_default();
    let speakers: Vec<_> =
        analysis.speakers.iter().enumerate().map(|(at, speaker)| (id(number, 's', at), speaker)).collect();
    let (documents, others): (Vec<_>, Vec<_>) =
        speakers.into_iter().partition(|(_, speaker)| speaker.kind == SpeakerKind::Document);
    writeln!(out, "<TEI xmlns=\"{NAMESPACE}\" xml:id=\"d{number}\">")?;
    header(out, if title.is_empty() { path } else { &title }, path, &others)?;
    if !documents.is_empty() {
        writeln!(out, "<standOff><listBibl>")?;
        for (id, speaker) in documents {
            writeln!(out, "  <bibl xml:id=\"{id}\"><title>{}</title></bibl>", words(&speaker.name))?;
        }
        writeln!(out, "</listBibl></standOff>")?;
    }
    writeln!(out, "<text><body>")?;
    let elements = elements(number, analysis);
    let mut written = false;
    for paragraph in analysis.paragraphs.iter().map(|paragraph| paragraph.span) {
        let within = elements.partition_point(|(span, _)| span.start < paragraph.start);
        let behind = elements.partition_point(|(span, _)| span.start < paragraph.end);
        let inside = elements.get(within..behind).unwrap_or_default();
        writeln!(out, "<p>{}</p>", marked(analysis.text, paragraph, inside))?;
        written = true;
    }
    if !written {
        writeln!(out, "<p/>")?;
    }
    writeln!(out, "</body></text>\n</TEI>")
}

fn header(out: &mut dyn io::Write, title: &str, source: &str, speakers: &[(String, &Speaker)]) -> io::Result<()> {
    let version = env!("CARGO_PKG_VERSION");
    writeln!(
        out,
        "<teiHeader>\n  \
         <fileDesc>\n    \
         <titleStmt><title>{}</title></titleStmt>\n    \
         <publicationStmt><p>A draft; who speaks was found by a program and not checked by hand.</p></publicationStmt>\n    \
         <sourceDesc><p>{}</p></sourceDesc>\n  \
         </fileDesc>\n  \
         <encodingDesc>\n    \
         <appInfo><application ident=\"whosaid\" version=\"{version}\"><label>whosaid</label></application></appInfo>\n    \
         <editorialDecl><quotation marks=\"all\"><p>Quotation marks stand in the text.</p></quotation></editorialDecl>\n  \
         </encodingDesc>\n  \
         <profileDesc>\n    \
         <langUsage><language ident=\"en\">English</language></langUsage>",
        words(title),
        words(source)
    )?;
    if !speakers.is_empty() {
        writeln!(out, "    <particDesc><listPerson>")?;
        for (id, speaker) in speakers {
            participant(out, id, speaker)?;
        }
        writeln!(out, "    </listPerson></particDesc>")?;
    }
    writeln!(out, "  </profileDesc>\n</teiHeader>")
}

/// A speaker in the header. Only a name is called one; for others there is a note of what they are called.
fn participant(out: &mut dyn io::Write, id: &str, speaker: &Speaker) -> io::Result<()> {
    let (element, name) = match speaker.kind {
        SpeakerKind::Organisation => ("org", "orgName"),
        SpeakerKind::Group => ("personGrp", "note"),
        SpeakerKind::Person => ("person", "persName"),
        SpeakerKind::Document | SpeakerKind::Anonymous | SpeakerKind::Unknown => ("person", "note"),
    };
    let role = match speaker.kind {
        SpeakerKind::Anonymous | SpeakerKind::Unknown => format!(" role=\"{}\"", speaker.kind.name()),
        _ => String::new(),
    };
    write!(out, "      <{element} xml:id=\"{id}\"{role}><{name}>{}</{name}>", words(&speaker.name))?;
    for alias in speaker.aliases.iter().filter(|_| name != "note") {
        write!(out, "<{name} type=\"alias\">{}</{name}>", words(alias))?;
    }
    if let Some(gender) = speaker.gender {
        write!(out, "<note type=\"gender\">{}</note>", gender.name())?;
    }
    if let Some(description) = &speaker.description {
        write!(out, "<note type=\"description\">{}</note>", words(description))?;
    }
    writeln!(out, "</{element}>")
}

/// What stands around some words: the name of an element and its attributes.
struct Element {
    name: &'static str,
    attributes: String,
}

/// Everything that is marked, the outer before the inner.
fn elements(number: usize, analysis: &Analysis) -> Vec<(Span, Element)> {
    let mut elements = Vec::new();
    let reference = |at: usize| id(number, 's', at);
    let next: Vec<(usize, usize)> =
        analysis.quotations.iter().enumerate().filter_map(|(at, quotation)| Some((quotation.continues?, at))).collect();
    for (at, quotation) in analysis.quotations.iter().enumerate() {
        let mut element = quoted(analysis, quotation, reference);
        let next = next.iter().find(|(earlier, _)| *earlier == at).map(|&(_, later)| later);
        if next.is_some() || quotation.continues.is_some() {
            element.attributes += &format!(" xml:id=\"{}\"", id(number, 'q', at));
        }
        for (name, other) in [("next", next), ("prev", quotation.continues)] {
            if let Some(other) = other {
                element.attributes += &format!(" {name}=\"#{}\"", id(number, 'q', other));
            }
        }
        elements.push((quotation.span, element));
    }
    for attribution in analysis.attributions.iter().filter(|attribution| attribution.quotations.is_empty()) {
        let who = attribution.speaker.map(|at| format!(" who=\"#{}\"", reference(at))).unwrap_or_default();
        let attributes = format!("{who} direct=\"false\" cert=\"{}\"", attribution.confidence);
        elements.extend(
            attribution.content.iter().map(|&span| (span, Element { name: "said", attributes: attributes.clone() })),
        );
    }
    for (at, speaker) in analysis.speakers.iter().enumerate() {
        for mention in &speaker.mentions {
            let name = match (mention.form, speaker.kind) {
                (MentionForm::FullName | MentionForm::ShortName, SpeakerKind::Person) => "persName",
                (MentionForm::FullName | MentionForm::ShortName, SpeakerKind::Organisation) => "orgName",
                _ => "rs",
            };
            elements.push((mention.span, Element { name, attributes: format!(" ref=\"#{}\"", reference(at)) }));
        }
    }
    // The sort is stable: of two with one span, the quotation is around the name.
    elements.sort_by_key(|(span, _)| (span.start, Reverse(span.end)));
    elements
}

/// The element of a quotation.
fn quoted(analysis: &Analysis, quotation: &Quotation, reference: impl Fn(usize) -> String) -> Element {
    let attribution = quotation.attribution.and_then(|at| analysis.attributions.get(at));
    let speaker = attribution.and_then(|attribution| attribution.speaker);
    let kind = speaker.and_then(|at| analysis.speakers.get(at)).map(|speaker| speaker.kind);
    let cert = attribution.map(|attribution| format!(" cert=\"{}\"", attribution.confidence)).unwrap_or_default();
    let pointer = |name: &str| speaker.map(|at| format!(" {name}=\"#{}\"", reference(at))).unwrap_or_default();
    let (name, attributes) = match (quotation.kind, kind) {
        (QuotationKind::Speech, Some(SpeakerKind::Document)) => ("quote", format!("{}{cert}", pointer("source"))),
        (QuotationKind::Speech, _) => ("said", format!("{} direct=\"true\"{cert}", pointer("who"))),
        (QuotationKind::Term, _) => ("soCalled", String::new()),
        (QuotationKind::Title, _) => ("title", String::new()),
        (QuotationKind::Slogan, _) => ("q", " type=\"written\"".to_owned()),
    };
    Element { name, attributes }
}

/// A paragraph with its elements. One that would overlap another without standing in it is left out.
fn marked(text: &str, paragraph: Span, elements: &[(Span, Element)]) -> String {
    let mut written = String::new();
    let mut open: Vec<(usize, &'static str)> = Vec::new();
    let mut at = paragraph.start;
    for (span, element) in elements {
        close(text, &mut written, &mut open, &mut at, span.start);
        let room = open.last().map_or(paragraph.end, |&(end, _)| end);
        if span.is_empty() || span.end > room {
            continue;
        }
        written += &words(Span::new(at, span.start).of(text));
        at = span.start;
        // What stands in quotation marks inside of a name is a nickname.
        let name = match (element.name, open.last()) {
            ("title", Some((_, "persName"))) => "addName",
            (name, _) => name,
        };
        written += &format!("<{name}{}>", element.attributes);
        open.push((span.end, name));
    }
    close(text, &mut written, &mut open, &mut at, usize::MAX);
    written += &words(Span::new(at, paragraph.end).of(text));
    written
}

/// Ends the elements that end before `until`.
fn close(text: &str, written: &mut String, open: &mut Vec<(usize, &'static str)>, at: &mut usize, until: usize) {
    while let Some((end, name)) = open.pop_if(|(end, _)| *end <= until) {
        *written += &words(Span::new(*at, end).of(text));
        *written += &format!("</{name}>");
        *at = end;
    }
}

/// "d1.s2": unique in a corpus.
fn id(draft: usize, letter: char, at: usize) -> String {
    format!("d{draft}.{letter}{}", at + 1)
}

/// Words as XML; line ends are the same on every system, and a byte order mark is not one of the words.
fn words(text: &str) -> String {
    xml::text(&text.replace("\r\n", "\n").replace('\u{feff}', ""))
}
