/** Brings each notice of the log to its destination at least once, or to the dead letters. */
@NullMarked
package dev.edgepass.consumer.notice.delivery;

import org.jspecify.annotations.NullMarked;
