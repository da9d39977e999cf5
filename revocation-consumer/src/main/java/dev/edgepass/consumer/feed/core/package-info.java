/**
 * The feed publisher without the world: the fold of the control log into feed entries, and the state machine that decides when to read, seal and publish
 * (docs/feed.md). No threads, no clock of its own, no Kafka, R2, KV or Spring: its driver performs its steps and gives it the answers, so a
 * simulation can drive it as well as the service.
 */
@NullMarked
package dev.edgepass.consumer.feed.core;

import org.jspecify.annotations.NullMarked;
