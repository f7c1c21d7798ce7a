//! Why each quotation of a line was decided as it was: for people, and for programs.

use std::fmt;
use std::io::{self, Write};
use std::str::FromStr;

use anstyle::Style;
use serde::Serialize;

use super::line::{one_line, shorten};
use super::reports::Look;
use crate::analysis::Analysis;
use crate::attribution::{Reasons, Verdict};
use crate::error::Error;
use crate::speakers::Known;
use crate::text::Span;

/// Raised when a field is renamed or removed.
const SCHEMA: u32 = 1;

/// How an explanation is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExplanationFormat {
    /// For people at a terminal.
    Text,
    /// For programs.
    Json,
}

impl ExplanationFormat {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Text, Self::Json];

    /// Its name on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Json => "json",
        }
    }
}

impl fmt::Display for ExplanationFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for ExplanationFormat {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self, Error> {
        let format = Self::ALL.into_iter().find(|format| format.name() == name);
        format.ok_or_else(|| Error::new(format!("`{name}` is no format of explanations: text or json")))
    }
}

/// The explanation of the quotations on one line of a draft.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Explanation {
    schema: u32,
    path: String,
    line: usize,
    quotations: Vec<Explained>,
}

/// One quotation and all that decided it. Spans are bytes of the source, half open.
#[derive(Debug, Clone, PartialEq, Serialize)]
struct Explained {
    span: Bytes,
    column: usize,
    words: String,
    kind: &'static str,
    /// How likely it is somebody's words at all, from 0 to 1, and what speaks for and against that.
    spoken: f32,
    signs: Vec<Sign>,
    /// The reports that cover it, in the order of their cues.
    reports: Vec<Considered>,
    /// Whom it could inherit its source from, the nearest first.
    heirs: Vec<Heir>,
    attribution: Option<Decided>,
    /// What found the speaker of the source: "name", "pronoun", "description", …
    way: Option<&'static str>,
    candidates: Vec<Candidate>,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
struct Bytes {
    start: usize,
    end: usize,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct Sign {
    name: &'static str,
    weight: f32,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct Considered {
    sieve: &'static str,
    cue: String,
    source: String,
    confidence: f32,
    /// "chosen", "inside" another report, or "less sure" than the chosen one.
    verdict: &'static str,
    /// The cue of the report that it stands in.
    inside: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct Heir {
    sieve: &'static str,
    source: String,
    confidence: f32,
    /// Whether the quotation inherits from this one.
    chosen: bool,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct Decided {
    sieve: &'static str,
    cue: Option<String>,
    source: Option<String>,
    speaker: Option<String>,
    confidence: f32,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct Candidate {
    name: String,
    /// Its part of all candidates' scores, from 0 to 1.
    share: f32,
    score: f32,
    features: Vec<Sign>,
}

impl Explanation {
    /// Explains the quotations that begin or go on in a line of a draft, counted from one; those inside others are
    /// explained by them. Fails where there is none, and names the nearest line that has one.
    pub fn of(
        path: &str,
        line: usize,
        analysis: &Analysis<'_>,
        reasons: &[Reasons],
        known: &[Known],
    ) -> Result<Self, Error> {
        let lines = |quotation: usize| {
            let span = analysis.quotations[quotation].span;
            (analysis.line(Span::new(span.start, span.start)), analysis.line(Span::new(span.end, span.end)))
        };
        let here = |reasons: &&Reasons| {
            let (first, last) = lines(reasons.quotation);
            (first..=last).contains(&line)
        };
        let quotations: Vec<Explained> =
            reasons.iter().filter(here).map(|reasons| explained(analysis, reasons, known)).collect();
        if quotations.is_empty() {
            let distance = |reasons: &&Reasons| lines(reasons.quotation).0.abs_diff(line);
            return Err(Error::new(match reasons.iter().min_by_key(distance) {
                Some(nearest) => format!("line {line} has no quotation; line {} has one", lines(nearest.quotation).0),
                None => "the draft has no quotation".to_owned(),
            }));
        }
        Ok(Self { schema: SCHEMA, path: path.to_owned(), line, quotations })
    }

    /// Writes it.
    pub fn write(&self, out: &mut impl Write, look: Look, format: ExplanationFormat) -> io::Result<()> {
        match format {
            ExplanationFormat::Json => {
                serde_json::to_writer_pretty(&mut *out, self)?;
                writeln!(out)
            }
            ExplanationFormat::Text => self.text(out, look),
        }
    }

    fn text(&self, out: &mut impl Write, look: Look) -> io::Result<()> {
        let strong = if look.color { Style::new().bold() } else { Style::new() };
        let dim = if look.color { Style::new().dimmed() } else { Style::new() };
        for (at, quotation) in self.quotations.iter().enumerate() {
            if at > 0 {
                writeln!(out)?;
            }
            let place = format!("{}:{}:{}", self.path, self.line, quotation.column);
            let words = shorten(&quotation.words, "", look.width.saturating_sub(place.len() + 2).max(20));
            writeln!(out, "{dim}{place}{dim:#}  {strong}{words}{strong:#}\n")?;
            quotation.text(out, strong, dim)?;
        }
        Ok(())
    }
}

impl Explained {
    fn text(&self, out: &mut impl Write, strong: Style, dim: Style) -> io::Result<()> {
        let name = self.attribution.as_ref().and_then(|decided| decided.speaker.as_deref());
        match &self.attribution {
            Some(decided) => writeln!(
                out,
                "Speaker: {strong}{}{strong:#}, by {} (confidence {:.2})",
                name.unwrap_or("not known"),
                decided.sieve,
                decided.confidence
            )?,
            None if self.kind == "speech" => writeln!(out, "Speaker: {strong}none found{strong:#}")?,
            None => writeln!(out, "Speaker: {strong}nobody{strong:#}, it is read as a {}", self.kind)?,
        }
        if let Some(Decided { cue, source, .. }) = &self.attribution {
            let cue = cue.as_ref().map_or_else(|| "without a cue of its own".to_owned(), |cue| format!("cue “{cue}”"));
            writeln!(out, "  source “{}”, {cue}", source.as_deref().unwrap_or_default())?;
        }
        writeln!(out, "\nSomebody's words: {:.2} likely", self.spoken)?;
        for part in [signs(&self.signs, |weight| weight > 0.0), signs(&self.signs, |weight| weight < 0.0)] {
            if !part.is_empty() {
                writeln!(out, "  {dim}{part}{dim:#}")?;
            }
        }
        if !self.reports.is_empty() {
            writeln!(out, "\nReports that cover it:")?;
        }
        for report in &self.reports {
            let verdict = match &report.inside {
                Some(cue) => format!("stands in what “{cue}” reports"),
                None => report.verdict.to_owned(),
            };
            let Considered { sieve, cue, source, confidence, .. } = report;
            writeln!(out, "  {sieve}: source “{source}”, cue “{cue}” ({confidence:.2}): {verdict}")?;
        }
        if !self.heirs.is_empty() {
            writeln!(out, "\nNo cue of its own; it could inherit:")?;
        }
        for heir in &self.heirs {
            let verdict = if heir.chosen { ": chosen" } else { "" };
            writeln!(out, "  {}: “{}” ({:.2}){verdict}", heir.sieve, heir.source, heir.confidence)?;
        }
        if let Some(way) = self.way {
            writeln!(out, "\nWhom the source means, by {way}:")?;
        }
        for candidate in &self.candidates {
            let features: Vec<String> =
                candidate.features.iter().map(|sign| format!("{} ×{}", sign.name, figure(sign.weight))).collect();
            writeln!(out, "  {:>4.0}%  {}", candidate.share * 100.0, candidate.name)?;
            if !features.is_empty() {
                writeln!(out, "         {dim}{}{dim:#}", features.join(", "))?;
            }
        }
        Ok(())
    }
}

/// Signs in a line, the strongest first.
fn signs(signs: &[Sign], wanted: fn(f32) -> bool) -> String {
    let mut found: Vec<&Sign> = signs.iter().filter(|sign| wanted(sign.weight)).collect();
    found.sort_by(|one, other| other.weight.abs().total_cmp(&one.weight.abs()));
    let named: Vec<String> = found.iter().map(|sign| format!("{} {:+.1}", sign.name, sign.weight)).collect();
    named.join(", ")
}

/// A weight with as many digits as it needs, no more than two behind the point.
fn figure(weight: f32) -> String {
    let figure = format!("{weight:.2}");
    figure.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn explained(analysis: &Analysis<'_>, reasons: &Reasons, known: &[Known]) -> Explained {
    let quotation = &analysis.quotations[reasons.quotation];
    let words = |span: Span| one_line(span.of(analysis.text)).into_owned();
    let attribution = quotation.attribution.map(|at| (at, &analysis.attributions[at]));
    let trace = attribution.and_then(|(at, _)| analysis.explain(at, known));
    let span = analysis.in_source(quotation.span);
    let inherited = attribution.and_then(|(_, attribution)| attribution.source.filter(|_| attribution.inherited));
    let chosen = reasons.heirs.iter().position(|heir| inherited == Some(heir.source));
    let total: f32 = trace.iter().flat_map(|trace| &trace.candidates).map(|candidate| candidate.score).sum();
    let sign = |(name, weight): (&'static str, f32)| Sign { name, weight };
    let considered = |report: &crate::attribution::Considered| Considered {
        sieve: report.sieve,
        cue: words(report.cue),
        source: words(report.source),
        confidence: report.confidence,
        verdict: match report.verdict {
            Verdict::Chosen => "chosen",
            Verdict::Inside(_) => "inside",
            Verdict::LessSure => "less sure",
        },
        inside: match report.verdict {
            Verdict::Inside(cue) => Some(words(cue)),
            Verdict::Chosen | Verdict::LessSure => None,
        },
    };
    Explained {
        span: Bytes { start: span.start, end: span.end },
        column: analysis.place(quotation.span).column,
        words: words(quotation.span),
        kind: quotation.kind.name(),
        spoken: reasons.signs.likelihood(),
        signs: std::iter::once((if reasons.reports.is_empty() { "no cue" } else { "a cue" }, reasons.signs.bias()))
            .chain(reasons.signs.present())
            .filter(|(_, weight)| *weight != 0.0)
            .map(sign)
            .collect(),
        reports: reasons.reports.iter().map(considered).collect(),
        heirs: reasons
            .heirs
            .iter()
            .enumerate()
            .map(|(at, heir)| Heir {
                sieve: heir.sieve,
                source: words(heir.source),
                confidence: heir.confidence,
                chosen: chosen == Some(at),
            })
            .collect(),
        attribution: attribution.map(|(_, attribution)| Decided {
            sieve: attribution.sieve,
            cue: attribution.cue.map(words),
            source: attribution.source.map(words),
            speaker: attribution.speaker.map(|speaker| analysis.speakers[speaker].name.to_string()),
            confidence: attribution.confidence,
        }),
        way: trace.as_ref().map(|trace| trace.way),
        candidates: trace
            .into_iter()
            .flat_map(|trace| trace.candidates)
            .map(|candidate| Candidate {
                name: candidate.name,
                share: if total > 0.0 { candidate.score / total } else { 0.0 },
                score: candidate.score,
                features: candidate.features.into_iter().map(sign).collect(),
            })
            .collect(),
    }
}
