package dev.edgepass.issuer.key;

import java.time.Duration;

/** The longest life of a token, as the package of tokens has it: that one knows this one, and not the other way round. */
public record LongestLife(Duration life) {}
