package dev.edgepass.issuer.revocation.receipts;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Why no grant is held against a revocation. */
enum NotJudged {
    /** A target is neither a link nor a subject: no grants are kept for others. */
    @JsonProperty("kind")
    KIND,
    /** This issuer has seen no head with it. */
    @JsonProperty("not-published")
    NOT_PUBLISHED
}
