/** How a log of the archive is written, without Kafka, R2 and files: each of these is an interface here. */
@NullMarked
package dev.edgepass.consumer.archive.core;

import org.jspecify.annotations.NullMarked;
