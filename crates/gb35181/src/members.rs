//! A set of positions in one of the table's short lists (kinds, systems, values).

/// Positions 0 to 63. The table refuses longer lists when it is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Members(u64);

impl Members {
    pub(crate) const MOST: usize = u64::BITS as usize;

    pub(crate) fn one(position: usize) -> Self {
        Self(1 << position)
    }

    pub(crate) fn contains(self, position: usize) -> bool {
        self.meets(Self::one(position))
    }

    pub(crate) fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub(crate) fn within(self, other: Self) -> bool {
        self.0 & !other.0 == 0
    }

    pub(crate) fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub(crate) fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(crate) fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    pub(crate) fn shared_with(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    pub(crate) fn positions(self) -> impl Iterator<Item = usize> {
        (0..Self::MOST).filter(move |position| self.contains(*position))
    }
}

impl FromIterator<usize> for Members {
    fn from_iter<I: IntoIterator<Item = usize>>(positions: I) -> Self {
        positions.into_iter().fold(Self::default(), |set, position| set.with(Self::one(position)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(positions: &[usize]) -> Members {
        positions.iter().copied().collect()
    }

    #[test]
    fn positions_come_back_in_order_from_first_to_last() {
        assert_eq!(set(&[63, 0, 5, 5]).positions().collect::<Vec<_>>(), [0, 5, 63]);
        assert_eq!(Members::MOST, 64);
    }

    #[test]
    fn set_algebra() {
        let (left, right) = (set(&[1, 2]), set(&[2, 3]));
        assert_eq!(left.with(right), set(&[1, 2, 3]));
        assert_eq!(left.without(right), set(&[1]));
        assert_eq!(left.shared_with(right), set(&[2]));
        assert!(left.meets(right));
        assert!(!left.meets(set(&[3])));
        assert!(set(&[2]).within(left));
        assert!(!right.within(left));
        assert!(set(&[]).within(left));
        assert!(set(&[]).is_empty());
        assert!(!left.is_empty());
        assert!(left.contains(1));
        assert!(!left.contains(3));
    }
}
