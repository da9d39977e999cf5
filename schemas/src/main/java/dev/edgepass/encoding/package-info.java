/** Strict readers of base64url, UTF-8 and JSON, alike on the JVM and, compiled by TeaVM, on workerd. Pure Java, no dependencies (ADR 3). */
@NullMarked
package dev.edgepass.encoding;

import org.jspecify.annotations.NullMarked;
