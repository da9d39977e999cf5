/** Who may still come in where a link has a viewer limit: seats that the log has, and those that are on their way there. */
@NullMarked
package dev.edgepass.issuer.seat;

import org.jspecify.annotations.NullMarked;
