/** The events of the two topics and their form on the wire: CloudEvents in binary mode with JSON data (DESIGN section 6). JVM only. */
@NullMarked
package dev.edgepass.event;

import org.jspecify.annotations.NullMarked;
