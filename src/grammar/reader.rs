//! Reads the entries of a grammar file: the part of TOML that they need.
//!
//! ```text
//! file    = { blank | comment | header | field }
//! header  = "[[" key "]]" end
//! field   = key "=" value end
//! value   = text | array | "true" | "false" | number
//! array   = "[" [ text { "," text } [ "," ] ] "]"      blanks, comments and line ends between its parts
//! text    = '"' { character | "\" ( '"' | "\" | "n" | "t" ) } '"'
//! key     = letter { letter | digit | "-" | "_" }
//! comment = "#" { character }
//! ```

use std::borrow::Cow;

use nom::branch::alt;
use nom::bytes::complete::{is_not, tag, take_while1};
use nom::character::complete::{char, digit1, multispace1, not_line_ending, one_of, space0};
use nom::combinator::{cut, map, map_res, opt, recognize, value};
use nom::multi::{fold_many0, many0, separated_list0};
use nom::sequence::{delimited, preceded, terminated};
use nom::{Finish, IResult, Parser};

use crate::error::{Error, nearest};

/// What a field holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Value<'a> {
    /// `"say"`
    Text(Cow<'a, str>),
    /// `["says", "said"]`
    Texts(Vec<Cow<'a, str>>),
    /// `true`
    Flag(bool),
    /// `5`
    Number(u32),
}

/// One `[[kind]]` with its fields.
#[derive(Debug, Clone)]
pub struct Entry<'a> {
    /// The word between the brackets.
    pub kind: Cow<'a, str>,
    /// The line of the header, from one.
    pub line: usize,
    fields: Vec<(Cow<'a, str>, usize, Value<'a>)>,
    /// The keys that were asked for: those that an entry of this kind can have.
    asked: Vec<&'static str>,
}

/// Reads all entries of a file. An error gives the line and the reason; the caller adds the file.
pub fn entries(text: &str) -> Result<Vec<Entry<'_>>, Error> {
    let mut rest = text;
    let mut entries: Vec<Entry<'_>> = Vec::new();
    let line_of = |rest: &str| 1 + text[..text.len() - rest.len()].matches('\n').count();
    // Counting lines anew for each field would take quadratic time.
    let (mut counted, mut line) = (text, 1);
    loop {
        rest = blank(rest).finish().map_or(rest, |(after, ())| after);
        if rest.is_empty() {
            return Ok(entries);
        }
        line += counted[..counted.len() - rest.len()].matches('\n').count();
        counted = rest;
        match line_parser(rest).finish() {
            Ok((after, Line::Header(kind))) => {
                entries.push(Entry::new(kind, line, Vec::new()));
                rest = after;
            }
            Ok((after, Line::Field(key, value))) => {
                let Some(entry) = entries.last_mut() else {
                    return Err(Error::new(format!("`{key}` stands before the first [[header]]")).on_line(line));
                };
                if entry.fields.iter().any(|(known, ..)| known == key) {
                    return Err(Error::new(format!("`{key}` is given twice")).on_line(line));
                }
                entry.fields.push((key.into(), line, value));
                rest = after;
            }
            Err(error) => {
                let words: String = error.input.chars().take(20).take_while(|c| *c != '\n').collect();
                let reason = format!("expected [[kind]] or key = value, found `{words}`");
                return Err(Error::new(reason).on_line(line_of(error.input)));
            }
        }
    }
}

impl<'a> Entry<'a> {
    /// An entry of this kind whose header stands on this line; each field with its own line.
    pub fn new(kind: impl Into<Cow<'a, str>>, line: usize, fields: Vec<(Cow<'a, str>, usize, Value<'a>)>) -> Self {
        Self { kind: kind.into(), line, fields, asked: Vec::new() }
    }

    /// The same, with words of its own.
    pub fn into_owned(self) -> Entry<'static> {
        let owned = |words: Cow<'a, str>| Cow::Owned(words.into_owned());
        let fields = self.fields.into_iter().map(|(key, line, value)| {
            let value = match value {
                Value::Text(text) => Value::Text(owned(text)),
                Value::Texts(texts) => Value::Texts(texts.into_iter().map(owned).collect()),
                Value::Flag(flag) => Value::Flag(flag),
                Value::Number(number) => Value::Number(number),
            };
            (owned(key), line, value)
        });
        Entry { kind: owned(self.kind), line: self.line, fields: fields.collect(), asked: self.asked }
    }

    /// What it says, without where it says it: the same for the same words on other lines.
    pub fn contents(&self) -> String {
        let fields = self.fields.iter().map(|(key, _, value)| format!("{key} = {value:?}\n"));
        std::iter::once(format!("[[{}]]\n", self.kind)).chain(fields).collect()
    }

    /// Takes a text out of the entry; none where the key is missing.
    pub fn text(&mut self, key: &'static str) -> Result<Option<Cow<'a, str>>, Error> {
        self.take(key, "a text", |value| match value {
            Value::Text(text) => Some(text),
            _ => None,
        })
    }

    /// Takes a text that must be there.
    pub fn needed(&mut self, key: &'static str) -> Result<Cow<'a, str>, Error> {
        self.text(key)?.ok_or_else(|| self.error(format!("[[{}]] needs `{key}`", self.kind)))
    }

    /// Takes an array of texts; empty where the key is missing.
    pub fn texts(&mut self, key: &'static str) -> Result<Vec<Cow<'a, str>>, Error> {
        let texts = self.take(key, "an array of texts", |value| match value {
            Value::Texts(texts) => Some(texts),
            _ => None,
        })?;
        Ok(texts.unwrap_or_default())
    }

    /// Takes `true` or `false`; `false` where the key is missing.
    pub fn flag(&mut self, key: &'static str) -> Result<bool, Error> {
        let flag = self.take(key, "true or false", |value| match value {
            Value::Flag(flag) => Some(flag),
            _ => None,
        })?;
        Ok(flag.unwrap_or_default())
    }

    /// Takes the examples, of which there must be one, and the counterexamples.
    pub fn examples(&mut self) -> Result<Examples<'a>, Error> {
        let examples = self.texts("examples")?;
        if examples.is_empty() {
            return Err(self.error(format!("[[{}]] needs `examples`", self.kind)));
        }
        Ok(Examples { line: self.line, examples, counterexamples: self.texts("counterexamples")? })
    }

    /// An error on the line of the entry.
    pub fn error(&self, reason: impl Into<String>) -> Error {
        Error::new(reason).on_line(self.line)
    }

    /// Refuses what no one has taken.
    pub fn finish(self) -> Result<(), Error> {
        match self.fields.first() {
            None => Ok(()),
            Some((key, line, _)) => {
                let nearest = nearest(key, self.asked.iter().copied());
                Err(Error::new(format!("[[{}]] has no field `{key}`{nearest}", self.kind)).on_line(*line))
            }
        }
    }

    fn take<T>(
        &mut self,
        key: &'static str,
        wanted: &str,
        convert: impl Fn(Value<'a>) -> Option<T>,
    ) -> Result<Option<T>, Error> {
        self.asked.push(key);
        let Some(at) = self.fields.iter().position(|(known, ..)| known == key) else {
            return Ok(None);
        };
        let (_, line, value) = self.fields.remove(at);
        match convert(value) {
            Some(converted) => Ok(Some(converted)),
            None => Err(Error::new(format!("`{key}` takes {wanted}")).on_line(line)),
        }
    }
}

/// The examples of one entry, each with its expected result marked: `[source]`, `{cue}`, `<content>`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Examples<'a> {
    /// The line of the entry, from one.
    pub line: usize,
    /// What must be found.
    pub examples: Vec<Cow<'a, str>>,
    /// Where nothing must be found.
    pub counterexamples: Vec<Cow<'a, str>>,
}

enum Line<'a> {
    Header(&'a str),
    Field(&'a str, Value<'a>),
}

fn line_parser(input: &str) -> IResult<&str, Line<'_>> {
    let header = map(delimited(tag("[["), cut(key), cut(tag("]]"))), Line::Header);
    let field =
        map((terminated(key, (space0, char('='), space0)), cut(field_value)), |(key, value)| Line::Field(key, value));
    terminated(alt((header, field)), (space0, opt((char('#'), not_line_ending)))).parse(input)
}

fn key(input: &str) -> IResult<&str, &str> {
    take_while1(|c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_').parse(input)
}

fn field_value(input: &str) -> IResult<&str, Value<'_>> {
    alt((
        map(text, Value::Text),
        map(array, Value::Texts),
        value(Value::Flag(true), tag("true")),
        value(Value::Flag(false), tag("false")),
        map(map_res(digit1, str::parse), Value::Number),
    ))
    .parse(input)
}

fn array(input: &str) -> IResult<&str, Vec<Cow<'_, str>>> {
    let comma = (blank, char(','), blank);
    delimited(
        (char('['), blank),
        terminated(separated_list0(comma, text), opt((blank, char(',')))),
        cut((blank, char(']'))),
    )
    .parse(input)
}

fn text(input: &str) -> IResult<&str, Cow<'_, str>> {
    // Most texts have no escape and need no copy.
    let plain = delimited(char('"'), opt(is_not("\\\"\n")), char('"'));
    let plain = map(plain, |words: Option<&str>| Cow::Borrowed(words.unwrap_or_default()));
    alt((plain, map(escaped_text, Cow::Owned))).parse(input)
}

fn escaped_text(input: &str) -> IResult<&str, String> {
    let plain = map(is_not("\\\"\n"), str::to_owned);
    let escape = map(preceded(char('\\'), cut(one_of("\\\"nt"))), |c| match c {
        'n' => "\n".to_owned(),
        't' => "\t".to_owned(),
        other => other.to_string(),
    });
    let parts = fold_many0(alt((plain, escape)), String::new, |mut whole, part| {
        whole.push_str(&part);
        whole
    });
    delimited(char('"'), parts, cut(char('"'))).parse(input)
}

fn blank(input: &str) -> IResult<&str, ()> {
    value((), many0(alt((multispace1, recognize((char('#'), not_line_ending)))))).parse(input)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_entries() {
        let read = entries(
            "# cues\n[[verb]]\nverb = \"say\" # 1\nforms = [\n  \"says\", # third\n  \"sa\\\"id\",\n]\nnoun = true\n",
        );
        let mut read = read.expect("should be read");
        assert_eq!(read.len(), 1, "should find one entry");
        assert_eq!(read[0].line, 2, "should know its line");
        assert_eq!(read[0].needed("verb").as_deref(), Ok("say"), "should read a text");
        assert_eq!(read[0].texts("forms").ok(), Some(vec!["says".into(), "sa\"id".into()]), "should read an array");
        assert_eq!(read[0].flag("noun"), Ok(true), "should read a flag");
        assert_eq!(read.remove(0).finish(), Ok(()), "should have nothing left");
    }

    #[test]
    fn errors_name_the_line() {
        let cases = [
            ("\n\nverb = \"say\"", 3, "`verb` stands before the first [[header]]"),
            ("[[verb]]\na = 1\na = 2", 3, "`a` is given twice"),
            ("[[verb]]\nforms = [\n\"says\"\n\"said\"]", 4, "expected [[kind]] or key = value, found `\"said\"]`"),
            ("[[verb]]\nverb: \"say\"", 2, "expected [[kind]] or key = value, found `: \"say\"`"),
        ];
        for (text, line, reason) in cases {
            assert_eq!(entries(text).err(), Some(Error::new(reason).on_line(line)), "should refuse {text:?}");
        }
        let mut entry = entries("[[verb]]\nverb = true\nother = 1").expect("should be read").remove(0);
        assert_eq!(
            entry.text("verb"),
            Err(Error::new("`verb` takes a text").on_line(2)),
            "should refuse a wrong value"
        );
        assert_eq!(
            entry.finish(),
            Err(Error::new("[[verb]] has no field `other`; the nearest is `verb`").on_line(3)),
            "should refuse an unknown key"
        );
    }
}
