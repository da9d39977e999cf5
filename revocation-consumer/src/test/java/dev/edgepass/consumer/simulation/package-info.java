/**
 * Deterministic simulation (DESIGN section 10): the real publisher core and the Worker's own code, down to its bindings ({@link dev.edgepass.edge.workers}), under one
 * seeded scheduler and virtual clock, against a model of log, R2, KV, issuers and 50 edge locations. {@link dev.edgepass.consumer.simulation.Simulation} is the face, {@link
 * dev.edgepass.consumer.simulation.Oracle} says what must hold, {@link dev.edgepass.consumer.simulation.Planted} proves that it bites.
 */
@NullMarked
package dev.edgepass.consumer.simulation;

import org.jspecify.annotations.NullMarked;
