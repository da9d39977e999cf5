package dev.edgepass.event;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a revocation does (docs/revocation.md). */
public enum Effect {
    /** Everything issued so far is refused. */
    @JsonProperty("cutoff")
    CUTOFF,
    /** Everything is refused, and nothing minted, until it is lifted. */
    @JsonProperty("block")
    BLOCK
}
