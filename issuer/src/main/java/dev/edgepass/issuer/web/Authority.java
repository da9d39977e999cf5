package dev.edgepass.issuer.web;

/** What an endpoint asks of its callers. Which of a caller's own things it then shows or changes is the feature's to decide. */
public enum Authority {
    /** Nothing: pages, public keys, and calls that carry a secret or a media token in their body. */
    PUBLIC,
    /** A signature under the Worker's secret, see {@link EdgeCalls}; no login counts. */
    EDGE,
    /** Any login: reading, and a media token for what the login may see. */
    LOGIN,
    /** A login that may change something of its own: every one but that of an auditor who isn't an admin too. */
    USER,
    /** An auditor or an admin: reading what happened. */
    AUDITOR,
    /** An admin. */
    ADMIN
}
