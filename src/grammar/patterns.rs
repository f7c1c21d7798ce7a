//! Reads attribution patterns.
//!
//! ```text
//! file       = { blank | comment | definition | pattern }
//! definition = "define" name "=" choice                before its first use, without a cue
//! pattern    = "pattern" name { line }
//! line       = "voice" ( "active" | "passive" )        active where it is left out
//!            | "loose"                                 gives way to any report inside
//!            | "confidence" percent [ percent ]        how often its source is right, 80 where it is left out: of quoted
//!                                                      words, and of reported ones without marks where that differs
//!            | "frames" frame { frame }                the cue takes one of them
//!            | "without" frame { frame }               the cue takes none of them
//!            | "match" sequence                        at least one; several are alternatives
//!            | "example" text                          at least one
//!            | "counterexample" text
//! choice     = sequence { "|" sequence }
//! sequence   = part { part }
//! part       = atom [ "?" | "*" | "+" ]
//! atom       = name | "'" word "'" | "(" choice ")"
//! ```
//!
//! A `match` holds one anchor outside of brackets: `cue` (a reporting verb), `cue.unknown` (any other verb),
//! `cue.noun`, `cue.preposition`, `cue.colon` or `cue.dash`. What stands before it is matched leftwards, what stands
//! behind rightwards. Where a pattern stands in the file is its rank, the surer first. `grammar/README.md` says what
//! each part matches.

use nom::branch::alt;
use nom::bytes::complete::{is_not, tag, take_while1};
use nom::character::complete::{char, space0};
use nom::combinator::{all_consuming, map, opt};
use nom::multi::{many1, separated_list1};
use nom::sequence::{delimited, preceded};
use nom::{Finish, IResult, Parser};
use rustc_hash::FxHashMap;

use super::cues::Frames;
use super::kinds::Kinds;
use super::parts::{Part, Step, Stretch, mark};
use super::reader::Examples;
use crate::error::Error;

/// One attribution pattern.
#[derive(Debug, Clone)]
pub struct Pattern {
    /// Its name, which is the name of the sieve in output.
    pub name: &'static str,
    /// The cue must take one of these frames; any cue will do where there are none.
    pub frames: Frames,
    /// The cue must take none of these frames.
    pub without: Frames,
    /// How often its source was right where it was measured, from 0 to 1 (docs/accuracy.md).
    pub confidence: f32,
    /// The same of reported words without marks.
    pub indirect: f32,
    /// Whether it gives way to any report inside of what it reports.
    pub loose: bool,
    /// Whether its verb is in the passive: the source stands behind "by".
    pub passive: bool,
    /// The shapes it takes, the likelier first.
    pub shapes: Vec<Shape>,
    /// Its examples.
    pub examples: Examples<'static>,
}

/// One shape of a pattern, cut at its anchor.
#[derive(Debug, Clone)]
pub struct Shape {
    /// The kind of cue that it hangs on.
    pub anchor: Anchor,
    /// What stands before the anchor, the nearest first.
    pub before: Vec<Step>,
    /// What stands behind the anchor, the nearest first.
    pub after: Vec<Step>,
}

/// What a pattern hangs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// A reporting verb.
    Verb,
    /// A verb that the lexicon does not hold as reporting.
    UnknownVerb,
    /// A noun that stands for words.
    Noun,
    /// according to
    Preposition,
    /// :
    Colon,
    /// A dash before a credit.
    Dash,
}

/// What patterns can ask for by a name that `define` gave it.
#[derive(Debug, Clone, Default)]
pub struct Definitions(FxHashMap<String, Part>);

/// Reads the patterns of a file, and adds to the definitions. An error gives line and reason; the caller adds the
/// file. Patterns need an example each unless they are somebody's own.
pub fn read(text: &str, definitions: &mut Definitions, with_examples: bool) -> Result<Vec<Pattern>, Error> {
    let definitions = &mut definitions.0;
    let mut patterns: Vec<Pattern> = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let line_number = at + 1;
        let content = line.trim();
        if content.is_empty() || content.starts_with('#') {
            continue;
        }
        let (keyword, rest) = content.split_once(' ').unwrap_or((content, ""));
        read_line(keyword, rest.trim(), line_number, definitions, &mut patterns)
            .map_err(|error| error.on_line(line_number))?;
    }
    for pattern in &patterns {
        let line = pattern.examples.line;
        if pattern.shapes.is_empty() || with_examples && pattern.examples.examples.is_empty() {
            let example = if with_examples { " and an example" } else { "" };
            return Err(Error::new(format!("`{}` needs a match{example}", pattern.name)).on_line(line));
        }
    }
    Ok(patterns)
}

fn read_line(
    keyword: &str,
    rest: &str,
    line: usize,
    definitions: &mut FxHashMap<String, Part>,
    patterns: &mut Vec<Pattern>,
) -> Result<(), Error> {
    match keyword {
        "define" => {
            let (name, choice) = rest.split_once('=').ok_or_else(|| Error::new("define takes name = parts"))?;
            let part = resolve(parse(choice.trim())?, definitions)?;
            if part.iter().any(|part| matches!(part, Raw::Anchor(_))) {
                return Err(Error::new("a definition holds no cue"));
            }
            let known = definitions.insert(name.trim().to_owned(), one(plain(part))).is_some();
            return if known { Err(Error::new(format!("`{}` is defined twice", name.trim()))) } else { Ok(()) };
        }
        "pattern" => {
            if patterns.iter().any(|pattern| pattern.name == rest) {
                return Err(Error::new(format!("`{rest}` is given twice")));
            }
            let examples = Examples { line, ..Examples::default() };
            // Names live as long as the program: sieves are named by them everywhere.
            let name: &'static str = String::leak(rest.to_owned());
            patterns.push(Pattern {
                name,
                frames: Frames::default(),
                without: Frames::default(),
                confidence: 0.8,
                indirect: 0.8,
                loose: false,
                passive: false,
                shapes: Vec::new(),
                examples,
            });
            return Ok(());
        }
        _ => {}
    }
    let pattern =
        patterns.last_mut().ok_or_else(|| Error::new(format!("`{keyword}` stands before the first pattern")))?;
    match keyword {
        "frames" | "without" => {
            let names: Vec<&str> = rest.split_whitespace().collect();
            let frames = Frames::of(&names)?;
            *(if keyword == "frames" { &mut pattern.frames } else { &mut pattern.without }) = frames;
        }
        "voice" => {
            pattern.passive = match rest {
                "passive" => true,
                "active" => false,
                other => return Err(Error::new(format!("no voice is called `{other}`: active or passive"))),
            }
        }
        "confidence" => {
            let percents = rest.split_whitespace().map(percent).collect::<Result<Vec<_>, _>>()?;
            let (quoted, indirect) = match percents[..] {
                [both] => (both, both),
                [quoted, indirect] => (quoted, indirect),
                _ => return Err(Error::new("confidence takes one percentage or two")),
            };
            pattern.confidence = quoted;
            pattern.indirect = indirect;
        }
        "loose" => pattern.loose = true,
        "match" => pattern.shapes.push(cut(resolve(parse(rest)?, definitions)?)?),
        "example" => pattern.examples.examples.push(rest.to_owned().into()),
        "counterexample" => pattern.examples.counterexamples.push(rest.to_owned().into()),
        other => return Err(Error::new(format!("no line begins with `{other}`"))),
    }
    Ok(())
}

/// A whole number from 0 to 100, as a share.
fn percent(word: &str) -> Result<f32, Error> {
    let number: Option<u8> = word.parse().ok().filter(|percent| *percent <= 100);
    let number =
        number.ok_or_else(|| Error::new(format!("confidence takes whole numbers from 0 to 100, not `{word}`")))?;
    Ok(f32::from(number) / 100.0)
}

/// A part as written, before definitions are put in.
#[derive(Debug, Clone)]
enum Raw {
    Name(String),
    Word(String),
    Choice(Vec<Vec<Raw>>),
    Optional(Box<Raw>),
    Repeated(Box<Raw>),
    Plus(Box<Raw>),
    Anchor(Anchor),
    Known(Part),
}

fn parse(text: &str) -> Result<Vec<Raw>, Error> {
    match all_consuming(choice).parse(text).finish() {
        Ok((_, mut sequences)) if sequences.len() == 1 => Ok(sequences.remove(0)),
        Ok((_, sequences)) => Ok(vec![Raw::Choice(sequences)]),
        Err(error) => Err(Error::new(format!("cannot read `{}`", error.input.trim()))),
    }
}

fn choice(input: &str) -> IResult<&str, Vec<Vec<Raw>>> {
    separated_list1((space0, char('|'), space0), many1(preceded(space0, part))).parse(input)
}

fn part(input: &str) -> IResult<&str, Raw> {
    let name = map(take_while1(|c: char| c.is_ascii_alphabetic() || c == '-' || c == '.'), |name: &str| {
        Raw::Name(name.to_owned())
    });
    let word = map(delimited(char('\''), is_not("'"), char('\'')), |word: &str| Raw::Word(word.to_owned()));
    let group = map(delimited(char('('), choice, (space0, char(')'))), Raw::Choice);
    let (rest, atom) = alt((word, name, group)).parse(input)?;
    let (rest, sign) = opt(alt((tag("?"), tag("*"), tag("+")))).parse(rest)?;
    let atom = match sign {
        Some("?") => Raw::Optional(Box::new(atom)),
        Some("*") => Raw::Repeated(Box::new(atom)),
        Some(_) => Raw::Plus(Box::new(atom)),
        None => atom,
    };
    Ok((rest, atom))
}

fn resolve(raw: Vec<Raw>, definitions: &FxHashMap<String, Part>) -> Result<Vec<Raw>, Error> {
    let mut resolved = Vec::new();
    for part in raw {
        let inner = |part: Raw| -> Result<Part, Error> { Ok(one(plain(resolve(vec![part], definitions)?))) };
        let part = match part {
            Raw::Name(name) => named(&name, definitions)?,
            Raw::Word(word) => Raw::Known(Part::Word(word.to_lowercase().into())),
            Raw::Choice(sequences) => {
                let sequences: Result<Vec<_>, Error> = sequences
                    .into_iter()
                    .map(|sequence| resolve(sequence, definitions).map(plain).map(steps))
                    .collect();
                Raw::Known(any(sequences?))
            }
            Raw::Optional(part) => Raw::Known(Part::Optional(Box::new(inner(*part)?.into()))),
            Raw::Repeated(part) => Raw::Known(Part::Repeated(Box::new(inner(*part)?.into()))),
            Raw::Plus(part) => {
                let part = inner(*part)?;
                resolved.push(Raw::Known(part.clone()));
                Raw::Known(Part::Repeated(Box::new(part.into())))
            }
            other => other,
        };
        resolved.push(part);
    }
    Ok(resolved)
}

/// One phrase that is neither verb nor quotation nor the start or end of a clause.
const WORDS: Kinds = Kinds::NOUN
    .with(Kinds::PREPOSITION)
    .with(Kinds::ADVERB)
    .with(Kinds::OTHER)
    .with(Kinds::CONJUNCTION)
    .with(Kinds::COMMA);
/// What stands before the start of a sentence.
const BEGIN: Kinds = END.with(Kinds::COLON);
/// What stands behind the end of a sentence.
const END: Kinds = Kinds::EDGE.with(Kinds::STOP);

fn named(name: &str, definitions: &FxHashMap<String, Part>) -> Result<Raw, Error> {
    let part = match name {
        "cue" => return Ok(Raw::Anchor(Anchor::Verb)),
        "cue.unknown" => return Ok(Raw::Anchor(Anchor::UnknownVerb)),
        "cue.noun" => return Ok(Raw::Anchor(Anchor::Noun)),
        "cue.preposition" => return Ok(Raw::Anchor(Anchor::Preposition)),
        "cue.colon" => return Ok(Raw::Anchor(Anchor::Colon)),
        "cue.dash" => return Ok(Raw::Anchor(Anchor::Dash)),
        "quotation" => Part::Quotation,
        "quoted" => Part::Phrase(Kinds::QUOTATION),
        "quotation.credited" => Part::Credited,
        "source" => Part::Source,
        "source.main" => Part::MainSource,
        "clause" => Part::Stretch(Stretch::Clause),
        "statement" => Part::Stretch(Stretch::Statement),
        "infinitive" => Part::Stretch(Stretch::From(Kinds::INFINITIVE)),
        "doing" => Part::Stretch(Stretch::From(Kinds::DOING)),
        "predicate" => Part::Stretch(Stretch::From(Kinds::FINITE)),
        "question" => Part::Stretch(Stretch::From(Kinds::QUESTION)),
        "object" => Part::Stretch(Stretch::From(Kinds::NOUN)),
        "gap" => Part::Stretch(Stretch::Gap),
        "words" => Part::Phrase(WORDS),
        "addressee" => Part::Addressee,
        "noun" => Part::Phrase(Kinds::NOUN),
        "adverbial" => Part::Adverbial,
        "verb" => Part::Phrase(Kinds::VERB),
        "verb.infinitive" => Part::Phrase(Kinds::INFINITIVE),
        "preposition" => Part::Phrase(Kinds::PREPOSITION),
        "comma" => Part::Phrase(Kinds::COMMA),
        "colon" => Part::Phrase(Kinds::COLON),
        "semicolon" => Part::Phrase(Kinds::SEMICOLON),
        "dash" => Part::Phrase(Kinds::DASH),
        "stop" => Part::Phrase(Kinds::STOP),
        "bracket" => Part::Phrase(Kinds::BRACKET),
        "conjunction" => Part::Phrase(Kinds::CONJUNCTION),
        "relative" => Part::Phrase(Kinds::RELATIVE),
        "that" => Part::Phrase(Kinds::THAT),
        "subordinator" => Part::Phrase(Kinds::SUBORDINATOR),
        "begin" => Part::Before(BEGIN),
        "end" => Part::Before(END),
        "aside" => Part::Aside,
        other => match definitions.get(other) {
            Some(part) => part.clone(),
            None => return Err(Error::new(format!("nothing is called `{other}`"))),
        },
    };
    Ok(Raw::Known(part))
}

fn plain(raw: Vec<Raw>) -> Vec<Part> {
    raw.into_iter()
        .filter_map(|part| match part {
            Raw::Known(part) => Some(part),
            _ => None,
        })
        .collect()
}

/// One of several sequences. Of phrases that stand alone there, neighbours are asked for at once.
fn any(sequences: Vec<Vec<Step>>) -> Part {
    let mut merged: Vec<Vec<Step>> = Vec::new();
    for sequence in sequences {
        match (merged.last_mut().map(Vec::as_mut_slice), &sequence[..]) {
            (Some([Step { part: Part::Phrase(all), .. }]), [Step { part: Part::Phrase(kinds), .. }])
            | (Some([Step { part: Part::Before(all), .. }]), [Step { part: Part::Before(kinds), .. }]) => {
                *all = all.with(*kinds);
            }
            _ => merged.push(sequence),
        }
    }
    match &mut merged[..] {
        [alone] if alone.len() == 1 => alone.remove(0).part,
        _ => Part::Choice(merged),
    }
}

/// Several parts as one.
fn one(mut parts: Vec<Part>) -> Part {
    if parts.len() == 1 { parts.remove(0) } else { Part::Choice(vec![steps(parts)]) }
}

fn steps(parts: Vec<Part>) -> Vec<Step> {
    parts.into_iter().map(Step::from).collect()
}

fn cut(raw: Vec<Raw>) -> Result<Shape, Error> {
    let anchors: Vec<(usize, Anchor)> = raw
        .iter()
        .enumerate()
        .filter_map(|(at, part)| match part {
            Raw::Anchor(anchor) => Some((at, *anchor)),
            _ => None,
        })
        .collect();
    let [(at, anchor)] = anchors[..] else {
        return Err(Error::new("a match holds one cue, outside of brackets"));
    };
    let mut before = steps(plain(raw[..at].to_vec()));
    reverse(&mut before);
    let mut after = steps(plain(raw[at + 1..].to_vec()));
    mark(&mut before, true, Kinds::ALL);
    mark(&mut after, false, Kinds::ALL);
    Ok(Shape { anchor, before, after })
}

/// Turns a sequence round, so that it can be matched leftwards.
fn reverse(steps: &mut [Step]) {
    steps.reverse();
    for step in steps {
        match &mut step.part {
            Part::Choice(sequences) => sequences.iter_mut().for_each(|sequence| reverse(sequence)),
            Part::Optional(step) | Part::Repeated(step) => reverse(std::slice::from_mut(step)),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_that_stand_alone_are_asked_for_at_once() {
        let phrase = |kinds| steps(vec![Part::Phrase(kinds)]);
        let either = any(vec![phrase(Kinds::COMMA), phrase(Kinds::COLON)]);
        assert_eq!(either, Part::Phrase(Kinds::COMMA.with(Kinds::COLON)), "should be one phrase of either kind");
        let longer = steps(vec![Part::Phrase(Kinds::DASH), Part::Quotation]);
        let choice = vec![phrase(Kinds::COMMA), longer, phrase(Kinds::COLON)];
        assert_eq!(any(choice.clone()), Part::Choice(choice), "should keep apart what has something between");
    }
}
