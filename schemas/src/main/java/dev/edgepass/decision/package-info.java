/** May this token see this object now? The one decision that edge, issuer and auditor share (DESIGN sections 3 to 5). Pure Java, no clock of its own. */
@NullMarked
package dev.edgepass.decision;

import org.jspecify.annotations.NullMarked;
