//! Doubts: of which sources it isn't sure to whom they are, and who else they might be.

/// The doubts of a draft, in the order of their references.
#[derive(Debug, Default)]
pub struct Doubts {
    doubts: Vec<Doubt>,
    rivals: Vec<(usize, f32)>,
}

#[derive(Debug)]
struct Doubt {
    reference: usize,
    /// Where its rivals begin; they reach to where those of the next one do.
    first: usize,
}

impl Doubts {
    /// Says who else a reference might be to, each with how near it comes to the likeliest, from 0 to 1, the nearest first.
    /// To be called in the order of the references.
    pub fn add(&mut self, reference: usize, rivals: impl Iterator<Item = (usize, f32)>) {
        let first = self.rivals.len();
        self.rivals.extend(rivals);
        if self.rivals.len() > first {
            self.doubts.push(Doubt { reference, first });
        }
    }

    /// Who else it might be.
    pub fn rivals(&self, reference: usize) -> &[(usize, f32)] {
        let Ok(at) = self.doubts.binary_search_by_key(&reference, |doubt| doubt.reference) else { return &[] };
        let end = self.doubts.get(at + 1).map_or(self.rivals.len(), |next| next.first);
        &self.rivals[self.doubts[at].first..end]
    }

    /// How sure it is to whom a reference is, from 0 to 1.
    pub fn certainty(&self, reference: usize) -> f32 {
        self.rivals(reference).first().map_or(1.0, |(_, nearest)| 1.0 - nearest * 0.4)
    }
}
