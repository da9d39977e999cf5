/** What the services' settings have in common. JVM only. */
@NullMarked
package dev.edgepass.settings;

import org.jspecify.annotations.NullMarked;
