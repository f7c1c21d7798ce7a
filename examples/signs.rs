//! Prints, a line each, the signs of every quotation in the drafts named: what the weights of spoken.rs are fitted on.

use whosaid::analysis::Analysis;
use whosaid::document::Document;
use whosaid::grammar::Grammar;

#[allow(clippy::print_stdout)]
fn main() -> std::io::Result<()> {
    for path in std::env::args().skip(1) {
        let document = Document::plain(std::fs::read_to_string(&path)?);
        let (analysis, all) = Analysis::with_reasons(&document, Grammar::builtin(), &[]);
        for reasons in all {
            let span = analysis.quotations[reasons.quotation].span;
            let signs: Vec<&str> = reasons.signs.present().map(|(name, _)| name).collect();
            println!("{path}\t{}\t{}\t{}", span.start, span.end, signs.join(" "));
        }
    }
    Ok(())
}
