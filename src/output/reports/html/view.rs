//! What the template asks for.

use askama::Template;
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::Page;
use super::body::{Piece, Role};
use super::draft::{Card, Draft, Note, Row, Shape};
use super::lanes::{self, Lane};
use super::people::{self, Person, Said};
use super::tables::{self, Share, of};
use super::why::{SURENESS, Why, why};
use crate::diagnostic::Severity;
use crate::output::count::{count, thousands};

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// How many colours there are; with as many more, they come again with a pattern.
const COLOURS: usize = 10;
const PATTERNS: usize = 3;

/// The paragraphs of a leaf. Looking after each paragraph by itself would cost more than it saves.
const LEAF: usize = 24;

/// The most drafts that get a column each in the table of sources.
const COLUMNS: usize = 8;

/// A page that is complete.
#[derive(Template)]
#[template(path = "page.html")]
pub(super) struct View<'a> {
    page: &'a Page,
    style: &'static str,
    script: &'static str,
    /// What the browser may run and use: this style and this script, and nothing from anywhere.
    policy: String,
    /// What the script knows of each passage, as JSON that cannot end the element around it.
    data: String,
    /// The people, those first who are shown first.
    ranked: Vec<usize>,
    /// The rank of each of them.
    ranks: Vec<usize>,
    totals: Totals,
    shares: Vec<Share>,
}

/// What all drafts come to.
#[derive(Default)]
struct Totals {
    words: usize,
    quotations: usize,
    attributed: usize,
    quoted: usize,
    /// The most words of one speaker.
    most: usize,
}

impl<'a> View<'a> {
    pub(super) fn new(page: &'a Page) -> Self {
        let ranked = page.people.ranked();
        let mut ranks = vec![0; ranked.len()];
        for (rank, person) in ranked.iter().enumerate() {
            ranks[*person] = rank;
        }
        let mut totals = Totals::default();
        for draft in &page.drafts {
            totals.words += draft.words;
            totals.quotations += draft.quotations;
            totals.attributed += draft.attributed;
            totals.quoted += draft.quoted;
        }
        totals.most = page.people.all.iter().map(|person| person.said.words).max().unwrap_or_default();
        let policy = format!(
            "default-src 'none'; style-src '{}'; script-src '{}'; img-src data:; base-uri 'none'; form-action 'none'",
            hash(STYLE),
            hash(SCRIPT)
        );
        let data = data(page, &ranks);
        let shares = tables::by_gender(page);
        Self { page, style: STYLE, script: SCRIPT, policy, data, ranked, ranks, totals, shares }
    }

    fn person(&self, person: &usize) -> &Person {
        &self.page.people.all[*person]
    }

    fn letter(&self, person: &usize) -> String {
        people::letter(self.ranks[*person])
    }

    /// The classes that give a speaker's words their look: whose they are, the colour, the pattern.
    fn look(&self, person: &Option<usize>) -> String {
        person.map_or_else(
            || "none".to_owned(),
            |person| {
                let rank = self.ranks[person];
                format!("p{rank} c{} h{}", rank % COLOURS, rank / COLOURS % PATTERNS)
            },
        )
    }

    fn card(&self, card: &usize) -> &Card {
        &self.page.cards[*card]
    }

    /// What a badge says to those who cannot see its colour: "A: Lena Holt".
    fn badge(&self, card: &Card) -> String {
        card.person.map_or_else(
            || "?: speaker not given".to_owned(),
            |person| {
                let reported = if card.reported { ", reported" } else { "" };
                format!("{}: {}{reported}", self.letter(&person), self.person(&person).title())
            },
        )
    }

    fn mark(&self, card: &Card) -> String {
        card.person.map_or_else(|| "?".to_owned(), |person| self.letter(&person))
    }

    /// How many there are of something.
    fn count(&self, number: &usize, thing: &str) -> String {
        count(*number, thing)
    }

    fn speakers(&self) -> String {
        thousands(self.ranked.len())
    }

    fn number(&self, number: &usize) -> String {
        thousands(*number)
    }

    /// The share of words that are quoted, in percent.
    fn quoted(&self) -> usize {
        of(self.totals.quoted, self.totals.words, 100)
    }

    /// The tags around a paragraph.
    fn open(&self, shape: &Shape) -> &'static str {
        match shape {
            Shape::Headline => "<h2 class=\"text\">",
            Shape::Heading => "<h3 class=\"text\">",
            Shape::Body => "<p class=\"text\">",
            Shape::Item => "<p class=\"text item\">",
            Shape::Indented => "<p class=\"text indented\">",
            Shape::Small => "<p class=\"text small\">",
        }
    }

    fn close(&self, shape: &Shape) -> &'static str {
        match shape {
            Shape::Headline => "</h2>",
            Shape::Heading => "</h3>",
            Shape::Body | Shape::Item | Shape::Indented | Shape::Small => "</p>",
        }
    }

    /// The ranks of those who speak in a paragraph, for the filter.
    fn voices(&self, people: &[usize]) -> String {
        let ranks: Vec<String> = people.iter().map(|person| self.ranks[*person].to_string()).collect();
        ranks.join(" ")
    }

    fn lanes<'d>(&self, draft: &'d Draft) -> Vec<&'d Lane> {
        let mut lanes: Vec<&Lane> = draft.lanes.iter().collect();
        lanes.sort_by_key(|lane| lane.person.map_or(usize::MAX, |person| self.ranks[person]));
        lanes
    }

    /// The paragraphs of a draft in groups that the browser lays out only when they come into view.
    fn leaves<'d>(&self, draft: &'d Draft) -> impl Iterator<Item = &'d [Row]> {
        draft.rows.chunks(LEAF)
    }

    fn notes(&self, draft: &usize) -> impl Iterator<Item = (usize, &Note)> {
        let draft = *draft;
        self.page.notes.iter().enumerate().filter(move |(_, note)| note.draft == draft)
    }

    fn note(&self, note: &usize) -> &Note {
        &self.page.notes[*note]
    }

    /// "2 errors, 1 warning"
    fn findings(&self) -> String {
        let number = |severity| self.page.notes.iter().filter(|note| note.severity == severity).count();
        let parts = [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Info, "remark")];
        let parts = parts.map(|(severity, word)| (number(severity), word));
        let parts: Vec<String> =
            parts.iter().filter(|(number, _)| *number > 0).map(|(number, word)| count(*number, word)).collect();
        parts.join(", ")
    }

    /// What somebody says in one draft, for its column.
    fn part(&self, person: &Person, draft: &usize) -> String {
        let said = person.drafts.iter().find(|(other, _)| other == draft);
        said.map_or_else(|| "·".to_owned(), |(_, said)| self.words(said))
    }

    /// Quoted words as a number; of those who are never quoted, that they are reported.
    fn words(&self, said: &Said) -> String {
        if said.quotations == 0 { "reported".to_owned() } else { thousands(said.words) }
    }

    fn several(&self) -> bool {
        self.page.drafts.len() > 1
    }

    /// Whether each draft has a column of its own.
    fn columns(&self) -> bool {
        self.page.drafts.len() <= COLUMNS
    }

    /// The people that have a name, or else those that have none, in their order.
    fn sources(&self, unnamed: &bool) -> Vec<usize> {
        let chosen = self.ranked.iter().copied();
        chosen.filter(|person| tables::is_unnamed(self.person(person)) == *unnamed).collect()
    }

    /// The share of some of the quoted words: "23%"; of none, nothing.
    fn percent(&self, words: &usize) -> String {
        match of(*words, self.totals.quoted, 100) {
            0 if *words == 0 => String::new(),
            0 => "<1%".to_owned(),
            percent => format!("{percent}%"),
        }
    }

    /// How long a speaker's bar is, of a hundred.
    fn bar(&self, words: &usize) -> usize {
        of(*words, self.totals.most, 100)
    }

    fn unnamed(&self) -> String {
        match tables::unnamed(self.page) {
            (0, _) => "No unnamed sources.".to_owned(),
            (number, said) => format!("{} without a name, with {}.", count(number, "source"), self.spell(&said)),
        }
    }

    /// The page's title.
    fn title(&self) -> String {
        match self.page.drafts.as_slice() {
            [draft] => format!("Who says what in {}", draft.path),
            drafts => format!("Who says what in {}", count(drafts.len(), "draft")),
        }
    }

    /// "3 quotations, 54 words, 1 report"
    fn spell(&self, said: &Said) -> String {
        let mut parts = Vec::new();
        if said.quotations > 0 {
            parts.push(count(said.quotations, "quotation"));
            parts.push(count(said.words, "word"));
        }
        if said.reports > 0 {
            parts.push(count(said.reports, "report"));
        }
        parts.join(", ")
    }

    /// The paragraphs of a lane in words, no more than the first twelve.
    fn paragraphs(&self, lane: &Lane) -> String {
        let shown: Vec<String> = lane.paragraphs.iter().take(12).map(usize::to_string).collect();
        let more = if lane.paragraphs.len() > shown.len() { " and more" } else { "" };
        let plural = if shown.len() == 1 { "" } else { "s" };
        format!("speaks in paragraph{plural} {}{more}", shown.join(", "))
    }

    fn kind(&self, person: &Person) -> &'static str {
        people::kind(person)
    }

    /// The look of somebody's own line in a list.
    fn rank_look(&self, person: &usize) -> String {
        self.look(&Some(*person))
    }
}

#[derive(Serialize)]
struct Data<'a> {
    /// Of each rank: letter, name, what is said about them.
    people: Vec<(String, String, String)>,
    cards: Vec<CardData<'a>>,
    whys: Vec<Why>,
    sureness: [(u8, &'static str); 5],
}

/// A card in few bytes, for there are thousands: rank, index into `whys`, percent, the others with theirs, the cards
/// with its source and its cue.
#[derive(Serialize)]
struct CardData<'a>(Option<usize>, Option<usize>, u8, Vec<(&'a str, u8)>, Option<usize>, Option<usize>);

fn data(page: &Page, ranks: &[usize]) -> String {
    let mut sieves: Vec<&'static str> = page.cards.iter().filter_map(|card| card.sieve).collect();
    sieves.sort_unstable();
    sieves.dedup();
    let about = |person: &Person| {
        let kind = people::kind(person);
        person.description.as_deref().map_or_else(|| kind.to_owned(), |description| format!("{description} ({kind})"))
    };
    let mut people: Vec<_> = page.people.all.iter().zip(ranks).collect();
    people.sort_by_key(|(_, rank)| **rank);
    let data = Data {
        people: people
            .into_iter()
            .map(|(person, rank)| (people::letter(*rank), person.title(), about(person)))
            .collect(),
        cards: page
            .cards
            .iter()
            .map(|card| {
                let others = card.others.iter().map(|(name, confidence)| (name.as_str(), percent(*confidence)));
                let why = card.sieve.and_then(|sieve| sieves.binary_search(&sieve).ok());
                let rank = card.person.map(|person| ranks[person]);
                CardData(rank, why, percent(card.confidence), others.collect(), card.source, card.cue)
            })
            .collect(),
        whys: sieves.iter().map(|sieve| why(sieve)).collect(),
        sureness: SURENESS,
    };
    // In a script element only "<" could begin anything else than text.
    serde_json::to_string(&data).unwrap_or_default().replace('<', "\\u003c")
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 100")]
fn percent(confidence: f32) -> u8 {
    (confidence * 100.0).round().clamp(0.0, 100.0) as u8
}

/// The hash of an element's text as a content security policy names it.
fn hash(text: &str) -> String {
    format!("sha256-{}", base64(&Sha256::digest(text)))
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for group in bytes.chunks(3) {
        let bits = (0..3).fold(0, |bits, at| bits << 8 | u32::from(group.get(at).copied().unwrap_or_default()));
        for digit in 0..4 {
            let place = (bits >> (18 - 6 * digit) & 63) as usize;
            text.push(if digit <= group.len() { char::from(DIGITS[place]) } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_those_that_a_policy_names() {
        // `printf '' | openssl dgst -sha256 -binary | base64`
        assert_eq!(hash(""), "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
        assert_eq!(
            ["", "a", "ab", "abc", "abcd"].map(|text| base64(text.as_bytes())),
            ["", "YQ==", "YWI=", "YWJj", "YWJjZA=="]
        );
    }
}
