/** The fold of control events into handle states. Feed, read model and replay use the same fold. Pure. */
@NullMarked
package dev.edgepass.revocation;

import org.jspecify.annotations.NullMarked;
