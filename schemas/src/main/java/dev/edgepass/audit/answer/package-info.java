/** The audit's answers as JSON has them: what the consumer says and the issuer passes on (docs/audit.md). Absent is null. */
@NullMarked
package dev.edgepass.audit.answer;

import org.jspecify.annotations.NullMarked;
