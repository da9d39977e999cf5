/** Whether a link's views come from more places than the people that it is meant for explain (docs/leaks.md). Pure. */
@NullMarked
package dev.edgepass.consumer.audience;

import org.jspecify.annotations.NullMarked;
