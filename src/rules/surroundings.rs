//! What stands around a quotation: its paragraph, what goes before and behind, the headings above the draft's body.

use crate::analysis::Analysis;
use crate::attribution::Attribution;
use crate::grammar::Classes;
use crate::quotations::Quotation;
use crate::text::Span;

use super::wording::content;
use crate::folding::words;

/// A paragraph above the body with more words than this is no heading.
const LONGEST_HEADING: usize = 20;

/// The number of the paragraph that holds an offset.
pub(super) fn paragraph_number(analysis: &Analysis, offset: usize) -> Option<usize> {
    analysis.paragraphs.partition_point(|paragraph| paragraph.span.start <= offset).checked_sub(1)
}

/// The paragraph that holds an offset.
pub(super) fn paragraph(analysis: &Analysis, offset: usize) -> Span {
    let number = paragraph_number(analysis, offset);
    number
        .and_then(|number| analysis.paragraphs.get(number))
        .map_or(Span::new(offset, offset), |paragraph| paragraph.span)
}

/// The paragraph behind the one that holds an offset; empty at the end of the draft.
pub(super) fn next_paragraph<'t>(analysis: &Analysis<'t>, offset: usize) -> &'t str {
    let number = paragraph_number(analysis, offset);
    let kind = number.and_then(|number| analysis.paragraphs.get(number)).map(|paragraph| paragraph.kind);
    let next = analysis.paragraphs.get(number.map_or(0, |number| number + 1));
    // A footnote behind the running text is not what it goes on with.
    let next = next.filter(|next| kind.is_none_or(|kind| kind == next.kind));
    next.map_or("", |paragraph| paragraph.span.of(analysis.text))
}

/// The offset at which the paragraph above the one that holds an offset begins.
pub(super) fn paragraph_above(analysis: &Analysis, offset: usize) -> usize {
    let number = paragraph_number(analysis, offset).unwrap_or_default();
    analysis.paragraphs.get(number.saturating_sub(1)).map_or(0, |paragraph| paragraph.span.start)
}

/// The text between two offsets; empty where they are the wrong way round.
pub(super) fn between<'t>(analysis: &Analysis<'t>, start: usize, end: usize) -> &'t str {
    analysis.text.get(start..end).unwrap_or_default()
}

/// The classes of the last word before an offset.
pub(super) fn class_before(analysis: &Analysis, offset: usize) -> Classes {
    let before = analysis.text.get(..offset).and_then(|text| text.split_whitespace().next_back()).unwrap_or_default();
    let lexicon = &analysis.grammar.lexicon;
    lexicon.word(lexicon.id(before)).lower
}

/// A credit has no more words than this: "said Ruth Abara of Arden".
const LONGEST_CREDIT: usize = 5;

/// Whether words that are left open hold their own credit, so that they were to end before it: "The road is shut, said
/// Ruth Abara." A pronoun makes one at the end of the paragraph only: within, somebody may tell of what she said.
pub(super) fn holds_its_credit(analysis: &Analysis, quotation: &Quotation) -> bool {
    let lexicon = &analysis.grammar.lexicon;
    let words = Span::new(quotation.open.end, paragraph(analysis, quotation.span.start).end).of(analysis.text);
    words.match_indices(", ").any(|(comma, _)| {
        let clause = words[comma + 1..].split_inclusive(['.', '!', '?', ',', ';', ':']).next().unwrap_or_default();
        let last = comma + 1 + clause.len() == words.trim_end().len();
        let Some(clause) = clause.strip_suffix('.') else { return false };
        let (mut verbs, mut names, mut others, mut pronouns) = (0, 0, 0, 0);
        for word in clause.split_whitespace() {
            let class = lexicon.word(lexicon.id(&word.to_lowercase())).lower;
            match () {
                () if class.any(Classes::SAYING) && !class.any(Classes::VERB_ING) => verbs += 1,
                () if class.any(Classes::FEMALE | Classes::MALE) && !word.starts_with(char::is_uppercase) => {
                    pronouns += 1
                }
                () if word.len() > 1 && word.starts_with(char::is_uppercase) => names += 1,
                () => others += 1,
            }
        }
        let credit = verbs == 1 && others == 0 && names + pronouns > 0 && names + pronouns < LONGEST_CREDIT;
        credit && (pronouns == 0 || last && pronouns == 1 && names == 0)
    })
}

/// The quotations of one paragraph that stand in no other quotation.
pub(super) fn quotations_in<'a>(analysis: &'a Analysis, paragraph: Span) -> impl Iterator<Item = &'a Quotation> {
    let first = analysis.quotations.partition_point(|quotation| quotation.span.start < paragraph.start);
    analysis.quotations[first..]
        .iter()
        .take_while(move |quotation| quotation.span.start < paragraph.end)
        .filter(|quotation| quotation.inside.is_none())
}

/// The attributions whose content begins in a paragraph.
pub(super) fn attributions_in<'a>(analysis: &'a Analysis, paragraph: Span) -> impl Iterator<Item = &'a Attribution> {
    let start = |attribution: &Attribution| attribution.content.first().map_or(0, |span| span.start);
    let first = analysis.attributions.partition_point(|attribution| start(attribution) < paragraph.start);
    analysis.attributions[first..].iter().take_while(move |attribution| start(attribution) < paragraph.end)
}

/// Whether one of these spans, in order and apart from each other, holds this one.
pub(super) fn is_inside(spans: &[Span], span: Span) -> bool {
    let behind = spans.partition_point(|other| other.start <= span.start);
    behind.checked_sub(1).and_then(|last| spans.get(last)).is_some_and(|other| other.contains(span))
}

/// The first quotation at or behind an offset.
pub(super) fn next_quotation<'a>(analysis: &'a Analysis, offset: usize) -> Option<&'a Quotation> {
    analysis.quotations.get(analysis.quotations.partition_point(|quotation| quotation.span.start < offset))
}

/// The last character of what is quoted.
pub(super) fn last_character(analysis: &Analysis, quotation: &Quotation) -> Option<char> {
    let words = content(quotation).of(analysis.text).trim_end();
    words.trim_end_matches(['"', '\'', '”', '’', '»', ')', ']']).chars().next_back()
}

/// Whether quoted words end as a sentence does.
pub(super) fn ends_like_a_sentence(words: &str) -> bool {
    words.trim_end().trim_end_matches(['"', '\'', '”', '’', ')']).ends_with(['.', '!', '?', '…'])
}

/// Fewer quoted words than this may be a motto, a title or an exclamation.
const FEWEST_WORDS: usize = 4;

/// Whether a quotation is certainly somebody's speech: it begins and ends as sentences do, and so does what is before.
pub(super) fn is_whole_sentence(analysis: &Analysis, quotation: &Quotation) -> bool {
    let spoken = content(quotation).of(analysis.text).trim();
    let paragraph = paragraph(analysis, quotation.span.start);
    let before = between(analysis, paragraph.start, quotation.span.start).trim_end();
    words(spoken) >= FEWEST_WORDS
        && spoken.starts_with(char::is_uppercase)
        && !is_title_case(spoken)
        && (before.is_empty() || before.ends_with(['.', '!', '?', ':', '"', '”', '’', '\'', ')']))
        && ends_sentence(analysis, quotation, paragraph.end)
}

/// Behind a full stop nothing more is said of a quotation; behind another end of sentence a cue may follow.
fn ends_sentence(analysis: &Analysis, quotation: &Quotation, end: usize) -> bool {
    match last_character(analysis, quotation) {
        Some('.' | '…') => true,
        Some('!' | '?') => between(analysis, quotation.span.end, end).trim().is_empty(),
        _ => false,
    }
}

/// Whether most words begin with a capital, as those of titles and headlines do, or stand in capitals.
pub(super) fn is_title_case(text: &str) -> bool {
    let capital = |word: &&str| word.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase);
    // Short words stay small in titles.
    let long = || text.split_whitespace().filter(|word| word.chars().count() > 3);
    let long_words = long().count();
    long_words > 0 && long().filter(capital).count() * 4 >= long_words * 3
}

/// The offset behind the headline and what stands below it: the short paragraphs at the top of a draft in which
/// nobody has spoken. A headline speaks in the present tense ("Mayor says …").
pub(super) fn body_start(analysis: &Analysis) -> usize {
    let speaks = |paragraph: &Span| {
        let mut cues = attributions_in(analysis, *paragraph)
            .filter_map(|attribution| attribution.cue)
            .filter(|cue| paragraph.contains(*cue))
            .map(|cue| cue.of(analysis.text))
            .filter(|cue| cue.ends_with(char::is_alphabetic))
            .peekable();
        let spoken = cues.peek().is_some();
        spoken
            && cues.all(|cue| !cue.ends_with('s') && !cue.ends_with("ing"))
            && !is_title_case(paragraph.of(analysis.text))
    };
    let body = analysis
        .paragraphs
        .iter()
        .map(|paragraph| paragraph.span)
        .find(|paragraph| words(paragraph.of(analysis.text)) > LONGEST_HEADING || speaks(paragraph));
    body.map_or(0, |paragraph| paragraph.start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_in_capitals() {
        let cases = [
            ("The Night Before the Flood", true),
            ("WATER RISES IN THE VALLEY", true),
            ("We will not close this school", false),
            ("Lena Holt told us to wait for Omar Reyes", false),
            ("no", false),
        ];
        for (words, title) in cases {
            assert_eq!(is_title_case(words), title, "{words:?}: whether it is a title");
        }
    }

    #[test]
    fn the_body_begins_where_somebody_has_spoken() {
        let cases = [
            ("Mayor says dam is safe\n\nThe dam is safe, Lena Holt said.", "The dam"),
            ("Dam will not last\n\nAuditors found cracks in it.\n\n“It is brittle,” Lena Holt said.", "“It"),
            ("“It is brittle,” Lena Holt said.", "“It"),
        ];
        for (draft, body) in cases {
            let start = body_start(&Analysis::new(draft));
            assert!(draft[start..].starts_with(body), "{draft:?} should begin at {body:?}");
        }
    }
}
