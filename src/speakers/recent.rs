//! The rows last referred to, few enough to look at each.

use super::SpeakerKind;
use super::rows::{At, Entry, Pronouns};
use super::words::Initials;

/// How many rows a pronoun or a description chooses from.
const ROOM: usize = 48;

/// The rows, as a ring: from the latest to the one referred to longest ago, and by way of a place that holds no row back to
/// the latest.
#[derive(Debug)]
pub struct Recent {
    links: [Link; ROOM + 1],
    count: u8,
}

/// Where a row stands among those last referred to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place(u8);

/// A row that was referred to lately, with what tells of most that they aren't meant. It changes only when the row is
/// referred to.
#[derive(Debug, Clone, Copy)]
pub struct Referred {
    /// The row.
    pub row: At,
    /// The paragraph of the last reference.
    pub paragraph: u32,
    /// The pronouns that can be to it.
    pub pronouns: Pronouns,
    /// What it is.
    pub kind: SpeakerKind,
    /// The first letters of the words that a description of them may use.
    pub roles: Initials,
}

impl Referred {
    /// A row that is referred to in a paragraph.
    pub fn new(row: At, entry: &Entry<'_>, paragraph: u32) -> Self {
        Self { row, paragraph, pronouns: Pronouns::of(entry), kind: entry.kind, roles: entry.roles }
    }
}

/// A row with the places of those beside it.
#[derive(Debug, Clone, Copy)]
struct Link {
    referred: Referred,
    earlier: u8,
    later: u8,
}

/// The place that holds no row.
const END: usize = 0;

impl Recent {
    /// None yet.
    pub fn new() -> Self {
        let none = Referred {
            row: At::new(0),
            paragraph: 0,
            pronouns: Pronouns::NONE,
            kind: SpeakerKind::Unknown,
            roles: Initials::NONE,
        };
        let mut links = [Link { referred: none, earlier: 0, later: 0 }; ROOM + 1];
        // A place that holds no row is a ring of its own.
        for (place, link) in (0..).zip(&mut links) {
            (link.earlier, link.later) = (place, place);
        }
        Self { links, count: 0 }
    }

    /// Makes a row the latest; `place` is where it stands, if it does. Gives its place, and the row that had to leave it.
    pub fn refer(&mut self, place: Option<Place>, referred: Referred) -> (Place, Option<At>) {
        let (place, left) = match place {
            Some(place) => (place, None),
            None if usize::from(self.count) < ROOM => {
                self.count += 1;
                (Place(self.count), None)
            }
            None => {
                let first = self.links[END].later;
                (Place(first), Some(self.links[usize::from(first)].referred.row))
            }
        };
        let here = usize::from(place.0);
        let Link { earlier, later, .. } = self.links[here];
        self.links[usize::from(earlier)].later = later;
        self.links[usize::from(later)].earlier = earlier;
        let latest = self.links[END].earlier;
        self.links[here] = Link { referred, earlier: latest, later: END as u8 };
        self.links[usize::from(latest)].later = place.0;
        self.links[END].earlier = place.0;
        (place, left)
    }

    /// The rows, the latest first.
    pub fn latest_first(&self) -> impl Iterator<Item = &Referred> {
        let mut at = END;
        std::iter::from_fn(move || {
            at = usize::from(self.links[at].earlier);
            (at != END).then(|| &self.links[at].referred)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::words::Words;
    use super::*;

    #[test]
    fn the_latest_stay() {
        let mut recent = Recent::new();
        let mut places = [None; ROOM + 3];
        let entry = Entry::new(Words::of("Holt"), SpeakerKind::Person);
        let mut refer = |row: usize| {
            let referred = Referred::new(At::new(row), &entry, 0);
            let (place, left) = recent.refer(places[row], referred);
            places[row] = Some(place);
            if let Some(left) = left {
                places[left.index()] = None;
            }
            recent.latest_first().map(|referred| referred.row.index()).collect::<Vec<_>>()
        };
        assert_eq!(refer(0), [0], "one row should stand alone");
        assert_eq!(refer(0), [0], "a row should stand once");
        assert_eq!(refer(1), [1, 0], "the latest should come first");
        assert_eq!(refer(0), [0, 1], "who is referred to again should come first");
        for row in 2..ROOM {
            refer(row);
        }
        assert_eq!(refer(1).len(), ROOM, "nobody should have left yet");
        let rows = refer(ROOM);
        assert_eq!(rows[..2], [ROOM, 1], "there should be room for who is new");
        assert!(!rows.contains(&0), "who was referred to longest ago should have left");
        assert_eq!(refer(0)[..3], [0, ROOM, 1], "who had left should come back");
    }
}
