//! The same words again, and credited again.

use whosaid::analysis::Analysis;
use whosaid::speakers::SpeakerKind;
use whosaid::text::Span;

use super::Planted;
use super::draft::*;

/// `“We lost,” Holt said.` becomes `Holt said: “We lost,” Holt said.`, `According to Holt, “We lost,” Holt said.` or
/// `“We lost,” Holt said, Holt said.`
pub fn doubled_cue(analysis: &Analysis) -> Vec<Planted> {
    let mut planted = Vec::new();
    for (_, quotation) in outer(analysis) {
        let Some((source, cue)) = credit_behind(analysis, quotation) else { continue };
        let words = analysis.text[quotation.span.end..source.end.max(cue.end)].trim().to_owned();
        // At the head of a sentence, and the only quotation of its paragraph.
        if !is_alone(analysis, quotation)
            || paragraph(analysis, quotation).is_none_or(|it| it.start != quotation.span.start)
        {
            continue;
        }
        let said = cue.of(analysis.text);
        let name = source.of(analysis.text);
        let lead = format!(
            "{}{} {said}: ",
            name.chars().next().map_or(String::new(), |first| first.to_uppercase().to_string()),
            &name[name.chars().next().map_or(0, char::len_utf8)..]
        );
        assert!(!words.is_empty(), "the credit should have words");
        let text = inserted(analysis.text, quotation.span.start, &lead);
        let span = Span::new(cue.start + lead.len(), cue.end + lead.len());
        planted.push(Planted { rule: "duplicate-attribution", text, span });
        // According to Holt, “…,” Holt said
        let lead = format!("According to {name}, ");
        let span = Span::new(cue.start + lead.len(), cue.end + lead.len());
        let text = inserted(analysis.text, quotation.span.start, &lead);
        planted.push(Planted { rule: "duplicate-attribution", text, span });
        // “…,” said Holt, Holt said
        let end = source.end.max(cue.end);
        let again = format!(", {name} ");
        let span = Span::new(end + again.len(), end + again.len() + said.len());
        let text = inserted(analysis.text, end, &format!("{again}{said}"));
        planted.push(Planted { rule: "duplicate-attribution", text, span });
    }
    planted
}

/// The words of somebody, quoted again from somebody else at the end of the draft.
pub fn repeated_for_another(analysis: &Analysis) -> Vec<Planted> {
    again(analysis, 6, |_, words| Some(("conflicting-attribution", words.to_owned(), "Ingrid Vasquez-Toll".to_owned())))
}

/// The words of somebody, quoted again at the end of the draft.
pub fn repeated(analysis: &Analysis) -> Vec<Planted> {
    again(analysis, 6, |speaker, words| Some(("repeated-quotation", words.to_owned(), speaker.to_owned())))
}

/// The words of somebody, quoted again with one word changed, dropped or put in.
pub fn altered(analysis: &Analysis) -> Vec<Planted> {
    let change = |change: fn(&mut Vec<&str>, usize)| {
        again(analysis, 9, move |speaker, words| {
            let mut changed: Vec<&str> = words.split(' ').collect();
            let middle = changed.len() / 2;
            let bare = changed[middle].chars().all(char::is_alphabetic);
            change(&mut changed, middle);
            bare.then(|| ("altered-quotation", changed.join(" "), speaker.to_owned()))
        })
    };
    let mut planted = change(|words, at| words[at] = "perhaps");
    planted.extend(change(|words, at| {
        words.remove(at);
    }));
    planted.extend(change(|words, at| words.insert(at, "never")));
    planted
}

/// Each whole quotation of so many words by somebody with a full name, said again in a paragraph of its own.
fn again(
    analysis: &Analysis,
    least: usize,
    change: impl Fn(&str, &str) -> Option<(&'static str, String, String)>,
) -> Vec<Planted> {
    let mut planted = Vec::new();
    for (_, quotation) in outer(analysis).filter(|(_, quotation)| is_double(analysis, quotation)) {
        let Some(speaker) = analysis.speaker_of(quotation).filter(|speaker| speaker.kind == SpeakerKind::Person) else {
            continue;
        };
        let credited = attribution(analysis, quotation).is_some_and(|it| !it.inherited && it.cue.is_some());
        let words = quotation.words().of(analysis.text).trim_end_matches([',', '.']);
        let plain = !words.contains(['"', '“', '\'', '‘', '[', '…', '\n']);
        let full = speaker.name.split(' ').count() == 2;
        if !credited || !plain || !full || words.split(' ').count() < least || quotation.carried_on {
            continue;
        }
        let Some((rule, words, name)) = change(&speaker.name, words) else { continue };
        let (open, close) = if quotation.open.of(analysis.text) == "“" { ("“", "”") } else { ("\"", "\"") };
        let quoted = format!("{open}{words},{close}");
        let above = format!("{}\n\n{WEATHER}\n\n", analysis.text.trim_end());
        let span = Span::new(above.len(), above.len() + quoted.len());
        planted.push(Planted { rule, text: format!("{above}{quoted} {name} said.\n"), span });
        let lead = format!("{name} told the council on Friday: ");
        let quoted = format!("{open}{words}.{close}");
        let span = Span::new(above.len() + lead.len(), above.len() + lead.len() + quoted.len());
        planted.push(Planted { rule, text: format!("{above}{lead}{quoted}\n"), span });
    }
    planted
}
