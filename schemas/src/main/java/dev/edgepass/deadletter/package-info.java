/** Records that were passed over, and what an operator decided about each (docs/upgrade.md, "What isn't an event at all"). */
@NullMarked
package dev.edgepass.deadletter;

import org.jspecify.annotations.NullMarked;
