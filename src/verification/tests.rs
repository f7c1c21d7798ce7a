//! What is said of quotations held against sources in memory.

use super::*;
use crate::document::Document;

const TRANSCRIPT: &str = "\
TRANSCRIPT OF THE HARBOUR BOARD

HOLT: The hull is sound and the engine is sound. What is not sound is the timetable. We do not have 40 pilots, we have \
4, and I will not send any of them out in a gale.

REYES: In bad weather it takes as long as it takes. Last winter we were out for three hours.
";

const STORY: &str = "\
Harbour board weighs winter ferry

“Nobody on the island is asking for a miracle,” said Ruth Abara, a schoolteacher. She called the closure “a lock on the \
door”.
";

fn library() -> Library {
    let documents = [("transcript.txt", TRANSCRIPT), ("story.txt", STORY)];
    let documents = documents.map(|(name, text)| (name.to_owned(), Document::plain(text)));
    Library::in_memory(documents.into()).expect("memory should be readable")
}

/// What is said of each quotation of a draft, in short.
fn told(draft: &str) -> Vec<String> {
    let analysis = Analysis::new(draft);
    let found = verify(&analysis, &library(), &|_| false).expect("memory should be readable");
    let line = |found: &Verification| {
        let edits = found.edits.iter().map(|edit| edit.name());
        let faults = found.faults.iter().map(|fault| fault.name());
        let notes: Vec<&str> = edits.chain(faults).collect();
        let place = found.passage.as_ref().map_or(String::new(), |passage| {
            format!(" at {}:{}, {}", passage.path, passage.place.line, found.credit.name())
        });
        format!("{} [{}]{place}", found.verdict.name(), notes.join(" "))
    };
    found.iter().map(line).collect()
}

#[test]
fn each_verdict_is_given() {
    let cases = [
        ("“The hull is sound and the engine is sound,” Lena Holt said.", "verbatim [] at transcript.txt:3, same"),
        (
            "“the hull is SOUND, and the engine is sound,” Lena Holt said.",
            "edited [marks case] at transcript.txt:3, same",
        ),
        ("“[It] is sound and the engine is sound,” Lena Holt said.", "edited [brackets] at transcript.txt:3, same"),
        (
            "“The hull is sound … I will not send any of them out,” Lena Holt said.",
            "edited [ellipsis] at transcript.txt:3, same",
        ),
        ("“What is not sound,” Lena Holt said, “is the timetable.”", "edited [join] at transcript.txt:3, same"),
        ("“The hull is sound and the engine is fine,” Lena Holt said.", "close [changed] at transcript.txt:3, same"),
        ("“We have 40 pilots, we have 4,” Lena Holt said.", "close [negation-lost left-out] at transcript.txt:3, same"),
        ("“We do not have 50 pilots, we have 4,” Lena Holt said.", "close [number changed] at transcript.txt:3, same"),
        (
            "“The hull is sound. We do not have 40 pilots,” Lena Holt said.",
            "close [left-out] at transcript.txt:3, same",
        ),
        ("“The engine is sound and the hull is sound,” Lena Holt said.", "close [order] at transcript.txt:3, same"),
        ("“In bad weather it takes as long as it takes,” Lena Holt said.", "verbatim [] at transcript.txt:5, other"),
        ("“The fish are gone and nobody knows why,” Lena Holt said.", "absent []"),
        ("Ruth Abara called it “a lock on the door”.", "verbatim [] at story.txt:3, same"),
        ("Tom Weil called it “a lock on the door”.", "verbatim [] at story.txt:3, other"),
        ("Ruth Abara called it “a lock on the window”.", "close [changed] at story.txt:3, same"),
        ("Ruth Abara called it “ruinous”.", "absent []"),
        ("Ruth Abara called it “a miracle”.", "verbatim [] at story.txt:3, same"),
    ];
    for (draft, expected) in cases {
        assert_eq!(told(draft), [expected], "{draft}");
    }
}

#[test]
fn a_quotation_over_paragraphs_is_one() {
    let draft =
        "Lena Holt said: “The hull is sound and the engine is sound.\n\n“What is not sound is the timetable.”\n";
    assert_eq!(told(draft), ["verbatim [] at transcript.txt:3, same"]);
}

#[test]
fn pieces_of_a_sentence_must_stand_in_order() {
    let draft = "“What is not sound,” Lena Holt said, “is the hull.”";
    assert_eq!(told(draft), ["close [changed] at transcript.txt:3, same"]);
}

#[test]
fn a_source_that_is_skipped_is_not_asked() {
    let analysis = Analysis::new("Ruth Abara called it “a lock on the door”.");
    let found = verify(&analysis, &library(), &|source| source == 1).expect("memory should be readable");
    assert_eq!(found[0].verdict, Verdict::Absent);
}
