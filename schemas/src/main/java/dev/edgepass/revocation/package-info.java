/** The fold of control events into handle states: the same for the feed, the read model and replay (DESIGN section 4). Pure. */
@NullMarked
package dev.edgepass.revocation;

import org.jspecify.annotations.NullMarked;
