//! The marks of quotations: straight or curly, double or single, and what stands for what.

use crate::quotations::Quotation;
use crate::text::Span;

/// How marks are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// "…" and '…'
    Straight,
    /// “…” and ‘…’
    Curly,
}

impl Shape {
    /// Of these marks; none for guillemets, dashes and other styles, which have one shape only.
    pub(super) fn of(mark: &str) -> Option<Shape> {
        match mark {
            "\"" | "'" => Some(Self::Straight),
            "“" | "”" | "‘" | "’" => Some(Self::Curly),
            _ => None,
        }
    }

    /// Its name in messages.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Straight => "straight",
            Self::Curly => "curly",
        }
    }
}

/// How many strokes marks have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Strokes {
    /// '…' and ‘…’
    Single,
    /// "…" and “…”
    Double,
}

impl Strokes {
    /// Of this mark; none for guillemets and other styles.
    pub(super) fn of(mark: &str) -> Option<Strokes> {
        match mark {
            "'" | "‘" | "’" => Some(Self::Single),
            "\"" | "“" | "”" => Some(Self::Double),
            _ => None,
        }
    }

    /// The other one.
    pub(super) const fn other(self) -> Strokes {
        match self {
            Self::Single => Self::Double,
            Self::Double => Self::Single,
        }
    }

    /// Its name in messages.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Single => "single",
            Self::Double => "double",
        }
    }
}

/// Which end of a quotation a mark stands at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    Open,
    Close,
}

/// The mark for an end in this style.
pub(super) const fn mark(shape: Shape, strokes: Strokes, end: End) -> &'static str {
    match (shape, strokes, end) {
        (Shape::Straight, Strokes::Double, _) => "\"",
        (Shape::Straight, Strokes::Single, _) => "'",
        (Shape::Curly, Strokes::Double, End::Open) => "“",
        (Shape::Curly, Strokes::Double, End::Close) => "”",
        (Shape::Curly, Strokes::Single, End::Open) => "‘",
        (Shape::Curly, Strokes::Single, End::Close) => "’",
    }
}

/// The marks of a quotation, each with its end.
pub(super) fn ends(quotation: &Quotation) -> impl Iterator<Item = (Span, End)> {
    [(quotation.open, End::Open)].into_iter().chain(quotation.close.map(|close| (close, End::Close)))
}
