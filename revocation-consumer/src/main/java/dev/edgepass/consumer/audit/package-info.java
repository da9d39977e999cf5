/** Questions of auditors about the log (docs/audit.md): an index of it, the answers, and the internal API that the issuer asks. */
@NullMarked
package dev.edgepass.consumer.audit;

import org.jspecify.annotations.NullMarked;
