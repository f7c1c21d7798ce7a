//! What planters ask of a draft, and how they change it.

use whosaid::analysis::Analysis;
use whosaid::attribution::{Attribution, SourceForm};
use whosaid::quotations::Quotation;
use whosaid::speakers::{Gender, Speaker, SpeakerKind};
use whosaid::text::Span;

use super::Planted;

/// A paragraph about no one.
pub const WEATHER: &str = "The rain stopped on Tuesday, and by the evening the road to the harbour was open again for the \
first time in nine days.";

/// The plain whole sentences that a draft quotes, without their last stop.
pub fn short_quotations(analysis: &Analysis) -> Vec<String> {
    outer(analysis)
        .map(|(_, quotation)| quotation.words().of(analysis.text).trim_end_matches([',', '.']))
        .filter(|words| {
            let plain = words.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | ',' | '’'));
            plain && words.starts_with(char::is_uppercase) && (5..30).contains(&words.split(' ').count())
        })
        .map(str::to_owned)
        .collect()
}

pub fn outer<'a>(analysis: &'a Analysis) -> impl Iterator<Item = (usize, &'a Quotation)> {
    analysis
        .quotations
        .iter()
        .enumerate()
        .filter(|(_, quotation)| quotation.inside.is_none() && !quotation.span.is_empty())
}

pub fn attribution<'a>(analysis: &'a Analysis, quotation: &Quotation) -> Option<&'a Attribution> {
    analysis.attributions.get(quotation.attribution?)
}

pub fn paragraph(analysis: &Analysis, quotation: &Quotation) -> Option<Span> {
    analysis.paragraphs.iter().map(|paragraph| paragraph.span).find(|paragraph| paragraph.contains(quotation.span))
}

pub fn next_paragraph<'t>(analysis: &Analysis<'t>, quotation: &Quotation) -> &'t str {
    let next = analysis
        .paragraphs
        .iter()
        .map(|paragraph| paragraph.span)
        .find(|paragraph| paragraph.start > quotation.span.start);
    next.map_or("", |next| next.of(analysis.text))
}

pub fn is_double(analysis: &Analysis, quotation: &Quotation) -> bool {
    matches!(quotation.open.of(analysis.text), "\"" | "“") && quotation.close.is_some()
}

/// Whether no other quotation stands in the paragraph, nor a mark that might be one.
pub fn is_alone(analysis: &Analysis, quotation: &Quotation) -> bool {
    let Some(paragraph) = paragraph(analysis, quotation) else { return false };
    let others = analysis.quotations.iter().filter(|other| paragraph.contains(other.span)).count();
    others == 1 && paragraph.of(analysis.text).matches(['"', '“', '”']).count() == 2
}

/// Whether the paragraph above leaves a quotation open.
pub fn is_left_open_above(analysis: &Analysis, quotation: &Quotation) -> bool {
    analysis.quotations.iter().any(|other| other.close.is_none() && other.span.end < quotation.span.start)
}

/// Source and cue of a quotation right behind it: `“…,” Holt said`.
pub fn credit_behind(analysis: &Analysis, quotation: &Quotation) -> Option<(Span, Span)> {
    let attribution = attribution(analysis, quotation).filter(|it| !it.inherited)?;
    let (source, cue) = attribution.source.zip(attribution.cue)?;
    let text = analysis.text;
    let first = source.start.min(cue.start);
    let right_behind = first >= quotation.span.end && text[quotation.span.end..first].trim().is_empty();
    let comma = quotation.words().of(text).ends_with(',');
    let said = matches!(cue.of(text), "said" | "told" | "wrote" | "added");
    let short = source.of(text).split(' ').count() < 4;
    (right_behind && comma && said && short && quotation.words().of(text).split(' ').count() > 2)
        .then_some((source, cue))
}

pub fn without(text: &str, span: Span) -> String {
    format!("{}{}", &text[..span.start], &text[span.end..])
}

pub fn inserted(text: &str, at: usize, words: &str) -> String {
    format!("{}{words}{}", &text[..at], &text[at..])
}

// ---- passages

/// What invented people say.
const SAID: [&str; 8] = [
    "The lower road will stay under water until spring",
    "We have asked them for the drawings twice this year",
    "Nobody who lives on the hill was told about it",
    "There is not a single dry cellar left in this street",
    "My grandfather kept the keys of that gate for years",
    "The pumps were never meant to run for nine days",
    "I would rather walk than wait for another ferry",
    "You can hear the water moving under the floor at night",
];

/// Names that no draft has, in threes of one gender.
const WOMEN: [[&str; 3]; 2] =
    [["Ingrid Tollmann", "Petra Anders", "Maria Quell"], ["Helen Brodersen", "Susan Whitlatch", "Carla Ostrander"]];
const MEN: [[&str; 3]; 2] =
    [["Peter Tollmann", "David Anders", "Thomas Quell"], ["Robert Brodersen", "George Whitlatch", "Carl Ostrander"]];

/// The invented people of a gender, as many as there are sets of them.
pub fn people(gender: Gender, set: usize) -> [&'static str; 3] {
    let sets = if gender == Gender::Female { WOMEN } else { MEN };
    sets[set % sets.len()]
}

/// The words of a shape: `{A}`, `{B}`, `{C}` are people, `{S}` is a sentence, `{P}` a pronoun and `{Q}` the same with a
/// capital; `¶` begins a paragraph.
pub fn worded(shape: &str, number: usize) -> String {
    let gender = if number.is_multiple_of(2) { Gender::Female } else { Gender::Male };
    let [a, b, c] = people(gender, number / 2);
    let (small, capital) = if gender == Gender::Female { ("she", "She") } else { ("he", "He") };
    let said = SAID[number % SAID.len()];
    [("{A}", a), ("{B}", b), ("{C}", c), ("{S}", said), ("{P}", small), ("{Q}", capital), ("¶", "\n\n")]
        .iter()
        .fold(shape.to_owned(), |words, (key, value)| words.replace(key, value))
}

/// A draft with a passage at its end, in its own marks; `⟦…⟧` in the passage are what the rule should mark. None for a
/// draft of single marks or none.
pub fn at_the_end(analysis: &Analysis, rule: &'static str, passage: &str) -> Option<Planted> {
    let curly = outer(analysis).all(|(_, quotation)| quotation.open.of(analysis.text) == "“");
    let straight = outer(analysis).all(|(_, quotation)| quotation.open.of(analysis.text) == "\"");
    if curly == straight {
        return None;
    }
    let passage = if straight { passage.replace(['“', '”'], "\"").replace('’', "'") } else { passage.to_owned() };
    let above = format!("{}\n\n{WEATHER}\n\n", analysis.text.trim_end());
    let start = above.len() + passage.find('⟦')?;
    let end = above.len() + passage.find('⟧')? - "⟦".len();
    let text = format!("{above}{}\n", passage.replace(['⟦', '⟧'], ""));
    Some(Planted { rule, text, span: Span::new(start, end) })
}

/// A draft with each of some of these shapes at its end; which, depends on the draft, so that all have their turn.
pub fn with_shapes(analysis: &Analysis, rule: &'static str, shapes: &[String]) -> Vec<Planted> {
    let seed = analysis.text.len();
    let turn = |number: usize| {
        let shape = &shapes[(seed + number * 7) % shapes.len()];
        at_the_end(analysis, rule, &worded(shape, seed / shapes.len() + number))
    };
    (0..3).filter_map(turn).collect()
}

/// Every way to begin with every way to go on.
pub fn crossed(leads: &[&str], credits: &[&str]) -> Vec<String> {
    leads.iter().flat_map(|lead| credits.iter().map(move |credit| format!("{lead}{credit}"))).collect()
}

/// A quotation that is the first words of its paragraph and its only quotation, credited right behind to a person by
/// name and no more.
pub struct Credited<'a> {
    pub quotation: &'a Quotation,
    pub paragraph: Span,
    pub source: Span,
    pub speaker: &'a Speaker<'a>,
}

pub fn credited<'a>(analysis: &'a Analysis) -> impl Iterator<Item = Credited<'a>> {
    outer(analysis).filter_map(|(_, quotation)| {
        let (source, _) = credit_behind(analysis, quotation)?;
        let attribution = attribution(analysis, quotation)?;
        let paragraph = paragraph(analysis, quotation)?;
        let speaker = analysis.speakers.get(attribution.speaker?)?;
        let person = speaker.kind == SpeakerKind::Person && speaker.name.split(' ').count() == 2;
        let name =
            attribution.source_form == Some(SourceForm::Name) && speaker.name.ends_with(source.of(analysis.text));
        let first = is_alone(analysis, quotation) && paragraph.start == quotation.span.start;
        (person && name && first && is_double(analysis, quotation) && quotation.continues.is_none())
            .then_some(Credited { quotation, paragraph, source, speaker })
    })
}

/// A text with some words put in place of others.
pub fn replaced(text: &str, span: Span, words: &str) -> String {
    format!("{}{words}{}", &text[..span.start], &text[span.end..])
}
