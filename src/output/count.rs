//! Numbers as people read them.

/// "1 word", "2,410 words"
pub(crate) fn count(number: usize, thing: &str) -> String {
    counted(number, thing, &format!("{thing}s"))
}

/// "1 entry", "2,410 entries"
pub(crate) fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{} {}", thousands(number), if number == 1 { one } else { many })
}

/// "2,410"
pub(crate) fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::count;

    #[test]
    fn numbers_are_grouped() {
        let counted = [0, 1, 999, 1_000, 12_345_678].map(|number| count(number, "word"));
        assert_eq!(counted, ["0 words", "1 word", "999 words", "1,000 words", "12,345,678 words"]);
    }
}
