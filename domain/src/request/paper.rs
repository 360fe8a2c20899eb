//! Papers («матеріали справи»): files that officers put to a request, beside what its requester
//! sent. A scan of the paper original, a file of the answer, its signature, a redacted copy.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::attachment::media_of;
use super::case::Outcome;
use super::rights::{Deed, Role};
use crate::digest::Digest;

/// The most bytes of one paper.
pub const MAX_PAPER_BYTES: u64 = 20 * 1024 * 1024;
/// The most papers of one request.
pub const MAX_PAPERS: usize = 60;
/// The most papers ever put to one request, those that were taken away too.
pub const MAX_PAPERS_EVER: usize = 10 * MAX_PAPERS;
/// The most bytes of all papers of one request: its file is made in memory.
pub const MAX_PAPERS_BYTES: u64 = 100 * 1024 * 1024;
/// The longest subject of a published answer, in characters.
pub const MAX_PAPER_SUBJECT: usize = 300;
/// The media type of a detached signature («відокремлений підпис», `.p7s`).
pub const SIGNATURE_MEDIA: &str = "application/pkcs7-signature";

/// What a paper is in its case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum PaperRole {
    /// The request as it came on paper, photographed or scanned.
    Scan,
    /// A file of the answer.
    Answer,
    /// A letter received while the request was considered.
    Letter,
    /// Anything else that belongs to the case.
    Other,
    /// The detached signature of another paper.
    Signature {
        /// Of which.
        of: Uuid,
    },
    /// A copy of another paper without what may not be published.
    Redacted {
        /// Of which.
        of: Uuid,
    },
}

impl PaperRole {
    /// The paper it stands beside, if it stands beside one.
    #[must_use]
    pub const fn of(self) -> Option<Uuid> {
        match self {
            Self::Signature { of } | Self::Redacted { of } => Some(of),
            Self::Scan | Self::Answer | Self::Letter | Self::Other => None,
        }
    }
}

/// A paper of a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Paper {
    /// Its name, as [`super::harmless_name`] makes one.
    pub name: String,
    /// Its media type, as [`paper_media`] has it.
    pub media: String,
    /// Its length in bytes.
    pub size: u64,
    /// The digest of its bytes.
    pub digest: Digest,
    /// What it is.
    pub role: PaperRole,
    /// Whether the requester gets it with the access code.
    pub to_requester: bool,
    /// When it was put there, by the journal's clock.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    #[cfg_attr(feature = "schema", schema(value_type = i64))]
    pub at: DateTime<Utc>,
    /// By whom.
    pub by: String,
    /// It was taken away; its bytes are gone, its history stays.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub taken_away: bool,
}

/// A paper with its id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filed {
    /// Its id.
    pub id: Uuid,
    /// The paper.
    pub paper: Paper,
}

/// What happened to a paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum PaperEvent {
    /// It was put to the case.
    Added {
        /// As what.
        role: PaperRole,
        /// Whether the requester gets it.
        to_requester: bool,
    },
    /// It is something else than was said.
    Marked {
        /// What.
        role: PaperRole,
        /// Whether the requester gets it.
        to_requester: bool,
    },
    /// It was taken away.
    TakenAway,
    /// It was published.
    Published {
        /// Under this subject.
        subject: String,
    },
    /// It is published no more.
    Withdrawn,
}

/// Why something can't be done with a paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PaperRefused {
    /// The officer's role does not include it.
    #[error("this is not for the officer's role")]
    NotYours,
    /// The request is answered: what belongs to it stays.
    #[error("the request is closed")]
    Closed,
    /// There is no such paper in this case, or it can't be signed or redacted.
    #[error("there is no such paper to stand beside")]
    NoSuchPaper,
    /// A signature signs something: it says which paper.
    #[error("a signature stands beside what it signs, and only a .p7s is one")]
    NotASignature,
    /// A signature or a redacted copy stands beside it.
    #[error("other papers stand beside it")]
    Followed,
    /// Only what answers the request goes to the requester.
    #[error("only an answer goes to the requester")]
    NotForRequester,
    /// Only a redacted copy is published.
    #[error("only a redacted copy is published")]
    NotRedacted,
    /// Only after the answer.
    #[error("the request is not answered yet")]
    NotAnswered,
    /// The subject is empty or too long.
    #[error("the subject is missing or too long")]
    SubjectMissing,
    /// Nobody has said that personal data was removed.
    #[error("it is not confirmed that personal data was removed")]
    NotConfirmed,
    /// It is published already, or is published and can't be changed.
    #[error("it is published")]
    IsPublished,
    /// There are [`MAX_PAPERS`] of them, or together they would be too large.
    #[error("there are too many papers, or they are too large together")]
    TooMany,
}

/// The media type of a paper by the ending of its name; `None` for kinds that aren't taken.
///
/// ```
/// use domain::request::paper_media;
/// assert_eq!(paper_media("Відповідь.pdf.P7S"), Some("application/pkcs7-signature"));
/// assert_eq!(paper_media("Відповідь.pdf"), Some("application/pdf"));
/// assert_eq!(paper_media("Відповідь.exe"), None);
/// ```
#[must_use]
pub fn paper_media(name: &str) -> Option<&'static str> {
    let is_signature = name
        .rsplit_once('.')
        .is_some_and(|(_, ending)| ending.eq_ignore_ascii_case("p7s"));
    if is_signature {
        return Some(SIGNATURE_MEDIA);
    }
    media_of(name)
}

/// The case as far as its papers depend on it, and who works on it.
#[derive(Debug, Clone, Copy)]
pub struct PaperDesk<'a> {
    /// The officer's role.
    pub role: Role,
    /// How the request ended, if it did.
    pub outcome: Option<Outcome>,
    /// The papers that are there.
    pub papers: &'a [Filed],
}

impl PaperDesk<'_> {
    fn find(&self, id: Uuid) -> Option<&Paper> {
        let found = self.papers.iter().find(|filed| filed.id == id)?;
        (!found.paper.taken_away).then_some(&found.paper)
    }

    fn followed(&self, id: Uuid) -> bool {
        let follows = |filed: &&Filed| filed.paper.role.of() == Some(id);
        self.papers
            .iter()
            .filter(follows)
            .any(|filed| !filed.paper.taken_away)
    }

    /// The deed that putting, marking or taking away such a paper is. A signature is as much as
    /// what it signs.
    fn deed(&self, role: PaperRole) -> Deed {
        match role {
            PaperRole::Scan => Deed::TakeIn,
            PaperRole::Answer | PaperRole::Redacted { .. } => Deed::Decide,
            PaperRole::Letter | PaperRole::Other => Deed::Keep,
            PaperRole::Signature { of } => match self.find(of).map(|paper| paper.role) {
                Some(PaperRole::Signature { .. }) | None => Deed::Keep,
                Some(signed) => self.deed(signed),
            },
        }
    }

    /// Whether such a paper is the officer's to put, mark or take away.
    ///
    /// # Errors
    /// [`PaperRefused::NotYours`].
    pub fn may(&self, role: PaperRole) -> Result<(), PaperRefused> {
        if self.role.may(self.deed(role)) {
            Ok(())
        } else {
            Err(PaperRefused::NotYours)
        }
    }

    fn fits(
        &self,
        id: Uuid,
        media: &str,
        role: PaperRole,
        to_requester: bool,
    ) -> Result<(), PaperRefused> {
        let signs = matches!(role, PaperRole::Signature { .. });
        if signs != (media == SIGNATURE_MEDIA) {
            return Err(PaperRefused::NotASignature);
        }
        let beside = match role.of() {
            None => None,
            Some(of) if of == id => return Err(PaperRefused::NoSuchPaper),
            Some(of) => Some(self.find(of).ok_or(PaperRefused::NoSuchPaper)?),
        };
        let is_original = |paper: &Paper| paper.role.of().is_none();
        let is_signature = |paper: &Paper| matches!(paper.role, PaperRole::Signature { .. });
        match role {
            PaperRole::Redacted { .. } if !beside.is_some_and(is_original) => {
                return Err(PaperRefused::NoSuchPaper);
            }
            PaperRole::Signature { .. } if beside.is_none_or(is_signature) => {
                return Err(PaperRefused::NoSuchPaper);
            }
            _ => {}
        }
        let goes = match role {
            PaperRole::Answer | PaperRole::Redacted { .. } => true,
            PaperRole::Signature { .. } => beside.is_some_and(|signed| signed.to_requester),
            PaperRole::Scan | PaperRole::Letter | PaperRole::Other => false,
        };
        if to_requester && !goes {
            return Err(PaperRefused::NotForRequester);
        }
        Ok(())
    }

    /// Whether this paper may be put to the case. Also after it is closed: an answer is signed when
    /// it is sent, a redacted copy is made later.
    ///
    /// # Errors
    /// The reason.
    pub fn add(&self, id: Uuid, paper: &Paper) -> Result<(), PaperRefused> {
        self.may(paper.role)?;
        self.fits(id, &paper.media, paper.role, paper.to_requester)?;
        let there = self.papers.iter().filter(|filed| !filed.paper.taken_away);
        let (count, bytes) = there.fold((1, paper.size), |(count, bytes), filed| {
            (count + 1, bytes.saturating_add(filed.paper.size))
        });
        let ever = self.papers.len() + 1;
        if count > MAX_PAPERS || ever > MAX_PAPERS_EVER || bytes > MAX_PAPERS_BYTES {
            return Err(PaperRefused::TooMany);
        }
        Ok(())
    }

    /// Whether a paper may be marked as something else. Once the request is closed, what its
    /// requester was given stays what it is.
    ///
    /// # Errors
    /// The reason.
    pub fn mark(
        &self,
        id: Uuid,
        role: PaperRole,
        to_requester: bool,
        published: bool,
    ) -> Result<(), PaperRefused> {
        let paper = self.find(id).ok_or(PaperRefused::NoSuchPaper)?;
        self.may(paper.role)?;
        self.may(role)?;
        let changes = paper.role != role;
        if published && changes {
            return Err(PaperRefused::IsPublished);
        }
        let takes_back = paper.to_requester && (changes || !to_requester);
        if takes_back && self.outcome.is_some() {
            return Err(PaperRefused::Closed);
        }
        if changes && role.of().is_some() && self.followed(id) {
            return Err(PaperRefused::Followed);
        }
        self.fits(id, &paper.media, role, to_requester)
    }

    /// Whether a paper may be taken away.
    ///
    /// # Errors
    /// The reason.
    pub fn take_away(&self, id: Uuid, published: bool) -> Result<(), PaperRefused> {
        let paper = self.find(id).ok_or(PaperRefused::NoSuchPaper)?;
        self.may(paper.role)?;
        if self.outcome.is_some() {
            return Err(PaperRefused::Closed);
        }
        if published {
            return Err(PaperRefused::IsPublished);
        }
        if self.followed(id) {
            return Err(PaperRefused::Followed);
        }
        Ok(())
    }

    /// Whether a redacted copy of an answer may be published under this subject.
    ///
    /// # Errors
    /// The reason.
    pub fn publish(&self, id: Uuid, subject: &str, confirmed: bool) -> Result<(), PaperRefused> {
        if !self.role.may(Deed::Publish) {
            return Err(PaperRefused::NotYours);
        }
        let paper = self.find(id).ok_or(PaperRefused::NoSuchPaper)?;
        let PaperRole::Redacted { of } = paper.role else {
            return Err(PaperRefused::NotRedacted);
        };
        let of_answer = self
            .find(of)
            .is_some_and(|original| original.role == PaperRole::Answer);
        if !of_answer {
            return Err(PaperRefused::NotRedacted);
        }
        if !matches!(
            self.outcome,
            Some(Outcome::Answered | Outcome::AnsweredInPart)
        ) {
            return Err(PaperRefused::NotAnswered);
        }
        if !is_subject(subject) {
            return Err(PaperRefused::SubjectMissing);
        }
        if !confirmed {
            return Err(PaperRefused::NotConfirmed);
        }
        Ok(())
    }
}

/// Whether this can stand on one line of a public page.
fn is_subject(subject: &str) -> bool {
    let subject = subject.trim();
    !subject.is_empty()
        && subject.chars().count() <= MAX_PAPER_SUBJECT
        && !subject.chars().any(char::is_control)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(n: u128) -> Uuid {
        Uuid::from_u128(n)
    }

    fn filed(n: u128, role: PaperRole, to_requester: bool) -> Filed {
        let media = match role {
            PaperRole::Signature { .. } => SIGNATURE_MEDIA,
            _ => "application/pdf",
        };
        let paper = Paper {
            name: "a.pdf".into(),
            media: media.into(),
            size: 10,
            digest: Digest::of(b"a"),
            role,
            to_requester,
            at: DateTime::UNIX_EPOCH,
            by: "Зоряна".into(),
            taken_away: false,
        };
        Filed { id: id(n), paper }
    }

    /// An answer (1), its signature (2), its redacted copy (3), a scan (4), a note (5).
    fn papers() -> Vec<Filed> {
        vec![
            filed(1, PaperRole::Answer, true),
            filed(2, PaperRole::Signature { of: id(1) }, true),
            filed(3, PaperRole::Redacted { of: id(1) }, false),
            filed(4, PaperRole::Scan, false),
            filed(5, PaperRole::Other, false),
        ]
    }

    fn desk(role: Role, outcome: Option<Outcome>, papers: &[Filed]) -> PaperDesk<'_> {
        PaperDesk {
            role,
            outcome,
            papers,
        }
    }

    #[test]
    fn who_may_put_what() {
        use PaperRole::{Answer, Letter, Other, Redacted, Scan, Signature};
        let papers = papers();
        // (role of the officer, scan, answer, letter, other, signature of the answer, redacted)
        let table = [
            (Role::Administrator, [false; 6]),
            (Role::ResponsibleOfficer, [true; 6]),
            (
                Role::GeneralDepartment,
                [true, false, true, true, false, false],
            ),
            (Role::Head, [false, false, true, true, false, false]),
            (Role::Executor, [false, false, true, true, false, false]),
            (Role::Reader, [false; 6]),
        ];
        let roles = [
            Scan,
            Answer,
            Letter,
            Other,
            Signature { of: id(1) },
            Redacted { of: id(1) },
        ];
        for (officer, allowed) in table {
            for (role, allowed) in roles.into_iter().zip(allowed) {
                let new = filed(9, role, false);
                let said = desk(officer, None, &papers).add(new.id, &new.paper);
                let expected = if allowed {
                    Ok(())
                } else {
                    Err(PaperRefused::NotYours)
                };
                assert_eq!(said, expected, "{officer:?} {role:?}");
            }
        }
    }

    #[test]
    fn what_stands_beside_what() {
        use PaperRole::{Answer, Other, Redacted, Scan, Signature};
        let papers = papers();
        let open = desk(Role::ResponsibleOfficer, None, &papers);
        let table = [
            (Signature { of: id(4) }, false, Ok(())),
            (Signature { of: id(3) }, false, Ok(())),
            (Signature { of: id(1) }, true, Ok(())),
            (
                Signature { of: id(4) },
                true,
                Err(PaperRefused::NotForRequester),
            ),
            (
                Signature { of: id(2) },
                false,
                Err(PaperRefused::NoSuchPaper),
            ),
            (
                Signature { of: id(8) },
                false,
                Err(PaperRefused::NoSuchPaper),
            ),
            (
                Signature { of: id(9) },
                false,
                Err(PaperRefused::NoSuchPaper),
            ),
            (
                Redacted { of: id(3) },
                false,
                Err(PaperRefused::NoSuchPaper),
            ),
            (Redacted { of: id(5) }, true, Ok(())),
            (Answer, true, Ok(())),
            (Scan, true, Err(PaperRefused::NotForRequester)),
            (Other, true, Err(PaperRefused::NotForRequester)),
        ];
        for (role, to_requester, expected) in table {
            let new = filed(9, role, to_requester);
            assert_eq!(open.add(new.id, &new.paper), expected, "{role:?}");
        }
        let mut document = filed(9, Signature { of: id(1) }, false);
        document.paper.media = "application/pdf".into();
        assert_eq!(
            open.add(document.id, &document.paper),
            Err(PaperRefused::NotASignature)
        );
    }

    #[test]
    fn what_is_closed_or_followed_stays() {
        let papers = papers();
        let open = desk(Role::ResponsibleOfficer, None, &papers);
        let closed = desk(Role::ResponsibleOfficer, Some(Outcome::Answered), &papers);
        assert_eq!(open.take_away(id(1), false), Err(PaperRefused::Followed));
        assert_eq!(open.take_away(id(2), false), Ok(()));
        assert_eq!(open.take_away(id(3), true), Err(PaperRefused::IsPublished));
        assert_eq!(open.take_away(id(8), false), Err(PaperRefused::NoSuchPaper));
        assert_eq!(closed.take_away(id(5), false), Err(PaperRefused::Closed));
        assert_eq!(
            closed.mark(id(1), PaperRole::Answer, false, false),
            Err(PaperRefused::Closed)
        );
        assert_eq!(
            closed.mark(id(5), PaperRole::Answer, true, false),
            Ok(()),
            "a file of the answer that was only kept"
        );
        assert_eq!(
            open.mark(id(1), PaperRole::Redacted { of: id(4) }, true, false),
            Err(PaperRefused::Followed)
        );
        let executor = desk(Role::Executor, None, &papers);
        assert_eq!(
            executor.mark(id(5), PaperRole::Answer, true, false),
            Err(PaperRefused::NotYours)
        );
    }

    #[test]
    fn only_a_redacted_answer_is_published_and_only_with_a_word_on_it() {
        let papers = papers();
        let answered = Some(Outcome::Answered);
        let table = [
            (3, answered, "Тариф", true, Ok(())),
            (1, answered, "Тариф", true, Err(PaperRefused::NotRedacted)),
            (3, None, "Тариф", true, Err(PaperRefused::NotAnswered)),
            (
                3,
                Some(Outcome::Refused),
                "Тариф",
                true,
                Err(PaperRefused::NotAnswered),
            ),
            (3, answered, " ", true, Err(PaperRefused::SubjectMissing)),
            (3, answered, "а\nб", true, Err(PaperRefused::SubjectMissing)),
            (3, answered, "Тариф", false, Err(PaperRefused::NotConfirmed)),
        ];
        for (n, outcome, subject, confirmed, expected) in table {
            let desk = desk(Role::ResponsibleOfficer, outcome, &papers);
            assert_eq!(desk.publish(id(n), subject, confirmed), expected);
        }
        let general = desk(Role::GeneralDepartment, answered, &papers);
        assert_eq!(
            general.publish(id(3), "Тариф", true),
            Err(PaperRefused::NotYours)
        );
    }

    #[test]
    fn there_is_an_end_to_what_a_case_holds() {
        let many: Vec<Filed> = (0..60)
            .map(|n| filed(n + 100, PaperRole::Other, false))
            .collect();
        let new = filed(9, PaperRole::Other, false);
        let officer = Role::ResponsibleOfficer;
        assert_eq!(
            desk(officer, None, &many).add(new.id, &new.paper),
            Err(PaperRefused::TooMany)
        );
        assert_eq!(
            desk(officer, None, &many[1..]).add(new.id, &new.paper),
            Ok(())
        );
        let mut large = filed(9, PaperRole::Other, false);
        large.paper.size = MAX_PAPERS_BYTES;
        assert_eq!(
            desk(officer, None, &many[..1]).add(large.id, &large.paper),
            Err(PaperRefused::TooMany)
        );
    }
}
