/** What earlier releases left in stores, as fixtures that this build has to go on from ({@code docs/upgrade.md}). */
@NullMarked
package dev.edgepass.consumer.release;

import org.jspecify.annotations.NullMarked;
