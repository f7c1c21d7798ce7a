//! What a trace shows, and what known people change.

use whosaid::analysis::Analysis;
use whosaid::grammar::Grammar;
use whosaid::speakers::{Gender, Known, SpeakerKind, Trace};

fn explained(text: &str, cue: &str) -> Trace {
    let analysis = Analysis::new(text);
    let number = analysis
        .attributions
        .iter()
        .position(|attribution| attribution.cue.is_some_and(|span| span.of(text) == cue))
        .expect("the cue should be found");
    let trace = analysis.explain(number, &[]).expect("the source should be traced");
    assert_eq!(
        trace.candidates.first().and_then(|candidate| candidate.speaker),
        analysis.attributions[number].speaker,
        "the speaker should come first"
    );
    trace
}

#[test]
fn a_trace_weighs_everybody_near() {
    let trace = explained(
        "Lena Holt met Rolf Oduya after a talk with Mara Okoro. She warned the council: “The dam leaks.”",
        "warned",
    );
    assert_eq!(trace.way, "pronoun");
    let names: Vec<(&str, bool)> =
        trace.candidates.iter().map(|candidate| (candidate.name.as_str(), candidate.score > 0.0)).collect();
    assert_eq!(names.len(), 3, "everybody named should be weighed: {names:?}");
    assert!(names.contains(&("Rolf Oduya", false)), "a man should be ruled out: {names:?}");
    for candidate in &trace.candidates {
        let product: f32 = candidate.features.iter().map(|(_, weight)| weight).product();
        assert!((product - candidate.score).abs() < 1e-6, "the score should be the product of the features");
    }
}

#[test]
fn a_trace_names_what_decided_without_a_choice() {
    assert_eq!(explained("Lena Holt said: “The dam leaks.”", "said").way, "name");
    assert_eq!(explained("“The dam leaks,” we said.", "said").way, "writer");
    assert_eq!(explained("“The dam leaks,” Lena Holt and Rolf Oduya said.", "said").way, "joint");
}

#[test]
fn known_people_need_no_introduction() {
    let known = [Known {
        name: "Lena Holt".to_owned(),
        kind: SpeakerKind::Person,
        aliases: vec!["Lenni".to_owned()],
        gender: Some(Gender::Female),
        description: Some("mayor of Arden".to_owned()),
    }];
    let text = "Holt opened the dam. “It leaks,” she said. Lenni laughed. “It holds,” the mayor said.";
    let analysis = Analysis::with_known(text, Grammar::builtin(), &known);
    assert_eq!(analysis.speakers.len(), 1, "every mention should be hers: {:?}", analysis.speakers);
    assert_eq!(analysis.speakers[0].name, "Lena Holt");
    assert_eq!(analysis.speakers[0].aliases, ["Holt", "Lenni"]);
    let other = Analysis::with_known("Rolf Holt opened the dam. “It leaks,” Holt said.", Grammar::builtin(), &known);
    let names: Vec<&str> = other.speakers.iter().map(|speaker| speaker.name.as_ref()).collect();
    assert_eq!(names, ["Rolf Holt"], "whom the draft names should come before whom only the roster does");
}

#[test]
fn a_description_whose_name_follows_is_one_candidate() {
    let text = "Mayor: “We failed the hill”\n\nThe mayor of the town said that it had failed the people below.\n\n“We failed \
                everyone on it,” said the mayor, Cara Ferreira-Jones.";
    let analysis = Analysis::new(text);
    for attribution in &analysis.attributions {
        let speaker = attribution.speaker.map(|speaker| analysis.speakers[speaker].name.as_ref());
        assert_eq!(speaker, Some("Cara Ferreira-Jones"), "all of it should be hers");
        assert_eq!(attribution.candidates, [], "she should not be her own rival");
    }
}
