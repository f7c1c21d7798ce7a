//! The drafts in `tests/fixtures` against what stands beside them: who says what, and what is wrong.

mod drafts;
mod known;

use std::fs;

use drafts::Draft;
use known::{Mismatch, settle};
use whosaid::analysis::Analysis;
use whosaid::attribution::{Attribution, AttributionKind};
use whosaid::diagnostic::Diagnostic;
use whosaid::quotations::{Quotation, QuotationKind};
use whosaid::rules::{Earlier, check, settings};
use whosaid::settings::Selection;

#[test]
fn drafts_are_read_as_listed() {
    let mut mismatches = Vec::new();
    let mut checked = 0;
    for draft in drafts::all() {
        let list = List::beside(&draft);
        checked += list.records.len();
        let mut mismatch = |line: usize, key: String, (kind, details): (&'static str, String)| {
            let place = format!("tests/fixtures/{}.said:{line}", draft.name);
            mismatches.push(Mismatch { key: format!("{}\t{key}", draft.name), place, kind, details });
        };
        let analysis = Analysis::new(&draft.text);
        let (pairs, unlisted) = paired(&list, &analysis);
        for (record, quotation) in pairs {
            let fault = match quotation {
                Some(quotation) => check_speaker(record, &analysis, quotation),
                None => Some(("quotation not found", format!("“{}” of {}", record.words, record.speaker))),
            };
            if let Some(fault) = fault {
                mismatch(record.line, format!("{}\t{}", record.speaker, record.words), fault);
            }
        }
        for quotation in unlisted {
            let words = first_words(quotation.words().of(&draft.text), 5);
            mismatch(0, format!("\t{words}"), ("quotation not listed", format!("“{words}”")));
        }
        let mut spent = Vec::new();
        for record in list.of(Kind::Indirect) {
            if let Some(fault) = check_report(record, &analysis, &mut spent) {
                mismatch(record.line, format!("~{}\t{}", record.speaker, record.words), fault);
            }
        }
        for (record, fault) in check_findings(&draft, &list, &analysis) {
            mismatch(record.map_or(0, |record| record.line), fault.1.clone(), fault);
        }
    }
    settle("fixtures", checked, &mismatches);
}

#[test]
fn every_draft_has_its_list() {
    let folder = drafts::folder();
    let with_text: Vec<_> = drafts::all().into_iter().map(|draft| draft.name).collect();
    let with_list = drafts::names(&folder, "said").into_iter().filter(|name| !name.starts_with("formats/"));
    assert_eq!(with_text, with_list.collect::<Vec<_>>(), "each draft should have its list");
    let mut faults = Vec::new();
    for draft in drafts::all() {
        let list = List::beside(&draft);
        let planted = list.of(Kind::Finding).count();
        let expected = usize::from(draft.name.starts_with("faults/"));
        if planted != expected {
            faults.push(format!("{} should list {expected} findings, not {planted}", draft.name));
        }
        for record in list.of(Kind::Quoted).chain(list.of(Kind::SetOff)) {
            if !letters(&draft.text).contains(&letters(&record.words)) {
                faults.push(format!("{} should hold the words “{}”", draft.name, record.words));
            }
        }
        for record in list.of(Kind::Finding) {
            if !draft.text.contains(&record.words) {
                faults.push(format!("{} should hold what its finding marks: {}", draft.name, record.words));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

// ---- what is listed

/// What a line of a list is about.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A quotation in the draft's outer marks.
    Quoted,
    /// `+`: words set off by something else.
    SetOff,
    /// `~`: an indirect report; its words are the cue.
    Indirect,
    /// `!`: a finding; its speaker is the rule.
    Finding,
}

/// One line of a list, as `tests/fixtures/README.md` gives it.
struct Record {
    line: usize,
    kind: Kind,
    speaker: String,
    words: String,
}

struct List {
    records: Vec<Record>,
}

impl List {
    fn beside(draft: &Draft) -> Self {
        let path = drafts::folder().join(format!("{}.said", draft.name));
        let text = fs::read_to_string(path).expect("each draft should have its list");
        let records = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()).map(|(at, line)| {
            let (speaker, words) = line.split_once('\t').unwrap_or_else(|| {
                panic!("tests/fixtures/{}.said:{}: a line should hold a tab: {line}", draft.name, at + 1)
            });
            let (kind, speaker) = match speaker.chars().next() {
                Some('+') => (Kind::SetOff, &speaker[1..]),
                Some('~') => (Kind::Indirect, &speaker[1..]),
                Some('!') => (Kind::Finding, speaker[1..].trim()),
                _ => (Kind::Quoted, speaker),
            };
            Record { line: at + 1, kind, speaker: speaker.to_owned(), words: words.to_owned() }
        });
        Self { records: records.collect() }
    }

    fn of(&self, kind: Kind) -> impl Iterator<Item = &Record> {
        self.records.iter().filter(move |record| record.kind == kind)
    }
}

// ---- what is found

/// Each listed quotation with the one of the draft that begins with its words, in order; and those not listed.
fn paired<'a>(
    list: &'a List,
    analysis: &'a Analysis,
) -> (Vec<(&'a Record, Option<&'a Quotation>)>, Vec<&'a Quotation>) {
    let outer: Vec<_> = analysis.quotations.iter().filter(|quotation| quotation.inside.is_none()).collect();
    let begins = |quotation: &Quotation, record: &Record| {
        letters(quotation.words().of(analysis.text)).starts_with(&letters(&record.words))
    };
    let (mut pairs, mut unlisted) = (Vec::new(), Vec::new());
    let mut next = 0;
    for record in list.of(Kind::Quoted) {
        let ahead = outer[next..].iter().position(|quotation| begins(quotation, record));
        if let Some(ahead) = ahead {
            unlisted.extend_from_slice(&outer[next..next + ahead]);
            next += ahead + 1;
        }
        pairs.push((record, ahead.map(|_| outer[next - 1])));
    }
    unlisted.extend_from_slice(&outer[next..]);
    unlisted.retain(|quotation| !list.of(Kind::SetOff).any(|record| begins(quotation, record)));
    (pairs, unlisted)
}

/// In what way a quotation is not its listed speaker's.
fn check_speaker(record: &Record, analysis: &Analysis, quotation: &Quotation) -> Option<(&'static str, String)> {
    let attribution = quotation.attribution.and_then(|at| analysis.attributions.get(at));
    let speech = quotation.kind == QuotationKind::Speech;
    let found = || format!("“{}” of {} found as {}", record.words, record.speaker, given(analysis, attribution));
    match (record.speaker.as_str(), attribution) {
        ("-", None) if !speech => None,
        ("-", None) => Some(("nobody's words taken for speech", found())),
        ("-", Some(_)) => Some(("nobody's words attributed", found())),
        ("?", None) if speech => None,
        ("?", None) => Some(("speech taken for nobody's words", found())),
        // Where the draft gives a source that may be two people, both are named.
        ("?", Some(attribution)) if speech && !attribution.candidates.is_empty() => None,
        ("?", Some(_)) => Some(("untold speaker attributed", found())),
        (_, None) if speech => Some(("speaker not found", found())),
        (_, None) => Some(("speech taken for nobody's words", found())),
        (expected, Some(attribution)) => match analysis.speaker_of(quotation) {
            Some(speaker) if same_name(expected, &speaker.name) => None,
            Some(_) => Some(("speaker differs", found())),
            None if source_fits(expected, analysis, attribution) => Some(("source not resolved", found())),
            None => Some(("source differs", found())),
        },
    }
}

/// In what way an indirect report is missing; each attribution stands for one line of the list, its number in `spent`.
fn check_report(record: &Record, analysis: &Analysis, spent: &mut Vec<usize>) -> Option<(&'static str, String)> {
    let cue_fits = |found: &Attribution| {
        let cue = found.cue.map(|cue| cue.of(analysis.text)).unwrap_or_default();
        let (cue, expected) = (format!(" {} ", plain(cue)), format!(" {} ", plain(&record.words)));
        cue.len() > 2 && (cue.contains(&expected) || expected.contains(&cue))
    };
    let named = |found: &Attribution| {
        let speaker = found.speaker.and_then(|speaker| analysis.speakers.get(speaker));
        speaker.is_some_and(|speaker| same_name(&record.speaker, &speaker.name))
    };
    let attributions = || analysis.attributions.iter().enumerate();
    let reports = || attributions().filter(|(_, found)| found.kind != AttributionKind::Direct && cue_fits(found));
    if let Some((at, _)) = reports().find(|(at, found)| !spent.contains(at) && named(found)) {
        spent.push(at);
        return None;
    }
    let sourced = |found: &&Attribution| found.speaker.is_none() && source_fits(&record.speaker, analysis, found);
    let others: Vec<_> = reports().map(|(_, found)| given(analysis, Some(found))).collect();
    let details = format!("{} {{{}}} found as {}", record.speaker, record.words, others.join(" or "));
    if others.is_empty() {
        Some(("report not found", format!("{} {{{}}}", record.speaker, record.words)))
    } else if reports().map(|(_, found)| found).any(|found| sourced(&found)) {
        Some(("source of a report not resolved", details))
    } else {
        Some(("speaker of a report differs", details))
    }
}

/// The planted fault that is not found, and findings where there is no fault.
fn check_findings<'a>(
    draft: &Draft,
    list: &'a List,
    analysis: &Analysis,
) -> Vec<(Option<&'a Record>, (&'static str, String))> {
    if !draft.name.starts_with("faults/") && !draft.name.starts_with("clean/") {
        return Vec::new();
    }
    let settings = settings(Selection::default()).expect("the default rules should be known");
    let found = check(analysis, &draft.name, &settings, &mut Earlier::default());
    let is = |finding: &Diagnostic, record: &Record| {
        finding.rule == record.speaker && finding.span.of(&draft.text) == record.words
    };
    let shown = |rule: &str, words: &str| format!("! {rule}\t{}", first_words(words, 8));
    let missing = list.of(Kind::Finding).filter(|record| !found.iter().any(|finding| is(finding, record)));
    let missing = missing.map(|record| (Some(record), ("fault not found", shown(&record.speaker, &record.words))));
    let extra = found.iter().filter(|finding| !list.of(Kind::Finding).any(|record| is(finding, record)));
    let extra =
        extra.map(|finding| (None, ("finding without a fault", shown(finding.rule, finding.span.of(&draft.text)))));
    missing.chain(extra).collect()
}

/// Whom the draft is read to give: the speaker, or the words that name the source.
fn given(analysis: &Analysis, attribution: Option<&Attribution>) -> String {
    let Some(attribution) = attribution else { return "nobody".to_owned() };
    let source = attribution.source.map_or("nothing", |source| source.of(analysis.text));
    let source = plain_spaces(source);
    let speaker = attribution.speaker.and_then(|speaker| analysis.speakers.get(speaker));
    let speaker = speaker.map(|speaker| format!("{}, ", speaker.name)).unwrap_or_default();
    format!("{speaker}[{source}] ({})", attribution.sieve)
}

// ---- words

/// Whether two names differ in no more than an article, case or the form of an apostrophe.
fn same_name(expected: &str, found: &str) -> bool {
    fn bare(name: &str) -> String {
        let name = plain(name);
        let articles = ["the ", "a ", "an "];
        articles.iter().find_map(|article| name.strip_prefix(article)).unwrap_or(&name).to_owned()
    }
    bare(expected) == bare(found)
}

/// Whether the source can be this speaker: it has a word of the name, or is a pronoun.
fn source_fits(expected: &str, analysis: &Analysis, attribution: &Attribution) -> bool {
    let source = plain(attribution.source.map_or("", |source| source.of(analysis.text)));
    let expected = plain(expected);
    let pronouns = ["he", "she", "they", "it", "i", "we", "who", "his", "her", "their", "its"];
    pronouns.contains(&source.as_str()) || source.split(' ').any(|word| expected.split(' ').any(|name| name == word))
}

/// Lower case, straight apostrophes, single blanks.
fn plain(words: &str) -> String {
    plain_spaces(&words.to_lowercase().replace('’', "'"))
}

fn plain_spaces(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The letters and digits alone, so that neither marks nor line ends matter.
fn letters(words: &str) -> String {
    words.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn first_words(words: &str, count: usize) -> String {
    words.split_whitespace().take(count).collect::<Vec<_>>().join(" ")
}
