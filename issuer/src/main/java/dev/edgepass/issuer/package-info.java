/**
 * The token service: requests become events on the log, answered once Kafka has them (docs/api.md, ADR 1). Here is what the process has once: its clock, its URL, its bucket
 * store's client and the shares of its heap.
 */
@NullMarked
package dev.edgepass.issuer;

import org.jspecify.annotations.NullMarked;
