/** Strict readers of base64url, UTF-8 and JSON. Pure Java, no dependencies (ADR 3); the edge has substitutes of the same verdicts (ADR 9). */
@NullMarked
package dev.edgepass.encoding;

import org.jspecify.annotations.NullMarked;
