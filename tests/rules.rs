//! Every rule against its own examples: it marks what they mark and is silent where they are accepted.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use whosaid::analysis::Analysis;
use whosaid::diagnostic::Diagnostic;
use whosaid::document::Document;
use whosaid::fingerprint::fingerprints;
use whosaid::output::reference::{self, ReferenceFormat};
use whosaid::rules::{Earlier, RULES, Rule, SOURCE, check, settings};
use whosaid::settings::Selection;
use whosaid::text::Span;
use whosaid::verification::Library;

/// Stands above an example to see that its findings only move; no one speaks in it and no one is named.
const ABOVE: &str = "The fair opened on Saturday under a low grey sky.\n\n";

#[test]
fn rules_mark_what_their_examples_mark() {
    let mut faults = Vec::new();
    for rule in RULES {
        for example in rule.flagged {
            let (draft, expected) = unmarked(example);
            let found: Vec<_> = found(rule, &draft).iter().map(|diagnostic| diagnostic.span).collect();
            if found != expected {
                faults.push(format!("{} should mark\n{example}\nand marks\n{}", rule.name, marked(&draft, &found)));
            }
        }
        for example in rule.accepted {
            let found: Vec<_> = found(rule, example).iter().map(|diagnostic| diagnostic.span).collect();
            if !found.is_empty() {
                faults.push(format!("{} should accept\n{example}\nand marks\n{}", rule.name, marked(example, &found)));
            }
        }
    }
    assert!(faults.is_empty(), "{} examples fail:\n\n{}\n", faults.len(), faults.join("\n\n"));
}

#[test]
fn text_put_above_moves_findings_and_keeps_fingerprints() {
    let mut faults = Vec::new();
    for rule in RULES {
        for example in rule.flagged {
            let (draft, _) = unmarked(example);
            let moved = format!("{ABOVE}{draft}");
            let (before, after) = (found(rule, &draft), found(rule, &moved));
            let expected: Vec<_> = before.iter().map(|diagnostic| shifted(diagnostic.span)).collect();
            let spans: Vec<_> = after.iter().map(|diagnostic| diagnostic.span).collect();
            if spans != expected {
                faults.push(format!("{} should mark the same as before in\n{}", rule.name, marked(&moved, &spans)));
            } else if fingerprints(&Analysis::new(&draft), &before) != fingerprints(&Analysis::new(&moved), &after) {
                faults.push(format!("{} should keep the fingerprints of\n{example}", rule.name));
            }
        }
    }
    assert!(faults.is_empty(), "{} examples fail:\n\n{}\n", faults.len(), faults.join("\n\n"));
}

#[test]
fn findings_are_in_the_order_of_their_places_and_hold_their_words() {
    let all = ["all".to_owned()];
    let settings = settings(Selection { select: &all, ..Selection::default() }).expect("`all` should be known");
    let draft: String =
        RULES.iter().flat_map(|rule| rule.flagged).map(|example| unmarked(example).0 + "\n\n").collect();
    let analysis = Analysis::new(&draft);
    let found = check(&analysis, "a.txt", &settings, &mut sourced());
    assert!(found.is_sorted_by_key(|diagnostic| (diagnostic.span, diagnostic.rule)), "findings should be in order");
    for diagnostic in &found {
        let here = diagnostic.related.iter().filter(|label| label.elsewhere.is_none());
        for span in here.map(|label| label.span).chain([diagnostic.span]) {
            assert!(
                draft.get(span.start..span.end).is_some_and(|words| !words.is_empty()),
                "{diagnostic:?} should mark words"
            );
        }
        assert!(!diagnostic.message.ends_with('.'), "a message should have no full stop: {}", diagnostic.message);
        assert!(diagnostic.help.is_some(), "a finding should say what to do: {}", diagnostic.message);
    }
}

#[test]
fn the_page_of_the_rules_is_up_to_date() {
    let mut page = Vec::new();
    reference::write(&mut page, ReferenceFormat::Markdown, false, RULES)
        .expect("memory should take all that is written");
    let page = String::from_utf8(page).expect("the page should be text");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/rules.md");
    if std::env::var_os("WHOSAID_UPDATE").is_some() {
        fs::write(&path, &page).expect("docs/rules.md should be writable");
    }
    let written = fs::read_to_string(&path).expect("docs/rules.md should be there").replace("\r\n", "\n");
    assert!(
        written == page,
        "docs/rules.md should be what `whosaid rules --output-format markdown` writes; \
         `WHOSAID_UPDATE=1 cargo test --test rules` writes it anew"
    );
}

/// What one rule alone finds in one draft, with the settings of its examples.
fn found(rule: &Rule, draft: &str) -> Vec<Diagnostic> {
    let settings = rule.example_settings().expect("the settings of the examples should be readable");
    check(&Analysis::new(draft), "a.txt", &settings, &mut sourced())
}

/// An example without its `⟦` and `⟧`, and the spans between them.
fn unmarked(example: &str) -> (String, Vec<Span>) {
    let mut draft = String::new();
    let mut spans = Vec::new();
    for character in example.chars() {
        match character {
            '⟦' => spans.push(Span::new(draft.len(), draft.len())),
            '⟧' => spans.last_mut().expect("`⟧` should follow `⟦`").end = draft.len(),
            character => draft.push(character),
        }
    }
    (draft, spans)
}

/// A draft with `⟦` and `⟧` around these spans, which do not overlap.
fn marked(draft: &str, spans: &[Span]) -> String {
    let mut marked = draft.to_owned();
    for span in spans.iter().rev() {
        marked.insert(span.end, '⟧');
        marked.insert(span.start, '⟦');
    }
    marked
}

fn shifted(span: Span) -> Span {
    Span::new(span.start + ABOVE.len(), span.end + ABOVE.len())
}

/// A run that has the source of the examples.
fn sourced() -> Earlier {
    let source = vec![("hearing.txt".to_owned(), Document::plain(SOURCE))];
    let mut earlier = Earlier::default();
    earlier.hold_against(Some(Arc::new(Library::in_memory(source).expect("memory should be readable"))));
    earlier
}
