package dev.edgepass.audit.answer;

import java.time.Instant;

/**
 * The moment of an answer.
 *
 * @param position of the control log: the records before it had come by then
 */
public record Moment(Instant time, long position) {}
