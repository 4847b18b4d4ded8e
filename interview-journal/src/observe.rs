//! What a file event of an open session tells of a change: the members that depend on the bytes of
//! the file and the session's line salt. What made the change, and where, is the caller's to say.

use interview_core::{
    Error, ErrorCode,
    api::{Observed, line_salt, observe, observe_full},
};

use crate::journal::Journal;

impl Journal {
    /// The change of a file from the bytes before to those after, as read from the disk (`None`: no
    /// such file): the members of one event, or of as many as it has parts. With `full`, one hunk
    /// replaces everything, for a file whose state before isn't the one that the log tells.
    ///
    /// # Errors
    /// `io` where the log can't be read, `invalid_log` where its second line isn't a `line_salt`.
    pub fn observe(
        &self,
        before: Option<&[u8]>,
        after: Option<&[u8]>,
        full: bool,
    ) -> Result<Vec<Observed>, Error> {
        let salt = self.line_salt()?;
        let tell = if full { observe_full } else { observe };
        Ok(tell(&salt, before, after))
    }

    fn line_salt(&self) -> Result<[u8; 32], Error> {
        let (mut lines, mut second) = (0, Vec::new());
        self.log.walk(0, self.log.len()?, &mut |line| {
            lines += 1;
            if lines == 2 {
                second = line.to_vec();
            }
            lines < 2
        })?;
        let refused = |_| {
            let path = self.log.path().display();
            Error::new(ErrorCode::InvalidLog, format!("line 1 of `{path}` isn't a line_salt"))
        };
        line_salt(&second).map_err(refused)
    }
}
