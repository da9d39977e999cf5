/** The log from its readers' side: topics, positions, events and the dead letters (DESIGN sections 4 and 6). */
@NullMarked
package dev.edgepass.consumer.log;

import org.jspecify.annotations.NullMarked;
