//! Draws what a terminal shows: coloured text on standard input becomes an SVG on standard output.
//!
//! `docs/picture.sh` makes the pictures of the README with it.

use std::io::{self, Read, Write};

use anstyle::{Color, RgbColor};
use anstyle_svg::{Term, WIN10_CONSOLE};

fn main() -> io::Result<()> {
    let mut shown = String::new();
    io::stdin().read_to_string(&mut shown)?;
    let terminal = Term::new()
        .palette(WIN10_CONSOLE)
        .fg_color(Color::Rgb(RgbColor(204, 204, 204)))
        .bg_color(Color::Rgb(RgbColor(12, 12, 12)));
    // Viewers leave out `opacity` on parts of a text.
    let picture = terminal.render_svg(shown.trim_end()).replace("opacity: 0.4", "fill-opacity: 0.6");
    io::stdout().write_all(picture.as_bytes())
}
