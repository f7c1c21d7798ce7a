//! The rules against analyses made by hand: what each makes of what it is given, whatever reads drafts.

use crate::analysis::Analysis;
use crate::attribution::{Attribution, AttributionKind, Candidate, Credit, SourceForm};
use crate::diagnostic::{Diagnostic, Severity};
use crate::grammar::Grammar;
use crate::quotations::{Quotation, QuotationKind, StrayMark};
use crate::settings::Selection;
use crate::speakers::{Mention, MentionForm, Speaker, SpeakerKind};
use crate::text::Span;

use super::{Check, Earlier, RULES, check, rule, settings};

/// An analysis of a text in which nothing was found yet.
fn empty(text: &str) -> Analysis<'_> {
    let mut analysis = Analysis::with_grammar(text, Grammar::builtin());
    analysis.quotations.clear();
    analysis.stray_marks.clear();
    analysis.attributions.clear();
    analysis.speakers.clear();
    analysis
}

/// The place of some words, the first time they stand in a text.
fn place(text: &str, words: &str) -> Span {
    let start = text.find(words).unwrap_or_else(|| panic!("{words:?} should stand in {text:?}"));
    Span::new(start, start + words.len())
}

/// A closed quotation, marks included, which nobody is said to have spoken.
fn quotation(text: &str, words: &str) -> Quotation {
    let span = place(text, words);
    Quotation {
        span,
        open: Span::new(span.start, span.start + 1),
        close: Some(Span::new(span.end - 1, span.end)),
        carried_on: false,
        continues: None,
        inside: None,
        kind: QuotationKind::Speech,
        attribution: None,
    }
}

fn person(name: &str, mentions: Vec<Mention>) -> Speaker<'static> {
    Speaker {
        name: name.to_owned().into(),
        kind: SpeakerKind::Person,
        aliases: Vec::new(),
        gender: None,
        description: None,
        mentions,
    }
}

fn mention(text: &str, words: &str, form: MentionForm, introduces: bool) -> Mention {
    Mention { span: place(text, words), form, introduces }
}

/// Gives a quotation of the analysis, by index, to a speaker, by index.
fn attribute(analysis: &mut Analysis, quotation: usize, speaker: usize, source: Span, form: SourceForm) {
    analysis.quotations[quotation].attribution = Some(analysis.attributions.len());
    analysis.attributions.push(Attribution {
        kind: AttributionKind::Direct,
        content: vec![analysis.quotations[quotation].span],
        quotations: vec![quotation],
        cue: None,
        cue_entry: None,
        source: Some(source),
        source_head: None,
        source_form: Some(form),
        second: None,
        relayed: None,
        inherited: false,
        turn: None,
        sieve: "by-hand",
        confidence: 0.8,
        speaker: Some(speaker),
        candidates: Vec::new(),
    });
}

/// The findings of one rule in drafts of one run.
fn found(name: &str, drafts: &[(&str, &Analysis)]) -> Vec<Diagnostic> {
    let select = [name.to_owned()];
    let settings =
        settings(Selection { select: &select, ..Selection::default() }).expect("the rule should be known by its name");
    let mut earlier = Earlier::default();
    drafts.iter().flat_map(|(path, analysis)| check(analysis, path, &settings, &mut earlier)).collect()
}

fn marked<'t>(analysis: &Analysis<'t>, found: &[Diagnostic]) -> Vec<&'t str> {
    found.iter().map(|diagnostic| diagnostic.span.of(analysis.text)).collect()
}

#[test]
fn every_rule_is_well_described() {
    let mut faults = Vec::new();
    for rule in RULES {
        let mut expect = |held: bool, fault: &str| {
            if !held {
                faults.push(format!("{}: {fault}", rule.name));
            }
        };
        let kebab = rule.name.chars().all(|character| character.is_ascii_lowercase() || character == '-');
        expect(kebab, "the name should be in kebab case");
        expect(!rule.summary.ends_with('.') && !rule.summary.is_empty(), "the summary should have no full stop");
        expect(rule.details.ends_with('.'), "the details should end with a full stop");
        expect(!rule.details.contains("  "), "the details should have no double space");
        expect(rule.flagged.len() >= 3, "there should be three flagged examples");
        expect(rule.accepted.len() >= 4, "there should be four accepted examples");
        expect(rule.flagged.iter().all(|example| example.contains('⟦')), "flagged examples should mark a span");
        expect(rule.accepted.iter().all(|example| !example.contains('⟦')), "accepted examples should mark nothing");
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn rules_are_found_by_name() {
    assert_eq!(rule("late-introduction").map(|rule| rule.name), Ok("late-introduction"));
    let error = rule("late-introductoin").map(|rule| rule.name).expect_err("a misspelt name should be refused");
    assert_eq!(error.to_string(), "`late-introductoin` is no rule; the nearest is `late-introduction`");
    let across: Vec<_> = RULES
        .iter()
        .filter(|rule| matches!(rule.check, Check::Again(_) | Check::Drafts(_)))
        .map(|rule| rule.name)
        .collect();
    let same_words = ["conflicting-attribution", "repeated-quotation", "altered-quotation"];
    assert_eq!(across, same_words, "only rules on the same words should look at what was quoted before");
}

#[test]
fn speech_without_an_attribution_has_no_speaker() {
    let text = "Rain fell.\n\n“We lost it all.” The “reform” failed.";
    let mut analysis = empty(text);
    analysis.quotations = vec![quotation(text, "“We lost it all."), quotation(text, "“reform")];
    analysis.quotations[0].span = place(text, "“We lost it all.”");
    analysis.quotations[1].kind = QuotationKind::Term;
    for quotation in &mut analysis.quotations {
        quotation.open.end = quotation.open.start + "“".len();
        quotation.close = Some(Span::new(quotation.span.end - "”".len(), quotation.span.end));
    }
    let found = found("missing-speaker", &[("a.txt", &analysis)]);
    assert_eq!(marked(&analysis, &found), ["“We lost it all.”"]);
    assert_eq!(found[0].severity, Severity::Error);
}

#[test]
fn a_chain_is_one_quotation() {
    let text = "Rain fell.\n\n\"We lost it all.\n\n\"We tried.\n\n\"We go home.\"";
    let mut analysis = empty(text);
    for (index, words) in ["\"We lost it all.", "\"We tried.", "\"We go home.\""].into_iter().enumerate() {
        let last = index == 2;
        let whole = quotation(text, words);
        analysis.quotations.push(Quotation {
            close: whole.close.filter(|_| last),
            carried_on: !last,
            continues: index.checked_sub(1),
            ..whole
        });
    }
    assert_eq!(marked(&analysis, &found("missing-speaker", &[("a.txt", &analysis)])), ["\"We lost it all."]);
    attribute(&mut analysis, 2, 0, Span::default(), SourceForm::Name);
    assert!(
        found("missing-speaker", &[("a.txt", &analysis)]).is_empty(),
        "a speaker of the last piece should do for all"
    );
    assert!(found("unclosed-quotation", &[("a.txt", &analysis)]).is_empty(), "what is carried on should need no mark");
    analysis.quotations[2].close = None;
    assert_eq!(found("unclosed-quotation", &[("a.txt", &analysis)])[0].span, analysis.quotations[2].open);
}

/// A draft of two people and a quotation that one of them is said to have spoken, with the other as a candidate.
fn doubtful(text: &str, source: &str, form: SourceForm, confidence: f32) -> Vec<Diagnostic> {
    let mut analysis = empty(text);
    analysis.quotations = vec![quotation(text, "\"We lost.\"")];
    analysis.speakers = vec![
        person("Lena Holt", vec![mention(text, "Lena Holt", MentionForm::FullName, false)]),
        person("Maria Reyes", vec![mention(text, "Maria Reyes", MentionForm::FullName, false)]),
    ];
    attribute(&mut analysis, 0, 0, place(text, source), form);
    analysis.attributions[0].candidates = vec![Candidate { speaker: 1, confidence }];
    let mut both = found("ambiguous-pronoun", &[("a.txt", &analysis)]);
    both.extend(found("ambiguous-speaker", &[("a.txt", &analysis)]));
    both
}

#[test]
fn people_side_by_side_make_a_pronoun_ambiguous() {
    let text = "Lena Holt and Maria Reyes left. \"We lost.\" she said.";
    let found = doubtful(text, "she", SourceForm::Pronoun, 0.7);
    assert_eq!(found.len(), 1, "one rule should speak: {found:?}");
    assert_eq!(found[0].rule, "ambiguous-pronoun");
    assert_eq!(found[0].span.of(text), "she");
    assert_eq!(found[0].message, "“she” may be Lena Holt or Maria Reyes");
    let related: Vec<_> = found[0].related.iter().map(|label| label.span.of(text)).collect();
    assert_eq!(related, ["Lena Holt", "Maria Reyes"], "the mentions of both should be shown");
    let apart = "Lena Holt met Maria Reyes. \"We lost.\" she said.";
    assert!(doubtful(apart, "she", SourceForm::Pronoun, 0.6).is_empty(), "a subject should be nearer than an object");
}

#[test]
fn a_close_candidate_makes_a_description_ambiguous_but_not_a_name() {
    let text = "Sen. Lena Holt and Sen. Maria Reyes left. \"We lost.\" the senator said.";
    let found = doubtful(text, "the senator", SourceForm::Description, 0.8);
    assert_eq!(found.iter().map(|found| found.rule).collect::<Vec<_>>(), ["ambiguous-speaker"]);
    assert_eq!(found[0].span.of(text), "the senator");
    assert!(doubtful(text, "the senator", SourceForm::Name, 0.8).is_empty(), "a name should leave no doubt");
}

#[test]
fn an_inherited_doubt_is_one_finding() {
    let text = "Lena Holt and Omar Reyes left. \"We lost it all.\" \"We go home.\"";
    let mut analysis = empty(text);
    analysis.quotations = vec![quotation(text, "\"We lost it all.\""), quotation(text, "\"We go home.\"")];
    analysis.speakers = vec![
        person("Lena Holt", vec![mention(text, "Lena Holt", MentionForm::FullName, false)]),
        person("Omar Reyes", vec![mention(text, "Omar Reyes", MentionForm::FullName, false)]),
    ];
    for index in 0..2 {
        attribute(&mut analysis, index, 0, place(text, "Lena Holt"), SourceForm::Name);
        analysis.attributions[index].inherited = true;
        analysis.attributions[index].candidates = vec![Candidate { speaker: 1, confidence: 0.75 }];
    }
    let found = found("ambiguous-speaker", &[("a.txt", &analysis)]);
    assert_eq!(marked(&analysis, &found), ["\"We lost it all.\""]);
    assert_eq!(found[0].message, "the speaker of “We lost it all” may be Lena Holt or Omar Reyes");
}

#[test]
fn what_follows_an_ambiguous_pronoun_is_not_reported_again() {
    let text = "Lena Holt and Maria Reyes left. \"We lost it all,\" she said. \"We go home.\"";
    let mut analysis = empty(text);
    analysis.quotations = vec![quotation(text, "\"We lost it all,\""), quotation(text, "\"We go home.\"")];
    analysis.speakers = vec![
        person("Lena Holt", vec![mention(text, "Lena Holt", MentionForm::FullName, false)]),
        person("Maria Reyes", vec![mention(text, "Maria Reyes", MentionForm::FullName, false)]),
    ];
    for index in 0..2 {
        attribute(&mut analysis, index, 0, place(text, "she"), SourceForm::Pronoun);
        analysis.attributions[index].inherited = index == 1;
        analysis.attributions[index].candidates = vec![Candidate { speaker: 1, confidence: 0.75 }];
    }
    assert_eq!(marked(&analysis, &found("ambiguous-pronoun", &[("a.txt", &analysis)])), ["she"]);
    assert!(
        found("ambiguous-speaker", &[("a.txt", &analysis)]).is_empty(),
        "the doubt should be reported at the pronoun"
    );
}

#[test]
fn a_second_cue_is_a_duplicate() {
    let text = "Holt said: \"We lost,\" she added";
    let mut analysis = empty(text);
    analysis.quotations = vec![quotation(text, "\"We lost,\"")];
    analysis.speakers = vec![person("Lena Holt", Vec::new())];
    attribute(&mut analysis, 0, 0, place(text, "Holt"), SourceForm::Name);
    analysis.attributions[0].cue = Some(place(text, "said"));
    let she = place(text, "she");
    analysis.attributions[0].second =
        Some(Credit { cue: place(text, "added"), source: she, source_head: she, speaker: Some(0) });
    let found = found("duplicate-attribution", &[("a.txt", &analysis)]);
    assert_eq!(marked(&analysis, &found), ["added"]);
    assert_eq!(found[0].message, "“We lost” is credited twice to Lena Holt");
    assert_eq!(found[0].related[0].span.of(text), "said", "the first cue should be shown");
}

/// A draft in which somebody is credited with some words.
fn credit<'t>(text: &'t str, words: &str, speaker: &str, kind: SpeakerKind) -> Analysis<'t> {
    let mut analysis = empty(text);
    analysis.quotations = vec![quotation(text, words)];
    analysis.speakers = vec![Speaker { kind, ..person(speaker, Vec::new()) }];
    attribute(&mut analysis, 0, 0, Span::default(), SourceForm::Name);
    analysis
}

#[test]
fn drafts_of_one_run_may_contradict_each_other() {
    let first = credit(
        "Rain.\n\n\"We will close no school here.\"",
        "\"We will close no school here.\"",
        "Lena Holt",
        SpeakerKind::Person,
    );
    let same =
        credit("\"We will close no school, here!\"", "\"We will close no school, here!\"", "Holt", SpeakerKind::Person);
    let other = credit(
        "\"WE WILL close no school here\"",
        "\"WE WILL close no school here\"",
        "Tom Reyes",
        SpeakerKind::Person,
    );
    let nobody = credit(
        "\"We will close no school here\"",
        "\"We will close no school here\"",
        "a clerk",
        SpeakerKind::Anonymous,
    );
    let drafts = [("a.txt", &first), ("b.txt", &same), ("c.txt", &nobody), ("d.txt", &other)];
    let found = found("conflicting-attribution", &drafts);
    assert_eq!(marked(&other, &found), ["\"WE WILL close no school here\""]);
    assert_eq!(found[0].message, "“WE WILL close no school here” is credited to Tom Reyes, and before to Lena Holt");
    let elsewhere = found[0].related[0].elsewhere.as_ref().expect("the first credit should stand in another draft");
    assert_eq!((elsewhere.path.as_str(), elsewhere.place.line, elsewhere.place.column), ("a.txt", 3, 1));
}

#[test]
fn few_words_may_be_common_to_two() {
    let words = "\"We have no comment.\"";
    let first = credit(words, words, "Lena Holt", SpeakerKind::Person);
    let other = credit(words, words, "Tom Reyes", SpeakerKind::Person);
    assert!(found("conflicting-attribution", &[("a.txt", &first), ("b.txt", &other)]).is_empty());
}

#[test]
fn stray_and_open_marks_are_reported() {
    let text = "We lost,\" Holt said. \"We go home.";
    let mut analysis = empty(text);
    analysis.stray_marks = vec![StrayMark { span: Span::new(8, 9) }];
    analysis.quotations = vec![Quotation { close: None, ..quotation(text, "\"We go home.") }];
    let stray = found("unopened-quotation", &[("a.txt", &analysis)]);
    assert_eq!(stray[0].span, Span::new(8, 9));
    assert_eq!(stray[0].message, "“We lost” is closed and was never opened");
    let open = found("unclosed-quotation", &[("a.txt", &analysis)]);
    assert_eq!(open[0].span, Span::new(21, 22));
    assert_eq!(open[0].message, "“We go home” is opened and never closed");
}

#[test]
fn a_short_name_before_the_full_one_is_late() {
    let text = "Weil speaks out\n\n\"We lost it,\" Mr. Weil said.\n\nJonas Weil grows barley.";
    let mut analysis = empty(text);
    analysis.quotations = vec![quotation(text, "\"We lost it,\"")];
    analysis.speakers = vec![person(
        "Jonas Weil",
        vec![
            mention(text, "Weil", MentionForm::ShortName, false),
            mention(text, "Mr. Weil", MentionForm::ShortName, false),
            mention(text, "Jonas Weil", MentionForm::FullName, false),
        ],
    )];
    assert!(found("late-introduction", &[("a.txt", &analysis)]).is_empty(), "who never speaks should not be reported");
    attribute(&mut analysis, 0, 0, place(text, "Mr. Weil"), SourceForm::Name);
    analysis.attributions[0].cue = Some(place(text, "said"));
    let late = found("late-introduction", &[("a.txt", &analysis)]);
    assert_eq!(marked(&analysis, &late), ["Mr. Weil"]);
    assert_eq!(late[0].related[0].span.of(text), "Jonas Weil", "the introduction should be shown");

    let mut settings = settings(Selection::default()).expect("no selection should be no error");
    settings.options.late_introduction.known_names = vec!["weil".to_owned(), "jonas weil".to_owned()];
    let known = check(&analysis, "a.txt", &settings, &mut Earlier::default());
    assert!(known.is_empty(), "a name known to everyone should need no introduction: {known:?}");
}
