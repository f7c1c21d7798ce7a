//! Shows how the first lines of standard input are read: phrases, subjects and reports, for whoever works on the grammar.

use std::io::Read;

use whosaid::attribution::reports_of;
use whosaid::clauses::Clauses;
use whosaid::document::plain;
use whosaid::grammar::Grammar;
use whosaid::quotations::Finder;
use whosaid::sentences::{self, View};
use whosaid::text::Span;
use whosaid::{phrases, tags, tokens};

#[allow(clippy::print_stdout)]
fn main() -> std::io::Result<()> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    let grammar = Grammar::builtin();
    let mut finder = Finder::default();
    for paragraph in plain::paragraphs(&text).into_iter().map(|paragraph| paragraph.span) {
        let (mut room, mut read) = (tokens::Room::default(), Vec::new());
        tokens::read(&text, paragraph, grammar, &mut room, &mut read);
        let first = finder.quotations.len();
        finder.paragraph(&text, paragraph, "", &mut read, &room.marks);
        let (mut pieces, mut ranges) = (Vec::new(), Vec::new());
        sentences::pieces(&read, &finder.quotations, first, &mut pieces);
        let view = View { text: &text, tokens: &read, quotations: &finder.quotations, grammar };
        sentences::sentences(view, &pieces, 0, &mut ranges);
        for range in ranges {
            let pieces = &pieces[range];
            let (mut tagged, mut found) = (Vec::new(), Vec::new());
            tags::tag(view, pieces, &mut tagged);
            phrases::read(view, pieces, &tagged, &mut found);
            let clauses = Clauses { view, phrases: &found };
            for (at, phrase) in found.iter().enumerate() {
                let words = phrase.span.of(&text);
                let kind = format!("{:?}", phrase.kind);
                let kind = kind.split('(').next().unwrap_or_default();
                let subject = clauses.subject(at).map(|subject| subject.span.of(&text));
                let tags = &tagged[phrase.pieces()];
                println!(
                    "{at:3} {kind:12} {words:40} {}{tags:?}",
                    subject.map_or(String::new(), |words| format!("<- {words} "))
                );
            }
            for report in reports_of(clauses) {
                let span = |(from, to): &(usize, usize)| found[*from].span.to(found[*to - 1].span);
                let clauses: Vec<&str> = report.clauses.iter().map(|range| Span::of(span(range), &text)).collect();
                println!(
                    "    {}: [{}] {{{}}} {:?} {clauses:?}",
                    report.pattern,
                    report.source.span.of(&text),
                    report.cue.of(&text),
                    report.quotations
                );
            }
            println!();
        }
    }
    Ok(())
}
