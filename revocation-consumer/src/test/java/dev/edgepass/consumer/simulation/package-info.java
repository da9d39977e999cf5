/**
 * Deterministic simulation: the publisher's own loop ({@link dev.edgepass.consumer.feed.PublisherLoop}) and the Worker's own code, down to its
 * bindings ({@link dev.edgepass.edge.workers}), under one seeded scheduler and virtual clock, against a model of log, R2, KV, issuers and 50 edge locations. Of the
 * publisher three things are modelled: the clients of Kafka and R2, the jobs on segments, and the worker's thread, which begins the loop anew after an error that isn't
 * foreseen: here such an error is a violation. {@link dev.edgepass.consumer.simulation.Simulation} is the face, {@link
 * dev.edgepass.consumer.simulation.Oracle} says what must hold, {@link dev.edgepass.consumer.simulation.Planted} proves that it bites.
 */
@NullMarked
package dev.edgepass.consumer.simulation;

import org.jspecify.annotations.NullMarked;
