//! Logs of interviewsignal 0.9: reader, canonical form and verification.
