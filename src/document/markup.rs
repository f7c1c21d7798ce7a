//! Elements of markup become paragraphs: what is open decides what words are, whether they are read at all, and where
//! paragraphs end. Markdown and HTML both go through here.

use std::hash::Hasher;

use rustc_hash::{FxHashMap, FxHasher};

use super::prose::Prose;
use super::{Comment, Document, Kind, Map, Paragraph, ParagraphKind, comments, set_off};
use crate::error::Error;
use crate::text::Span;

/// The most elements that may stand in each other; pages that people make have a few dozen.
const DEEPEST: usize = 1000;

/// What an element does to the words in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Nothing: emphasis, a link.
    Inline,
    /// It makes paragraphs of its own, which are what those around it are.
    Block,
    /// It makes paragraphs of this kind.
    Kind(ParagraphKind),
    /// A quotation in the line, without marks of its own.
    Quotation,
    /// Code in the line: words without marks.
    Code,
    /// Left out.
    Skipped,
    /// Left out, and its block ends the paragraph.
    SkippedBlock,
}

impl Role {
    /// Whether it ends the paragraph before it.
    pub(super) const fn is_block(self) -> bool {
        matches!(self, Self::Block | Self::Kind(_) | Self::SkippedBlock)
    }
}

/// An element that is open.
#[derive(Debug, Clone, Copy)]
struct Open {
    name: u64,
    role: Role,
}

/// What is read of a draft: its readable text, the map of that to the source, paragraphs and comments.
pub(super) type Read = (String, Map, Vec<Paragraph>, Vec<Comment>);

/// A draft with markup under way.
#[derive(Debug)]
pub(super) struct Markup<'s> {
    /// The source.
    pub(super) source: &'s str,
    prose: Prose,
    open: Vec<Open>,
    /// How many elements of a name are open, so that an end tag without a start costs nothing.
    names: FxHashMap<u64, usize>,
    /// How many of those open are left out.
    skipped: usize,
    code: usize,
    quoted: usize,
    /// What the blocks that are open make of paragraphs.
    kinds: Vec<ParagraphKind>,
    comments: Vec<Comment>,
}

impl<'s> Markup<'s> {
    pub(super) fn new(source: &'s str) -> Self {
        Self {
            source,
            prose: Prose::with_capacity(source.len()),
            open: Vec::new(),
            names: FxHashMap::default(),
            skipped: 0,
            code: 0,
            quoted: 0,
            kinds: Vec::new(),
            comments: Vec::new(),
        }
    }

    /// An error on the line where `span` begins.
    pub(super) fn fault(&self, reason: String, span: Span) -> Error {
        let before = self.source.as_bytes().get(..span.start).unwrap_or_default();
        Error::new(reason).on_line(memchr::memchr_iter(b'\n', before).count() + 1)
    }

    /// An element begins with what stands at `span`. Fails where too many are open.
    pub(super) fn open(&mut self, name: impl AsRef<[u8]>, role: Role, span: Span) -> Result<(), Error> {
        let name = hash(name.as_ref());
        if role.is_block() {
            self.end_paragraph();
        }
        if self.open.len() >= DEEPEST {
            return Err(self.fault(format!("more than {DEEPEST} elements in each other; no draft has so many"), span));
        }
        if role == Role::Quotation {
            self.put(if self.quoted % 2 == 1 { "‘" } else { "“" }, span);
            self.quoted += 1;
        }
        if let Role::Kind(kind) = role {
            self.kinds.push(kind);
        }
        self.skipped += usize::from(matches!(role, Role::Skipped | Role::SkippedBlock));
        self.code += usize::from(role == Role::Code);
        *self.names.entry(name).or_default() += 1;
        self.open.push(Open { name, role });
        Ok(())
    }

    /// An element ends with what stands at `span`, if one of this name is open; a block takes those in it along.
    pub(super) fn close(&mut self, name: impl AsRef<[u8]>, span: Span) {
        self.close_hashed(hash(name.as_ref()), span);
    }

    fn close_hashed(&mut self, name: u64, span: Span) {
        if self.names.get(&name).is_none_or(|number| *number == 0) {
            return;
        }
        let Some(at) = self.open.iter().rposition(|open| open.name == name) else { return };
        if self.open[at].role.is_block() {
            // A quotation left open ends with its block.
            while self.quoted > 0
                && let Some(inner) = self.open[at..].iter().rposition(|open| open.role == Role::Quotation)
            {
                let open = self.open.remove(at + inner);
                self.forget(open, Span::new(span.start, span.start));
            }
            self.end_paragraph();
            self.pop(at, span);
        } else {
            let open = self.open.remove(at);
            self.forget(open, span);
        }
    }

    /// Closes the innermost element of this name that stands in no element of the names in `within`.
    pub(super) fn close_before(&mut self, name: &str, within: &[&str], span: Span) {
        let name = hash(name.as_bytes());
        if self.names.get(&name).is_none_or(|number| *number == 0) {
            return;
        }
        let within = |open: &Open| within.iter().any(|name| hash(name.as_bytes()) == open.name);
        let at = self.open.iter().rposition(|open| open.name == name || within(open));
        if at.is_some_and(|at| self.open[at].name == name) {
            self.close_hashed(name, span);
        }
    }

    /// Words of the source, with runs of white space as one space.
    pub(super) fn text(&mut self, span: Span) {
        if self.skipped > 0 {
            return;
        }
        if self.code > 0 {
            return self.words_of_code(span);
        }
        let words = span.of(self.source);
        let mut start = 0;
        for at in memchr::memchr3_iter(b' ', b'\n', b'\t', words.as_bytes()) {
            if at < start {
                continue;
            }
            let run = words[at..].len() - words[at..].trim_start_matches([' ', '\n', '\t', '\r', '\x0c']).len();
            if run == 1 && words.as_bytes()[at] == b' ' && at > start {
                continue;
            }
            self.copy(span, start, words[..at].trim_end_matches(['\r', '\x0c']).len().max(start));
            self.prose.space(Span::new(span.start + at, span.start + at + run));
            start = at + run;
        }
        self.copy(span, start, words.len());
    }

    fn copy(&mut self, span: Span, start: usize, end: usize) {
        self.prose.copy(self.source, Span::new(span.start + start, span.start + end));
    }

    /// Letters and digits as they are, everything else as spaces: marks in code mean nothing.
    fn words_of_code(&mut self, span: Span) {
        let words = span.of(self.source);
        let mut at = 0;
        while at < words.len() {
            let rest = &words[at..];
            let length = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
            if length > 0 {
                self.copy(span, at, at + length);
            }
            let gap = rest[length..].find(char::is_alphanumeric).unwrap_or(rest.len() - length);
            if gap > 0 {
                self.prose.space(Span::new(span.start + at + length, span.start + at + length + gap));
            }
            at += length + gap;
        }
    }

    /// Words that stand for a span of the source.
    pub(super) fn put(&mut self, words: &str, span: Span) {
        if self.skipped > 0 {
            return;
        }
        if self.code > 0 && !words.contains(char::is_alphanumeric) || words == " " {
            self.prose.space(span);
        } else {
            self.prose.put(words, span);
        }
    }

    /// A comment, with its `<!--` and `-->`.
    pub(super) fn comment(&mut self, span: Span) {
        self.comments.extend(comments::comment(self.source, span));
    }

    /// Ends the paragraph under way.
    pub(super) fn end_paragraph(&mut self) {
        let kind = self.kinds.last().copied().unwrap_or_default();
        let before = self.prose.ended();
        if self.prose.end(kind) && kind == ParagraphKind::BlockQuotation {
            let (text, paragraphs) = self.prose.parts();
            let same = before
                .checked_sub(1)
                .and_then(|before| paragraphs.get(before))
                .is_some_and(|before| before.kind == kind);
            set_off::block_quotation(text, paragraphs, same);
        }
    }

    /// The draft: its readable text, the map of that to the source, paragraphs and comments.
    pub(super) fn finish(mut self) -> Read {
        self.end_paragraph();
        for comment in self.comments.iter_mut().filter(|comment| comments::is_ours(self.source, comment)) {
            comment.readable = Some(self.prose.append(self.source, comment.span));
        }
        let (text, map, paragraphs) = self.prose.finish();
        (text, map, paragraphs, self.comments)
    }

    fn pop(&mut self, down_to: usize, span: Span) {
        while self.open.len() > down_to {
            if let Some(open) = self.open.pop() {
                self.forget(open, span);
            }
        }
    }

    fn forget(&mut self, open: Open, span: Span) {
        if let Some(number) = self.names.get_mut(&open.name) {
            *number = number.saturating_sub(1);
        }
        self.code -= usize::from(open.role == Role::Code);
        self.skipped -= usize::from(matches!(open.role, Role::Skipped | Role::SkippedBlock));
        match open.role {
            Role::Quotation => {
                self.quoted -= 1;
                self.put(if self.quoted % 2 == 1 { "’" } else { "”" }, span);
            }
            // Blocks end in the order in which they began, turned round.
            Role::Kind(_) => {
                self.kinds.pop();
            }
            _ => {}
        }
    }
}

fn hash(name: &[u8]) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(name);
    hasher.finish()
}

impl Document {
    /// A document of a source that markup was taken out of.
    pub(super) fn of_markup(kind: Kind, source: String, read: Read) -> Self {
        let (text, map, paragraphs, comments) = read;
        Self { kind, source, readable: Some(text), map, paragraphs, comments, ..Self::default() }
    }
}
