/**
 * What the audit's archive holds (docs/audit.md): a record of Kafka as a line of JSON, which is a leaf of a transparency log, and the blobs that such a line can't hold.
 *
 * <ul>
 *   <li>{@link dev.edgepass.audit.ArchivedRecord}: a record's plain values. {@link dev.edgepass.audit.Leaf}: its line, with its {@link dev.edgepass.audit.Blob}s.
 *   <li>{@link dev.edgepass.audit.LeafReader}: reads a line. {@link dev.edgepass.audit.Archive}: verifies a whole log of them.
 * </ul>
 */
@NullMarked
package dev.edgepass.audit;

import org.jspecify.annotations.NullMarked;
