//! People named side by side: "Holt and Reyes", of whom neither is nearer than the other.

use crate::analysis::Analysis;
use crate::grammar::Classes;
use crate::speakers::{Gender, MentionForm, SpeakerKind, may_be_one};
use crate::text::Span;

use super::rivals::is_full_name;
use super::surroundings::{between, paragraph, paragraph_above};

/// A paragraph may be as long as a file; so many names are looked at.
const FAR: usize = 64;

/// Every mention of a person by name, in order, with the speaker that it is.
pub(super) struct Named(Vec<(Span, usize)>);

/// Two or more people named side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Joint {
    /// Who they are, in the order of their names.
    pub people: Vec<usize>,
    /// From the first name to the last.
    pub span: Span,
}

impl Named {
    /// The people that a draft names.
    pub fn of(analysis: &Analysis) -> Self {
        let people = analysis.speakers.iter().enumerate().filter(|(_, speaker)| speaker.kind == SpeakerKind::Person);
        let mut named: Vec<(Span, usize)> = people
            .flat_map(|(number, speaker)| {
                let by_name = |form| matches!(form, MentionForm::FullName | MentionForm::ShortName);
                speaker.mentions.iter().filter(move |it| by_name(it.form)).map(move |it| (it.span, number))
            })
            .collect();
        named.sort_unstable();
        Self(named)
    }

    /// Those of a gender who are named side by side before an offset, in its paragraph or the one above, with nobody
    /// else of that gender named near; any, where no gender is asked for. People of whom the draft gives no gender are
    /// asked only where it names nobody of the right one.
    pub fn before(&self, analysis: &Analysis, offset: usize, gender: Option<Gender>) -> Option<Joint> {
        let names = &self.0[..self.0.partition_point(|(span, _)| span.end <= offset)];
        let above = paragraph_above(analysis, offset);
        let first = names.partition_point(|(span, _)| span.start < above);
        let near = &names[first.max(names.len().saturating_sub(FAR))..];
        let Some(gender) = gender else { return joint(analysis, near, |_| true) };
        let given = |number: usize| analysis.speakers[number].gender == Some(gender);
        if near.iter().any(|(_, number)| given(*number)) {
            return joint(analysis, near, given);
        }
        joint(analysis, near, |number| {
            let speaker = &analysis.speakers[number];
            speaker.gender.is_none() && is_full_name(&speaker.name)
        })
    }
}

/// Those of these names side by side that fit, the last of all that do.
fn joint(analysis: &Analysis, names: &[(Span, usize)], fits: impl Fn(usize) -> bool) -> Option<Joint> {
    let mut last = names.iter().rposition(|(_, number)| fits(*number))?;
    while last + 1 < names.len() && is_joint(analysis, names[last].0, names[last + 1].0, true) {
        last += 1;
    }
    let mut first = last;
    while first > 0 && is_joint(analysis, names[first - 1].0, names[first].0, first == last) {
        first -= 1;
    }
    let mut people: Vec<usize> = Vec::new();
    for &(_, number) in names[first..=last].iter().filter(|(_, number)| fits(*number)) {
        let name = &analysis.speakers[number].name;
        if !people.iter().any(|other| may_be_one(&analysis.speakers[*other].name, name)) {
            people.push(number);
        }
    }
    let span = Span::new(names[first].0.start, names[last].0.end);
    // Somebody else who fits, named in the same paragraphs, may be meant.
    let start = paragraph(analysis, span.start).start;
    let alone =
        names[..first].iter().all(|(other, number)| other.start < start || !fits(*number) || people.contains(number));
    let nearest = !is_possessor(analysis, names[last].0) && !is_possessor(analysis, names[first].0);
    (people.len() > 1 && alone && nearest).then_some(Joint { people, span })
}

impl Joint {
    /// Whether their sentence begins with them, but for a word or two or a clause before a comma, or "Among them were":
    /// they are its subject.
    pub fn opens_its_sentence(&self, analysis: &Analysis) -> bool {
        let lead = self.lead(analysis);
        let lexicon = &analysis.grammar.lexicon;
        let class = |word: Option<&str>| word.map(|word| lexicon.word(lexicon.id(&word.to_lowercase())).lower);
        let mut words = lead.split_whitespace();
        let turned = class(words.next()).is_some_and(|first| first.any(Classes::PREPOSITION))
            && class(words.next_back()).is_some_and(|last| last.any(Classes::BEING));
        lead.ends_with(',') || crate::folding::words(lead) <= 2 || turned
    }

    /// Whether somebody who could speak, or an owner, stands before them in their sentence: "the judge fined Holt and
    /// Reyes", "the lawyers of Holt and Reyes".
    pub fn follows_somebody(&self, analysis: &Analysis) -> bool {
        let lexicon = &analysis.grammar.lexicon;
        self.lead(analysis).split_whitespace().any(|word| {
            let bare = word.trim_matches(|character: char| !character.is_alphanumeric());
            let classes = lexicon.word(lexicon.id(&bare.to_lowercase()));
            classes.lower.any(Classes::PERSON | Classes::MALE | Classes::FEMALE) || word.contains(['\'', '’'])
        })
    }

    fn lead<'t>(&self, analysis: &Analysis<'t>) -> &'t str {
        let before = between(analysis, paragraph(analysis, self.span.start).start, self.span.start);
        before.rsplit(['.', '!', '?']).next().unwrap_or_default().trim()
    }
}

/// Words of an apposition between commas: "Holt, the mayor of Arden since 2012, and Reyes".
const APPOSITION: usize = 9;
/// Words between the conjunction and the second name: "Pryce and the prosecutor, Munro".
const NEAR: usize = 4;

/// Whether two names that follow each other are joined by no more than a conjunction, or a comma where it is not the
/// last of a list, and by words that say who somebody is.
fn is_joint(analysis: &Analysis, one: Span, other: Span, last: bool) -> bool {
    let gap = between(analysis, one.end, other.start).trim();
    std::iter::once(gap).chain(behind_apposition(gap)).any(|behind| joins(analysis, behind.trim(), last))
}

fn joins(analysis: &Analysis, behind: &str, last: bool) -> bool {
    if !last && behind == "," {
        return true;
    }
    let behind = behind.trim_start_matches(',').trim_start();
    let mut words = behind.split_whitespace();
    let joined = match words.next() {
        Some("and" | "or" | "nor" | "&") => true,
        Some("as") => words.next() == Some("well") && words.next() == Some("as"),
        _ => false,
    };
    let rest: Vec<&str> = words.collect();
    // "and then thanked Reyes" joins no names, "and the lawyer of Reyes" not hers.
    let told = rest.last().is_none_or(|last| last.ends_with(',') || is_role(analysis, last));
    joined && told && rest.len() < NEAR
}

/// What follows an apposition in commas or brackets; none where there is no such thing.
fn behind_apposition(gap: &str) -> Option<&str> {
    let (close, inner) = match gap.strip_prefix(',') {
        Some(inner) => (',', inner),
        None => (')', gap.strip_prefix('(')?),
    };
    let (apposition, behind) = inner.split_once(close)?;
    let words = apposition.split_whitespace().count();
    ((1..=APPOSITION).contains(&words) && !apposition.contains(['.', '!', '?', '"', '“', '”', ';'])).then_some(behind)
}

/// Whether a word says what somebody is.
fn is_role(analysis: &Analysis, word: &str) -> bool {
    let lexicon = &analysis.grammar.lexicon;
    lexicon.word(lexicon.id(&word.to_lowercase())).lower.any(Classes::PERSON)
}

/// "Holt and Reyes's lawyer": the lawyer is the nearer.
fn is_possessor(analysis: &Analysis, name: Span) -> bool {
    let behind = between(analysis, name.end, analysis.text.len());
    ["'s", "’s", "' ", "’ "].iter().any(|end| behind.starts_with(end))
}
