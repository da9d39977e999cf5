/** The counts of views in Redis: a projection of the usage topic (docs/views.md). */
@NullMarked
package dev.edgepass.consumer.views;

import org.jspecify.annotations.NullMarked;
