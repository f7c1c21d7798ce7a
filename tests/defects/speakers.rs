//! Faults in who spoke.

use whosaid::analysis::Analysis;
use whosaid::attribution::{AttributionKind, SourceForm};
use whosaid::speakers::{Gender, MentionForm, SpeakerKind};
use whosaid::text::Span;

use super::Planted;
use super::draft::*;

/// A paragraph about no one, put above, and a quotation with no credit: `“We lost everything that we had.”`
pub fn removed_attribution(analysis: &Analysis) -> Vec<Planted> {
    let text = analysis.text;
    let mut planted = Vec::new();
    for (_, quotation) in outer(analysis).filter(|(_, quotation)| is_double(analysis, quotation)) {
        let Some((attribution, paragraph)) = attribution(analysis, quotation).zip(paragraph(analysis, quotation))
        else {
            continue;
        };
        let words = quotation.words().of(text);
        let sentence = words.trim_end_matches(',');
        let whole = sentence.split_whitespace().count() > 5 && sentence.starts_with(char::is_uppercase);
        if attribution.kind != AttributionKind::Direct || !is_alone(analysis, quotation) || !whole || !words.is_ascii()
        {
            continue;
        }
        let (open, close) = (quotation.open.of(text), if quotation.open.of(text) == "“" { "”" } else { "\"" });
        let stop = if sentence.ends_with(['.', '?', '!']) { "" } else { "." };
        let bare = format!("{open}{sentence}{stop}{close}");
        // Far from everybody who speaks: below a heading, with two paragraphs of weather above.
        let above = format!("{WEATHER}\n\n{WEATHER}\n\n{WEATHER}\n\n");
        let rest = &text[paragraph.end..];
        let draft =
            format!("{above}{bare}{}", if rest.is_empty() { "\n" } else { "\n\nThe gates were locked at noon.\n" });
        let span = Span::new(above.len(), above.len() + bare.len());
        let below = draft.replacen(&bare, &format!("{bare} The gates were locked at noon."), 1);
        planted.push(Planted { rule: "missing-speaker", text: below, span });
        planted.push(Planted { rule: "missing-speaker", text: draft, span });
    }
    planted
}

/// `Lena Holt … Holt said` becomes `Holt … Lena Holt said`, where the first is the source of words; and strangers by
/// their last names.
pub fn swapped_names(analysis: &Analysis) -> Vec<Planted> {
    let shapes = crossed(
        &["“{S},” ⟦Okonedo⟧ said.", "⟦Okonedo⟧ said the road would stay shut.", "“{S},” ⟦Okonedo⟧ told the court."],
        &[
            "¶The hall was cold.¶Ingrid Okonedo, the county engineer, left at noon.",
            "¶Ingrid Okonedo said that the road had been open before.",
            "¶The hall was cold.¶The road is steep, said Ingrid Okonedo, who rides it twice a day.",
        ],
    );
    let mut planted = with_shapes(analysis, "late-introduction", &shapes);
    for speaker in analysis.speakers.iter().filter(|speaker| speaker.kind == SpeakerKind::Person) {
        let Some((_, last)) = speaker.name.split_once(' ').filter(|(_, last)| !last.contains(' ')) else { continue };
        let mut mentions = speaker.mentions.iter().filter(|mention| mention.form != MentionForm::Pronoun);
        let Some((first, second)) = mentions.next().zip(mentions.next()) else { continue };
        let source = analysis.attributions.iter().any(|it| !it.inherited && it.source == Some(first.span));
        let apart = analysis.text.get(first.span.end..second.span.start).unwrap_or_default().contains("\n\n");
        let text = analysis.text;
        // "Weil, who grows barley" says at once who it is.
        if text[first.span.end..].starts_with(", who") {
            continue;
        }
        // Another of that name would be meant, or is met first.
        let once = text[..second.span.start].matches(last).count() == 1;
        if !source || !apart || !once || first.span.of(text) != speaker.name || second.span.of(text) != last {
            continue;
        }
        let text = replaced(&replaced(text, second.span, &speaker.name), first.span, last);
        let span = Span::new(first.span.start, first.span.start + last.len());
        planted.push(Planted { rule: "late-introduction", text, span });
    }
    planted
}

/// A consonant doubled or a vowel changed in the last surname of a speaker whose name the draft has several times.
pub fn misspelt_name(analysis: &Analysis) -> Vec<Planted> {
    let mut planted = Vec::new();
    for attribution in
        analysis.attributions.iter().filter(|it| it.source_form == Some(SourceForm::Name) && !it.inherited)
    {
        let Some(source) = attribution.source else { continue };
        let speaker = attribution.speaker.and_then(|speaker| analysis.speakers.get(speaker));
        let name = source.of(analysis.text);
        let person = speaker.is_some_and(|it| {
            it.kind == SpeakerKind::Person && it.name.contains(' ') && it.name.ends_with(name) && it.mentions.len() > 2
        });
        let letters = name.len() > 5 && name.bytes().all(|letter| letter.is_ascii_alphabetic());
        let Some(vowel) = name[1..].find(['a', 'e', 'i', 'o', 'u']).map(|at| at + 1).filter(|_| person && letters)
        else {
            continue;
        };
        let other = if &name[vowel..=vowel] == "a" { "e" } else { "a" };
        let mut text = analysis.text.to_owned();
        text.replace_range(source.start + vowel..=source.start + vowel, other);
        planted.push(Planted { rule: "inconsistent-name", text, span: source });
    }
    planted
}

/// “…,” she said, with nobody before whom it could mean: the paragraph that brought them in was cut.
fn cut_out(analysis: &Analysis, words: &str) -> Option<Planted> {
    let above = format!("{WEATHER}\n\n");
    let words = if analysis.text.contains('“') { words.to_owned() } else { words.replace(['“', '”'], "\"") };
    let start = above.len() + words.find('⟦')?;
    let end = above.len() + words.find('⟧')? - "⟦".len();
    let text = format!("{above}{}\n\n{WEATHER}\n", words.replace(['⟦', '⟧'], ""));
    Some(Planted { rule: "unknown-speaker", text, span: Span::new(start, end) })
}

/// Paragraphs that the draft credits to "she" or "he", without those above; and its quotations credited so.
pub fn pronoun_for_nobody(analysis: &Analysis) -> Vec<Planted> {
    const SHAPES: [&str; 8] = [
        "“{},” ⟦she⟧ said.",
        "⟦He⟧ said: “{}.”",
        "“{},” ⟦the man⟧ told reporters.",
        "“{},” said ⟦the woman⟧.",
        "The gates were locked at noon. “{},” ⟦she⟧ said.",
        "“{},” ⟦the official⟧ added.",
        "“{},” ⟦they⟧ said.",
        "“{},” ⟦he⟧ told the council on Friday.",
    ];
    let quoted = short_quotations(analysis).into_iter().zip(analysis.text.len()..);
    let quoted =
        quoted.filter_map(|(words, turn)| cut_out(analysis, &SHAPES[turn % SHAPES.len()].replace("{}", &words)));
    let paragraphs = outer(analysis).filter_map(|(_, quotation)| {
        let credit = attribution(analysis, quotation).filter(|it| !it.inherited && it.cue.is_some())?;
        let (source, paragraph) = (credit.source?, paragraph(analysis, quotation)?);
        let one = ["she", "he"].iter().any(|pronoun| source.of(analysis.text).eq_ignore_ascii_case(pronoun));
        // Whoever else is spoken of there may be meant.
        let words = paragraph.of(analysis.text);
        let alone = words.split(' ').skip(1).all(|word| !word.starts_with(char::is_uppercase));
        let inside = paragraph.contains(source) && is_alone(analysis, quotation) && is_double(analysis, quotation);
        if !(one && alone && inside) {
            return None;
        }
        let (before, behind) = (source.start - paragraph.start, source.end - paragraph.start);
        cut_out(analysis, &format!("{}⟦{}⟧{}", &words[..before], &words[before..behind], &words[behind..]))
    });
    quoted.chain(paragraphs).collect()
}

const LONG: &str = "We went down at noon with two lamps and a rope. The water stood at the third step, and it was warm. \
Nobody had told us that it would be warm. We waited for an hour, and then the lamps went out. One of us sang a hymn, and \
the others counted the beats of the pump, which had been slow all week and was slower now than any of us could remember. ";

/// Quotations that begin with many more words; and long ones credited in several ways.
pub fn long_wait(analysis: &Analysis) -> Vec<Planted> {
    let shapes = [
        "⟦“{L}{S},”⟧ said {A}.",
        "⟦“{L}{S},”⟧ {A} told the court.",
        "⟦“{L}{S},”⟧ {A}, who kept the sluice, said on Friday.",
        "⟦“{L}{S},”⟧ according to {A}.",
        "The gates were locked at noon. ⟦“{L}{S},”⟧ {A} wrote.",
    ]
    .map(|shape| shape.replace("{L}", LONG));
    let mut planted = with_shapes(analysis, "late-attribution", &shapes);
    for credited in credited(analysis) {
        let name = credited.speaker.name.split(' ').next_back().unwrap_or_default();
        // Who was just named is in mind.
        let above = &analysis.text[..credited.paragraph.start];
        if above.rsplit("\n\n").take(4).any(|words| words.contains(name)) {
            continue;
        }
        let text = inserted(analysis.text, credited.quotation.open.end, LONG);
        let span = Span::new(credited.quotation.span.start, credited.quotation.span.end + LONG.len());
        planted.push(Planted { rule: "late-attribution", text, span });
    }
    planted
}

/// A surname behind the full names of two who bear it.
pub fn shared_surname(analysis: &Analysis) -> Vec<Planted> {
    const LEADS: [&str; 4] = [
        "{full} and a cousin, Oskar {last}, run the mill together. ",
        "{full} is married to Oskar {last}, a teacher. ",
        "Oskar {last}, who is no relation of {full}, was not asked. ",
        "Oskar {last} sold the mill to {full} in May.\n\n",
    ];
    let mut planted = Vec::new();
    for (credited, lead) in credited(analysis).zip(LEADS.iter().cycle().skip(analysis.text.len() % LEADS.len())) {
        let full = &credited.speaker.name;
        let last = full.split(' ').next_back().unwrap_or_default();
        let text = analysis.text;
        // Each bare surname there and in the paragraph below would be a fault of its own.
        let below = &text[credited.source.end..];
        let below: Vec<&str> = below.splitn(3, "\n\n").take(2).collect();
        if credited.source.of(text) != last || below.iter().any(|words| words.contains(last)) {
            continue;
        }
        let lead = lead.replace("{full}", full).replace("{last}", last);
        let start = credited.source.start + lead.len();
        planted.push(Planted {
            rule: "shared-surname",
            text: inserted(text, credited.paragraph.start, &lead),
            span: Span::new(start, start + last.len()),
        });
    }
    let shapes = crossed(
        &[
            "{A} and her brother, Oskar Lindquist-Moe, run the mill with Bettina Lindquist-Moe. ",
            "Bettina Lindquist-Moe married Oskar Lindquist-Moe in May. ",
            "Bettina Lindquist-Moe sold the mill in May. Oskar Lindquist-Moe bought it back. ",
        ],
        &[
            "“{S},” ⟦Lindquist-Moe⟧ said.",
            "¶⟦Lindquist-Moe⟧ said: “{S}.”",
            "⟦Lindquist-Moe⟧ said the mill would close.",
        ],
    );
    planted.extend(with_shapes(analysis, "shared-surname", &shapes));
    planted
}

/// "She" behind two women side by side.
pub fn ambiguous_pronoun(analysis: &Analysis) -> Vec<Planted> {
    let shapes = crossed(
        &[
            "{A} and {B} met at the mill on Friday. ",
            "{A}, the owner of the mill, and {B}, its manager, met on Friday. ",
            "Neither {A} nor {B} came to the hall on Friday. ",
            "The prize went to {A} and {B}. ",
            "On Friday, for the photographer, {A} and {B} walked along the pier. The water was flat and empty. ",
            "{A}, {B} and {C} met at the mill on Friday.¶",
        ],
        &[
            "“{S},” ⟦{P}⟧ said.",
            "⟦{Q}⟧ said: “{S}.”",
            "“{S},” ⟦{P}⟧ told reporters.",
            "⟦{Q}⟧ said the road would stay shut.",
            "Nobody else was there. “{S},” ⟦{P}⟧ said.",
        ],
    );
    let mut planted = with_shapes(analysis, "ambiguous-pronoun", &shapes);
    for credited in credited(analysis) {
        let Some(gender) = credited.speaker.gender.filter(|gender| *gender != Gender::Neutral) else { continue };
        let lead = format!("{} and {} met at the mill on Friday. ", credited.speaker.name, people(gender, 0)[1]);
        let pronoun = if gender == Gender::Female { "she" } else { "he" };
        let text = replaced(analysis.text, credited.source, pronoun);
        let start = credited.source.start + lead.len();
        planted.push(Planted {
            rule: "ambiguous-pronoun",
            text: inserted(&text, credited.paragraph.start, &lead),
            span: Span::new(start, start + pronoun.len()),
        });
    }
    planted
}

/// "The senator" behind two senators, and words without a credit behind two people.
pub fn ambiguous_speaker(analysis: &Analysis) -> Vec<Planted> {
    let mut shapes = crossed(
        &[
            "Sen. {A} and Sen. {B} voted against the bill. “{S},” ⟦the senator⟧ said.",
            "Judge {A} and Judge {B} heard the case on Friday. ⟦The judge⟧ said: “{S}.”",
            "Two lawyers, {A} and {B}, came to the court on Friday. “{S},” ⟦the lawyer⟧ told reporters.",
            "{A}, a farmer from Arden, and {B}, a farmer from Corran, sold their land. “{S},” ⟦the farmer⟧ said.",
            "Officer {A} and Officer {B} were first at the scene.¶“{S},” ⟦the officer⟧ said.",
        ],
        &[""],
    );
    let behind = ["⟦“{S}.”⟧", "⟦“{S}.”⟧¶The gates were locked at noon.", "¶⟦“{S}.”⟧¶The gates were locked at noon."];
    shapes.extend(crossed(
        &[
            "{A} and {B} left the hall together on Friday. ",
            "On Friday {A}, the owner of the mill, and {B}, its manager, left the hall together. ",
        ],
        &behind,
    ));
    shapes.extend(crossed(
        &[
            "{A} said the road would stay shut, and {B} said it would open on Friday. ",
            "{A} called the plan reckless, but {B} said it was sound. ",
        ],
        &behind[..2],
    ));
    let mut planted = with_shapes(analysis, "ambiguous-speaker", &shapes);
    for credited in credited(analysis) {
        let words = credited.quotation.words().of(analysis.text).trim_end_matches(',');
        if words.split_whitespace().count() < 5 || !words.starts_with(char::is_uppercase) {
            continue;
        }
        let (open, close) = if analysis.text.contains('“') { ("“", "”") } else { ("\"", "\"") };
        let lead = format!("{} and {} left the hall together. ", credited.speaker.name, people(Gender::Female, 1)[0]);
        let bare = format!("{open}{words}.{close}");
        let start = credited.paragraph.start + lead.len();
        planted.push(Planted {
            rule: "ambiguous-speaker",
            text: replaced(analysis.text, credited.paragraph, &format!("{lead}{bare}")),
            span: Span::new(start, start + bare.len()),
        });
    }
    planted
}
