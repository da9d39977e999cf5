/**
 * Transparency logs of static files: a Merkle tree (RFC 6962) as tiles, and the note that signs its root, as the specifications at c2sp.org have them (tlog-tiles,
 * tlog-checkpoint, signed-note, tlog-proof, tlog-cosignature). It knows no event and no store: files come and go by {@link dev.edgepass.tlog.LogFiles} and
 * {@link dev.edgepass.tlog.LogSink}.
 *
 * <ul>
 *   <li>{@link dev.edgepass.tlog.Hash}, {@link dev.edgepass.tlog.MerkleHasher}: leaves and nodes. {@link dev.edgepass.tlog.TreeHead}: a size and its root.
 *   <li>{@link dev.edgepass.tlog.TileName}: the coordinates of a tile or an entry bundle, and its path. {@link dev.edgepass.tlog.TileLayout}: those that a size has.
 *   <li>{@link dev.edgepass.tlog.EntryBundle}: 256 entries in one file. {@link dev.edgepass.tlog.TreeWriter}: grows a log. {@link dev.edgepass.tlog.TreeReader}: makes
 *       proofs from its tiles.
 *   <li>{@link dev.edgepass.tlog.SignedNote}: a text with signatures, of which none was verified. {@link dev.edgepass.tlog.UnverifiedCheckpoint}: such a note with a
 *       tree head. {@link dev.edgepass.tlog.VerifiedCheckpoint}: one whose log's signature is good.
 *   <li>{@link dev.edgepass.tlog.LogVerifier}: reads a whole log. {@link dev.edgepass.tlog.Finding}: what is wrong with it.
 * </ul>
 */
@NullMarked
package dev.edgepass.tlog;

import org.jspecify.annotations.NullMarked;
