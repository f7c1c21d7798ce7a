//! Makes the lexicon: the entries of the grammar files, word by word, with the forms that are derived from them.

use std::borrow::Cow;
use std::path::Path;

use super::classes::Classes;
use super::cues::{Cue, CueKind, Frames};
use super::inflection::{VerbForms, regular_plural, regular_verb};
use super::lexicon::{Lexicon, Phrase, Word};
use super::numbers::Numbers;
use super::reader::{Entry, entries};
use crate::error::{Error, nearest};

/// A lexicon in the making.
struct Maker {
    numbers: Numbers,
    /// What is known of each word, by its number.
    words: Vec<Word>,
    phrases: Vec<Vec<Phrase>>,
    cues: Vec<Cue>,
    /// Which of the cues are nouns: "report" is a cue as a noun and as a verb.
    nouns: Vec<bool>,
    /// How many of the cues give way to an entry of the same words.
    replaceable: usize,
    ordinals: Vec<u32>,
}

/// The kinds of entries.
pub const ENTRY_KINDS: [&str; 15] = [
    "verb",
    "noun",
    "preposition",
    "titles",
    "parties",
    "suffixes",
    "particles",
    "roles",
    "organisations",
    "names",
    "abbreviations",
    "words",
    "verbs",
    "mark",
    "style",
];

/// Reads the grammar files, given as name and text, and behind them entries of somebody's own by the file that they
/// stand in. Those need no examples, and a cue among them takes the place of the one of the same words. An error gives
/// file, line and reason.
pub fn read(files: &[(&'static str, &str)], own: &[(&Path, &[Entry<'static>])]) -> Result<Lexicon, Error> {
    let mut maker = Maker {
        numbers: Numbers::new(),
        words: vec![Word::default()],
        phrases: Vec::new(),
        cues: Vec::new(),
        nouns: Vec::new(),
        replaceable: 0,
        ordinals: Vec::new(),
    };
    for (name, text) in files {
        let read = entries(text).and_then(|entries| maker.read_entries(entries, true));
        read.map_err(|error| error.at(name))?;
    }
    maker.replaceable = maker.cues.len();
    for (path, entries) in own {
        maker.read_entries(entries.to_vec(), false).map_err(|error| error.at(path))?;
    }
    Lexicon::new(maker.numbers, maker.words, maker.phrases, maker.cues, maker.ordinals)
}

impl Maker {
    fn read_entries(&mut self, entries: Vec<Entry<'_>>, with_examples: bool) -> Result<(), Error> {
        for mut entry in entries {
            let line = entry.line;
            match entry.kind.as_ref() {
                "verb" => self.read_cue_verb(&mut entry),
                "noun" => self.read_cue_noun(&mut entry),
                "preposition" => self.read_cue_preposition(&mut entry),
                "titles" => self.read_titles(&mut entry),
                "parties" => self.read_list(&mut entry, Classes::PARTY),
                "suffixes" => self.read_list(&mut entry, Classes::SUFFIX),
                "particles" => self.read_list(&mut entry, Classes::PARTICLE),
                "roles" => self.read_roles(&mut entry),
                "organisations" => self.read_organisations(&mut entry),
                "names" => self.read_names(&mut entry),
                "abbreviations" => self.read_abbreviations(&mut entry),
                "words" => self.read_words(&mut entry),
                "verbs" => self.read_verbs(&mut entry),
                "mark" => ["name", "open", "close", "family"].iter().try_for_each(|key| entry.needed(key).map(drop)),
                "style" => {
                    entry.needed("name")?;
                    entry.texts("outer").and_then(|_| entry.texts("inner")).map(drop)
                }
                other => Err(Error::new(format!(
                    "no entry is called [[{other}]]{}",
                    nearest(other, ENTRY_KINDS.into_iter())
                ))),
            }
            .map_err(|error| if error.line().is_some() { error } else { error.on_line(line) })?;
            if with_examples {
                entry.examples()?;
            } else {
                entry.texts("examples").and_then(|_| entry.texts("counterexamples"))?;
            }
            entry.finish()?;
        }
        Ok(())
    }

    fn read_cue_verb(&mut self, entry: &mut Entry<'_>) -> Result<(), Error> {
        let words = entry.needed("verb")?;
        let kind = match entry.needed("kind")?.as_ref() {
            "speech" => CueKind::Speech,
            "thought" => CueKind::Thought,
            "judgement" => CueKind::Judgement,
            other => return Err(Error::new(format!("no kind is called `{other}`: speech, thought or judgement"))),
        };
        let weak = match entry.needed("strength")?.as_ref() {
            "strong" => false,
            "weak" => true,
            other => return Err(Error::new(format!("no strength is called `{other}`: strong or weak"))),
        };
        let frames = Frames::of(&entry.texts("frames")?)?.with(strength(weak));
        let forms = entry.texts("forms")?;
        let (loaded, wordless, noun) = (entry.flag("loaded")?, entry.flag("wordless")?, entry.flag("noun")?);
        let cue = Cue { words: words.clone().into_owned(), kind, weak, frames, loaded, wordless };
        let cue = self.add_cue(cue, false)?;
        let quotes = frames.any(Frames::QUOTATION);
        let saying = if kind == CueKind::Speech && !weak && quotes { Classes::SAYING } else { Classes::NONE };

        // "be quoted as saying": the verb group before it is read as any other.
        let phrase = words.strip_prefix("be ").unwrap_or(&words);
        let (head, rest) = phrase.split_once(' ').map_or((phrase, None), |(head, rest)| (head, Some(rest)));
        let shape: Vec<&str> = forms.iter().map(AsRef::as_ref).collect();
        let passive = words.starts_with("be ");
        let spelled = match shape[..] {
            _ if passive => [head; 4].map(str::to_owned),
            [] | ["=double"] => {
                let VerbForms { third, past, participle, ing } = regular_verb(head, !shape.is_empty());
                [third, past, participle, ing]
            }
            [third, past, participle, ing] => [third, past, participle, ing].map(str::to_owned),
            _ => {
                return Err(Error::new("`forms` takes third person, past, participle and -ing form, or [\"=double\"]"));
            }
        };
        let classes = [Classes::VERB_THIRD, Classes::VERB_PAST, Classes::VERB_PARTICIPLE, Classes::VERB_ING];
        let base = if passive { None } else { Some((head.to_owned(), Classes::VERB_BASE)) };
        for (form, class) in base.into_iter().chain(spelled.into_iter().zip(classes)) {
            // "be of the view": the word behind "be" need be no verb.
            let class = if passive { Classes::NONE } else { class };
            let form = form.split(' ').next().unwrap_or_default();
            let id = self.add(form, class);
            match rest {
                None => {
                    let word = &mut self.words[id as usize];
                    word.lower |= Classes::CUE | saying;
                    if noun && class.any(Classes::VERB_BASE) {
                        word.lower |= Classes::NOUN;
                    } else if noun && class.any(Classes::VERB_THIRD) {
                        word.lower |= Classes::PLURAL;
                    }
                    // Two verbs share a form ("find", "found"): the strong one has it.
                    let taken = word.cue.is_some_and(|other| !self.cues[other as usize].weak);
                    if !taken {
                        word.cue = Some(cue);
                    }
                }
                Some(rest) => self.add_phrase(id, rest, Classes::CUE, false, Some(cue)),
            }
        }
        Ok(())
    }

    fn read_cue_noun(&mut self, entry: &mut Entry<'_>) -> Result<(), Error> {
        let words = entry.needed("noun")?;
        let plural = entry.text("plural")?;
        let frames = Frames::of(&entry.texts("frames")?)?.with(strength(false));
        let cue = Cue {
            words: words.clone().into_owned(),
            kind: CueKind::Speech,
            weak: false,
            frames,
            loaded: false,
            wordless: false,
        };
        let cue = self.add_cue(cue, true)?;
        let plural = match plural.as_deref() {
            Some("-") => None,
            Some(other) => Some(Cow::Owned(other.to_owned())),
            None => Some(Cow::Owned(regular_plural(&words))),
        };
        for (form, class) in [(Some(words), Classes::NOUN), (plural, Classes::PLURAL)] {
            let Some(form) = form else { continue };
            // Of "press conference" the last word is the head.
            let head = form.rsplit(' ').next().unwrap_or_default().to_owned();
            let single = !form.contains(' ');
            let id = self.add(&head, class);
            let word = &mut self.words[id as usize];
            if single || word.noun_cue.is_none() {
                word.lower |= Classes::NOUN_CUE;
                word.noun_cue = Some(cue);
            }
        }
        Ok(())
    }

    fn read_cue_preposition(&mut self, entry: &mut Entry<'_>) -> Result<(), Error> {
        let words = entry.needed("words")?;
        let position = entry.text("position")?;
        if !matches!(position.as_deref(), None | Some("before" | "after")) {
            return Err(Error::new("`position` takes \"before\" or \"after\""));
        }
        // One that stands behind its source is a matter of patterns.
        if position.as_deref() == Some("after") {
            return Ok(());
        }
        let frames = strength(false);
        let cue = Cue {
            words: words.clone().into_owned(),
            kind: CueKind::Speech,
            weak: false,
            frames,
            loaded: false,
            wordless: false,
        };
        let cue = self.add_cue(cue, false)?;
        match words.split_once(' ') {
            Some((head, rest)) => {
                let id = self.add(head, Classes::NONE);
                self.add_phrase(id, rest, Classes::PREPOSITION, false, Some(cue));
            }
            None => {
                let id = self.add(&words, Classes::PREPOSITION | Classes::CUE);
                self.words[id as usize].cue.get_or_insert(cue);
            }
        }
        Ok(())
    }

    fn read_titles(&mut self, entry: &mut Entry<'_>) -> Result<(), Error> {
        let status = match entry.text("status")?.as_deref() {
            None => Classes::NONE,
            Some("married") => Classes::MARRIED,
            Some("unmarried") => Classes::UNMARRIED,
            Some(other) => return Err(Error::new(format!("no status is called `{other}`: married or unmarried"))),
        };
        let class = match entry.needed("kind")?.as_ref() {
            "honorific" => Classes::HONORIFIC | Classes::TITLE | Classes::STYLE,
            "royal" | "family" => Classes::TITLE | Classes::STYLE,
            "political" | "military" | "police" | "religious" | "academic" | "medical" | "legal" | "other" => {
                Classes::TITLE
            }
            other => return Err(Error::new(format!("no kind of title is called `{other}`"))),
        };
        let gender = gender(entry)?;
        self.add_names(&entry.texts("words")?, class | gender | status, Classes::NONE);
        Ok(())
    }

    fn read_list(&mut self, entry: &mut Entry<'_>, class: Classes) -> Result<(), Error> {
        self.add_names(&entry.texts("words")?, class, class);
        Ok(())
    }

    fn read_roles(&mut self, entry: &mut Entry<'_>) -> Result<(), Error> {
        let class = match entry.needed("kind")?.as_ref() {
            "person" => Classes::PERSON,
            "group" => Classes::GROUP,
            "document" => Classes::DOCUMENT,
            "organisation" => Classes::BODY,
            other => return Err(Error::new(format!("no kind of role is called `{other}`"))),
        };
        let class = class | gender(entry)?;
        for words in entry.texts("words")? {
            let (singular, plural) = match words.split_once('/') {
                Some((singular, "-")) => (singular, None),
                Some((singular, plural)) => (singular, Some(plural.to_owned())),
                None => (words.as_ref(), Some(regular_plural(&words))),
            };
            // Of "con man" or "chief of staff", several words stand by their head alone.
            if singular.contains(' ') {
                continue;
            }
            self.add(singular, class | Classes::NOUN);
            if let Some(plural) = plural {
                self.add(&plural, class | Classes::PLURAL);
            }
        }
        Ok(())
    }

    fn read_organisations(&mut self, entry: &mut Entry<'_>) -> Result<(), Error> {
        let kind = entry.needed("kind")?;
        let class = match kind.as_ref() {
            "ending" | "name" | "metonym" | "place" => Classes::named(&kind).unwrap_or_default(),
            other => return Err(Error::new(format!("no kind of organisation is called `{other}`"))),
        };
        self.add_names(&entry.texts("words")?, class, Classes::NONE);
        Ok(())
    }

    fn read_names(&mut self, entry: &mut Entry<'_>) -> Result<(), Error> {
        entry.needed("culture")?;
        let class = Classes::GIVEN | gender(entry)?;
        self.add_names(&entry.texts("words")?, class, Classes::NONE);
        Ok(())
    }

    fn read_abbreviations(&mut self, entry: &mut Entry<'_>) -> Result<(), Error> {
        entry.needed("kind")?;
        let ends = entry.needed("ends")?;
        let class = match ends.as_ref() {
            "never" | "sometimes" => Classes::named(&ends).unwrap_or_default(),
            other => return Err(Error::new(format!("`ends` takes \"never\" or \"sometimes\", not `{other}`"))),
        };
        for word in entry.texts("words")? {
            self.add(&word, class);
        }
        Ok(())
    }

    fn read_words(&mut self, entry: &mut Entry<'_>) -> Result<(), Error> {
        let name = entry.needed("class")?;
        let class = Classes::named(&name)
            .filter(|class| Classes::NOUN.any(*class) || !class.any(Classes::VERB | Classes::ROLE))
            .ok_or_else(|| Error::new(format!("no class is called `{name}`")))?;
        for word in entry.texts("words")? {
            if let Some((head, rest)) = word.split_once(' ') {
                let id = self.add(head, Classes::NONE);
                self.add_phrase(id, rest, class, false, None);
                continue;
            }
            let id = self.add(&word, class);
            if class == Classes::NOUN {
                self.add(&regular_plural(&word), Classes::PLURAL);
            } else if class == Classes::ORDINAL {
                self.ordinals.push(id);
            }
        }
        Ok(())
    }

    fn read_verbs(&mut self, entry: &mut Entry<'_>) -> Result<(), Error> {
        let (noun, double) = (entry.flag("noun")?, entry.flag("double")?);
        for base in entry.texts("words")? {
            let forms = regular_verb(&base, double);
            self.add_verb(&base, &forms, noun);
        }
        for line in entry.texts("irregular")? {
            let forms: Vec<&str> = line.split_whitespace().collect();
            let [base, third, past, participle, ing] = forms[..] else {
                return Err(Error::new(format!("`{line}` should be five forms: go goes went gone going")));
            };
            let [third, past, participle, ing] = [third, past, participle, ing].map(str::to_owned);
            self.add_verb(base, &VerbForms { third, past, participle, ing }, noun);
        }
        Ok(())
    }

    fn add_verb(&mut self, base: &str, forms: &VerbForms, noun: bool) {
        self.add(base, if noun { Classes::VERB_BASE | Classes::NOUN } else { Classes::VERB_BASE });
        self.add(&forms.third, if noun { Classes::VERB_THIRD | Classes::PLURAL } else { Classes::VERB_THIRD });
        for past in forms.past.split('/') {
            self.add(past, Classes::VERB_PAST);
        }
        for participle in forms.participle.split('/') {
            self.add(participle, Classes::VERB_PARTICIPLE);
        }
        self.add(&forms.ing, Classes::VERB_ING);
    }

    /// Words that are names where they have a capital; `lower` are their classes where they have none.
    fn add_names(&mut self, words: &[Cow<'_, str>], class: Classes, lower: Classes) {
        for word in words {
            match word.split_once(' ') {
                Some((head, rest)) => {
                    let id = self.add(head, Classes::NONE);
                    self.add_phrase(id, rest, class, true, None);
                }
                None => {
                    let id = self.add(word, lower) as usize;
                    let known = &mut self.words[id].upper;
                    // A given name of either gender has none.
                    let clash = known.any(Classes::MALE) != class.any(Classes::MALE)
                        || known.any(Classes::FEMALE) != class.any(Classes::FEMALE);
                    let gendered = Classes::MALE | Classes::FEMALE;
                    if known.any(Classes::GIVEN) && class.any(Classes::GIVEN) && clash {
                        *known = known.without(gendered);
                    } else {
                        *known |= class;
                    }
                }
            }
        }
    }

    /// The number of a cue, which may be that of the one whose place it takes. Fails at one that is given twice.
    fn add_cue(&mut self, cue: Cue, noun: bool) -> Result<u16, Error> {
        let same = (0..self.cues.len()).find(|at| self.cues[*at].words == cue.words && self.nouns[*at] == noun);
        match same {
            Some(place) if place < self.replaceable => self.cues[place] = cue,
            Some(_) => return Err(Error::new(format!("`{}` is given twice", cue.words))),
            None => {
                self.cues.push(cue);
                self.nouns.push(noun);
            }
        }
        u16::try_from(same.unwrap_or(self.cues.len() - 1)).map_err(|_| Error::new("too many cues"))
    }

    fn add_phrase(&mut self, first: u32, rest: &str, classes: Classes, capital: bool, cue: Option<u16>) {
        let rest: Vec<u32> = rest.split_whitespace().map(|word| self.add(word, Classes::NONE)).collect();
        let word = &mut self.words[first as usize];
        word.lower |= Classes::PHRASE;
        word.opens |= classes;
        let place = *word.phrases.get_or_insert_with(|| {
            self.phrases.push(Vec::new());
            u32::try_from(self.phrases.len() - 1).unwrap_or_default()
        });
        let phrases = &mut self.phrases[place as usize];
        // The longest phrase wins, so it stands first.
        let place = phrases.partition_point(|other| other.rest.len() >= rest.len());
        phrases.insert(place, Phrase { rest, classes, capital, cue });
    }

    /// Adds classes to a word; one given with a capital has them only with a capital.
    fn add(&mut self, word: &str, classes: Classes) -> u32 {
        let capital = word.chars().next().is_some_and(char::is_uppercase);
        let id = self.numbers.add(word);
        if id as usize == self.words.len() {
            self.words.push(Word::default());
        }
        let entry = &mut self.words[id as usize];
        if capital {
            entry.upper |= classes;
        } else {
            entry.lower |= classes;
        }
        id
    }
}

fn strength(weak: bool) -> Frames {
    if weak { Frames::WEAK } else { Frames::STRONG }
}

fn gender(entry: &mut Entry<'_>) -> Result<Classes, Error> {
    match entry.text("gender")?.as_deref() {
        None | Some("either") => Ok(Classes::NONE),
        Some("female") => Ok(Classes::FEMALE),
        Some("male") => Ok(Classes::MALE),
        Some(other) => Err(Error::new(format!("no gender is called `{other}`: female, male or either"))),
    }
}
