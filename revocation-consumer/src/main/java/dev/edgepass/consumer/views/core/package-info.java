/** The fold of the usage topic as pure functions of its records (docs/views.md): no Redis, no Kafka, no clock. The same records give the same counts, wherever a batch ends. */
@NullMarked
package dev.edgepass.consumer.views.core;

import org.jspecify.annotations.NullMarked;
