/** What the Worker is configured with: variables ({@link dev.edgepass.edge.config.EdgeConfig}, pure Java) and bindings. */
@NullMarked
package dev.edgepass.edge.config;

import org.jspecify.annotations.NullMarked;
