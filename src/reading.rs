//! The stages of reading, from the tokens of a paragraph to its attributions.
//!
//! Each stage goes over a batch of paragraphs before the next one begins: the code of one stage fits a core's own cache,
//! that of all together does not, and paragraph by paragraph each stage would push the others out.

use std::cell::Cell;
use std::ops::Range;

use crate::attribution::{self, Memory, Reasons, Sentence};
use crate::document::{Paragraph, ParagraphKind};
use crate::grammar::Grammar;
use crate::mentions::{self, Mentions};
use crate::phrases::{self, Phrase};
use crate::quotations::{Finder, Quotation, QuotationKind};
use crate::sentences::{self, Piece, View};
use crate::tags::{self, Tag};
use crate::text::Span;
use crate::tokens::{self, Token};

/// Sentences that are read at once. No paragraph of prose has more: one that has is read in several parts, so that memory
/// stays bounded.
const BATCH: usize = 256;

/// A draft as it is read: paragraphs are put in one after the other, then [`Reader::finish`] reads what waits.
pub(crate) struct Reader<'t> {
    text: &'t str,
    grammar: &'t Grammar,
    /// The quotations so far.
    pub finder: Finder,
    /// The attributions so far.
    pub memory: Memory,
    /// The mentions so far.
    pub mentions: Mentions,
    /// How many words were read.
    pub words: usize,
    /// How many sentences were read.
    sentences: u32,
    room: Box<Room>,
}

/// What a draft is read in. The next one of the same thread is read in the same room: it is still in the core's own cache,
/// where a new one of another size would lie somewhere else for each draft.
#[derive(Default)]
struct Room {
    tokens: tokens::Room,
    waiting: Waiting,
    scratch: Scratch,
}

thread_local! {
    /// The room of the last draft that was read on this thread.
    static ROOM: Cell<Option<Box<Room>>> = const { Cell::new(None) };
}

/// The tokens for which a room is kept at most: more than a batch of prose has.
const KEPT: usize = 1 << 15;

/// The paragraphs that wait to be read.
#[derive(Default)]
struct Waiting {
    blocks: Vec<Block>,
    tokens: Vec<Token>,
    pieces: Vec<Piece>,
    /// Ranges of the pieces.
    sentences: Vec<Range<usize>>,
}

impl Waiting {
    /// What stands behind the pieces of a block.
    fn view<'a>(&'a self, block: &Block, text: &'a str, quotations: &'a [Quotation], grammar: &'a Grammar) -> View<'a> {
        View { text, tokens: &self.tokens[block.tokens.clone()], quotations, grammar }
    }
}

/// A paragraph, or a part of a long one.
struct Block {
    number: usize,
    span: Span,
    kind: ParagraphKind,
    set_off: Option<Span>,
    tokens: Range<usize>,
    /// Those of the whole paragraph.
    quotations: Range<usize>,
    sentences: Range<usize>,
    /// Whether it is where its paragraph begins.
    opens: bool,
}

/// What the sentences at hand are made into.
#[derive(Default)]
struct Scratch {
    /// One for each of their pieces.
    tags: Vec<Tag>,
    phrases: Vec<Phrase>,
    /// Where the phrases of each sentence end.
    ends: Vec<usize>,
}

impl<'t> Reader<'t> {
    /// Nothing read yet.
    pub fn new(text: &'t str, grammar: &'t Grammar, reasons: Option<Vec<Reasons>>) -> Self {
        Self {
            text,
            grammar,
            finder: Finder::default(),
            memory: Memory::with_capacity(text.len() / 200, reasons),
            // News has a noun phrase every 25 bytes, some of it more; memory that is not filled is not used.
            mentions: Mentions::with_capacity(text.len() / 16),
            words: 0,
            sentences: 0,
            room: ROOM.take().unwrap_or_default(),
        }
    }

    /// Takes the next paragraph; `next` is the one behind it.
    pub fn paragraph(&mut self, number: usize, paragraph: &Paragraph, next: Option<&Paragraph>) {
        let &Paragraph { span, kind, set_off, goes_on } = paragraph;
        let Room { waiting: Waiting { blocks, tokens, pieces, sentences }, tokens: room, .. } = &mut *self.room;
        let first_token = tokens.len();
        self.words += tokens::read(self.text, span, self.grammar, room, tokens);
        let read = &mut tokens[first_token..];
        let first = self.finder.quotations.len();
        // A footnote, a cell, an item of a list carries no quotation of the running text on.
        let next = next.filter(|next| next.kind == kind).map_or("", |next| next.span.of(self.text));
        self.finder.paragraph(self.text, span, next, read, &room.marks);
        if let Some(words) = set_off {
            self.finder.set_off(words, first, goes_on);
        }
        let view = View { text: self.text, tokens: read, quotations: &self.finder.quotations, grammar: self.grammar };
        let (first_sentence, first_piece) = (sentences.len(), pieces.len());
        sentences::pieces(read, view.quotations, first, pieces);
        sentences::sentences(view, pieces, first_piece, sentences);
        let tokens = first_token..tokens.len();
        let quotations = first..self.finder.quotations.len();
        let ranges = first_sentence..sentences.len();
        for start in ranges.clone().step_by(BATCH) {
            let sentences = start..ranges.end.min(start + BATCH);
            let opens = start == ranges.start;
            let (tokens, quotations) = (tokens.clone(), quotations.clone());
            blocks.push(Block { number, span, kind, set_off, tokens, quotations, sentences, opens });
        }
        if ranges.end >= BATCH {
            self.waiting();
        }
    }

    /// Reads what still waits, and gives the room back.
    pub fn finish(&mut self) {
        self.waiting();
        if self.room.waiting.tokens.capacity() <= KEPT {
            ROOM.set(Some(std::mem::take(&mut self.room)));
        }
    }

    /// Reads the paragraphs that wait.
    fn waiting(&mut self) {
        let waiting = std::mem::take(&mut self.room.waiting);
        let mut from = 0;
        while from < waiting.blocks.len() {
            let first = waiting.blocks[from].sentences.start;
            let fits = |block: &Block| block.sentences.end - first <= BATCH;
            let to = from + 1 + waiting.blocks[from + 1..].iter().take_while(|block| fits(block)).count();
            self.batch(&waiting, &waiting.blocks[from..to]);
            from = to;
        }
        self.room.waiting = waiting;
        let Waiting { blocks, tokens, pieces, sentences } = &mut self.room.waiting;
        blocks.clear();
        tokens.clear();
        pieces.clear();
        sentences.clear();
    }

    /// Reads blocks that follow each other, of a batch of sentences at most if they are several.
    fn batch(&mut self, waiting: &Waiting, blocks: &[Block]) {
        let (Some(first), Some(last)) = (blocks.first(), blocks.last()) else { return };
        let Scratch { tags, phrases, ends } = &mut self.room.scratch;
        let (text, grammar) = (self.text, self.grammar);
        tags.clear();
        phrases.clear();
        ends.clear();
        let sentences = first.sentences.start..last.sentences.end;
        let offset = waiting.sentences.get(sentences.start).map_or(0, |range| range.start);
        let tags_of = |range: &Range<usize>| range.start - offset..range.end - offset;
        for block in blocks {
            let view = waiting.view(block, text, &self.finder.quotations, grammar);
            for range in &waiting.sentences[block.sentences.clone()] {
                tags::tag(view, &waiting.pieces[range.clone()], tags);
            }
        }
        for block in blocks {
            let view = waiting.view(block, text, &self.finder.quotations, grammar);
            for range in &waiting.sentences[block.sentences.clone()] {
                phrases::read(view, &waiting.pieces[range.clone()], &tags[tags_of(range)], phrases);
                ends.push(phrases.len());
            }
        }
        let phrases_of = |sentence: usize| {
            let at = sentence - sentences.start;
            at.checked_sub(1).map_or(0, |before| ends[before])..ends[at]
        };
        for block in blocks {
            let view = waiting.view(block, text, &self.finder.quotations, grammar);
            let paragraph = u32::try_from(block.number).unwrap_or(u32::MAX);
            let place = (self.mentions.all.len(), paragraph, self.sentences);
            for at in block.sentences.clone() {
                let range = &waiting.sentences[at];
                let (pieces, tags) = (&waiting.pieces[range.clone()], &tags[tags_of(range)]);
                let phrases = &phrases[phrases_of(at)];
                mentions::read(view, pieces, tags, phrases, paragraph, self.sentences, &mut self.mentions);
                self.sentences = self.sentences.saturating_add(1);
            }
            if block.kind == ParagraphKind::Turn && block.opens {
                mentions::label(text, block.span, place, &mut self.mentions);
            }
        }
        for (at, block) in blocks.iter().enumerate() {
            let view = waiting.view(block, text, &self.finder.quotations, grammar);
            let goes_on = blocks.get(at + 1).is_none_or(|next| !next.quotations.is_empty());
            let ranges = || block.sentences.clone().map(|at| (at, waiting.sentences[at].clone()));
            let sentence = |(at, range): (usize, Range<usize>)| Sentence {
                pieces: &waiting.pieces[range],
                phrases: &phrases[phrases_of(at)],
                reports: Vec::new(),
            };
            let mut read: Vec<Sentence<'_>> = ranges().map(sentence).collect();
            let (mut decisions, nicknames) = attribution::undecided(&read, view.quotations, block.quotations.clone());
            attribution::attribute(view, &mut read, &mut decisions, goes_on, &mut self.memory);
            if let (ParagraphKind::Turn, Some(words)) = (block.kind, block.set_off) {
                let label = Span::new(block.span.start, words.start);
                attribution::turns::decide(text, label, view.quotations, &mut decisions, &mut self.memory);
            }
            for number in nicknames {
                self.finder.quotations[number].kind = QuotationKind::Title;
            }
            for decision in decisions {
                let quotation = &mut self.finder.quotations[decision.quotation];
                quotation.attribution = decision.attribution;
                quotation.kind = decision.kind;
            }
        }
    }
}
