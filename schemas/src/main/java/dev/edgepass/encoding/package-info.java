/**
 * Strict readers of base64url, UTF-8 and JSON. On the JVM they are the JDK's and Jackson's plus checks of malformed input that those accept (ADR 17); the edge has substitutes of
 * the same verdicts (ADR 9).
 */
@NullMarked
package dev.edgepass.encoding;

import org.jspecify.annotations.NullMarked;
