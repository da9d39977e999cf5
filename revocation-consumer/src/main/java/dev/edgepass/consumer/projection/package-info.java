/**
 * The issuer's read model in Redis: its keys (docs/read-model.md), the atomic batches and the threads that follow the log. No other code writes it.
 */
@NullMarked
package dev.edgepass.consumer.projection;

import org.jspecify.annotations.NullMarked;
