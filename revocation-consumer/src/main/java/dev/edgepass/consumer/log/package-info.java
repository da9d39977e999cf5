/** The log from its readers' side: topics, positions, events and the dead letters (docs/events.md). */
@NullMarked
package dev.edgepass.consumer.log;

import org.jspecify.annotations.NullMarked;
