/**
 * The events of the two topics, and their encoding: CloudEvents in binary mode with JSON data (docs/events.md). JVM only.
 *
 * <ul>
 *   <li>{@link dev.edgepass.event.ControlEvent}, {@link dev.edgepass.event.IssuanceEvent}: the data of an event, by topic.
 *   <li>{@link dev.edgepass.event.LinkWords}: what people write about links, which isn't in events; {@link dev.edgepass.event.WordsRecord}: a record of its topic.
 *   <li>{@link dev.edgepass.event.LoggedEvent}: an event with its CloudEvents id, source and time.
 *   <li>{@link dev.edgepass.event.EventCodec}: encodes and decodes; {@link dev.edgepass.event.EventCheck} checks in both directions.
 *   <li>{@link dev.edgepass.event.UnknownEventException}: a type or version of a newer program. {@link dev.edgepass.event.UnreadableEventException}: no event at all.
 * </ul>
 */
@NullMarked
package dev.edgepass.event;

import org.jspecify.annotations.NullMarked;
