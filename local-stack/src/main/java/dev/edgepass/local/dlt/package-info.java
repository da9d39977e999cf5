/** Records that the projections passed over, shown, appended anew or dismissed by an operator (docs/upgrade.md, "What isn't an event at all"). */
@NullMarked
package dev.edgepass.local.dlt;

import org.jspecify.annotations.NullMarked;
