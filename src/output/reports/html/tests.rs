//! The page of two small drafts, without its style and its script: those are reviewed as files.

use crate::analysis::Analysis;
use crate::document::{Document, Kind, Reading};
use crate::output::reports::{Look, ReportWriter};
use crate::rules;
use crate::settings::Selection;

const FIRST: &str = "\
Council closes pool

“We were asked,” Lena Holt, the council’s chairwoman, said. “‘Close it,’ they told us.”

Holt warned that the roof would not hold. An official called it “a <risk>”.

“Never closed, said Tom Reyes.
";

const SECOND: &str =
    "“The pool is dear to us,” Lena Holt said.\n\n“Nobody told us that it was coming down.”\n\nIt rained.\n";

/// The page of these drafts, each with its path.
fn page(drafts: &[(&str, &str)]) -> String {
    let mut out = Vec::new();
    let settings = rules::settings(Selection::default()).expect("the default rules should be known");
    let mut report = writer();
    let mut write = || {
        report.begin(&mut out)?;
        for (path, text) in drafts {
            report.draft(&mut out, path, &Analysis::new(text), Some(&settings))?;
        }
        report.end(&mut out)
    };
    write().expect("writing to memory should not fail");
    String::from_utf8(out).expect("a page should be UTF-8")
}

fn writer() -> ReportWriter {
    ReportWriter::new(super::FORMAT, Look { color: false, width: 80 })
}

/// The page without what is the same on every one: the style, the script, and their hashes.
fn bare(page: &str) -> String {
    let mut bare = String::new();
    let mut rest = page;
    for (from, to) in
        [("Content-Security-Policy\" content=\"", "\""), ("<style>", "</style>"), ("<script>", "</script>")]
    {
        let (before, behind) = rest.split_once(from).expect("the page should have it");
        let (_, behind) = behind.split_once(to).expect("and its end");
        bare += before;
        bare += from;
        bare += "…";
        rest = behind;
        bare += to;
    }
    bare + rest
}

#[test]
fn pages_are_as_reviewed() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../../../../snapshots/reports");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        insta::assert_snapshot!("html", bare(&page(&[("desk/first.txt", FIRST)])));
        insta::assert_snapshot!("html-two", bare(&page(&[("first.txt", FIRST), ("second.txt", SECOND)])));
    });
}

#[test]
fn nothing_makes_a_page_too() {
    for drafts in [&[][..], &[("empty.txt", "")], &[("blank.txt", " \n\n")]] {
        let page = page(drafts);
        assert!(page.ends_with("</html>\n") && page.contains("</main>"), "the page should be whole");
    }
}

#[test]
fn paragraphs_are_set_as_what_they_are() {
    let markdown = "# Pool *closes*\n\n- “It is **gone**,” said Lena Holt.\n\n## What now\n\nHolt wrote:\n\n> We will build it again.\n";
    let read = Document::read(markdown.into(), Kind::Markdown, &Reading::default()).expect("Markdown should be read");
    let mut out = Vec::new();
    let mut report = writer();
    report.draft(&mut out, "pool.md", &Analysis::of(&read[0]), None).expect("writing to memory should not fail");
    report.end(&mut out).expect("writing to memory should not fail");
    let page = String::from_utf8(out).expect("a page should be UTF-8");
    for part in [
        "<h2 class=\"text\">Pool closes</h2>",
        "<p class=\"text item\"><span class=\"q p0 c0 h0\"",
        "“It is gone,”</span>",
        "<h3 class=\"text\">What now</h3>",
        "<p class=\"text indented\"><span class=\"q p0 c0 h0\"",
        "id=\"d1r4\" data-p=\"0\"><span class=\"line\" aria-hidden=\"true\">9</span>",
    ] {
        assert!(page.contains(part), "{part} should stand in {page}");
    }
}

#[test]
fn no_name_ends_the_data() {
    let text = "“No,” Lena Holt said.";
    let mut analysis = Analysis::new(text);
    analysis.speakers[0].name = "</script><script>alert(1)</script><!--".into();
    analysis.speakers[0].description = Some("</script>".into());
    let mut out = Vec::new();
    let mut report = writer();
    report.draft(&mut out, "a.txt", &analysis, None).expect("writing to memory should not fail");
    report.end(&mut out).expect("writing to memory should not fail");
    let page = String::from_utf8(out).expect("a page should be UTF-8");
    assert_eq!(page.matches("<script").count(), 2, "the data and the script");
    assert_eq!(page.matches("</script").count(), 2, "and their ends");
}

#[test]
fn every_word_of_a_draft_is_shown() {
    let page = page(&[("first.txt", FIRST)]);
    let (_, main) = page.split_once("<main").expect("the page should have a middle");
    let (main, _) = main.split_once("</main>").expect("and its end");
    let mut words = String::new();
    for (at, part) in main.split('<').enumerate() {
        let (tag, text) = part.split_once('>').unwrap_or(("", part));
        // Letters of speakers and numbers of findings stand among the words.
        let added = tag.starts_with("button") || tag.starts_with("a ");
        if at > 0 && !added {
            words += text;
        }
    }
    for paragraph in FIRST.lines().filter(|line| !line.is_empty()) {
        let escaped = paragraph.replace('<', "&#60;").replace('>', "&#62;");
        assert!(words.contains(&escaped), "{escaped} should stand in {words}");
    }
}
