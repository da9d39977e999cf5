/** What runs inside TeaVM while it compiles the Worker, and isn't part of it. */
@NullMarked
package dev.edgepass.edge.build;

import org.jspecify.annotations.NullMarked;
