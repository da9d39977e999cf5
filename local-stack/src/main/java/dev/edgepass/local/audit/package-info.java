/** The audit's archive for who looks at it from outside: folders of logs, the keys that verify them, and a witness's memory (docs/audit.md). */
@NullMarked
package dev.edgepass.local.audit;

import org.jspecify.annotations.NullMarked;
