/** Auditors' questions (docs/audit.md): this service checks who asks what, and the consumer, which has the index, answers. */
@NullMarked
package dev.edgepass.issuer.audit;

import org.jspecify.annotations.NullMarked;
