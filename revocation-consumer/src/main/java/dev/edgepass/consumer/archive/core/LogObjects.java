package dev.edgepass.consumer.archive.core;

import dev.edgepass.audit.Blob;
import dev.edgepass.audit.LogName;
import dev.edgepass.consumer.feed.r2.ObjectStore;
import dev.edgepass.tlog.EntryBundle;
import dev.edgepass.tlog.LogFiles;
import dev.edgepass.tlog.LogSink;
import dev.edgepass.tlog.SignedNote;
import dev.edgepass.tlog.TileLayout;
import dev.edgepass.tlog.TileName;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The files of a log as objects of the archive's bucket (docs/audit.md, "The bucket"): what is never altered is under {@code tile/} and {@code blob/}, what is deleted one day
 * under {@code partial/}. Entry bundles are compressed (gzip, RFC 1952), and are compared uncompressed: two compressors write other bytes. Thread-safe.
 */
public final class LogObjects implements LogFiles, LogSink {
    /** The folder of all checkpoints. */
    public static final String CHECKPOINTS = "checkpoint/";

    private static final String TILES = "tile/";
    private static final String PARTIAL = "partial/";
    private static final Pattern BLOB = Pattern.compile(Blob.FOLDER + "/[0-9a-f]{64}");
    private static final String BINARY = "application/octet-stream";
    private static final String GZIP = "application/gzip";
    private static final String TEXT = "text/plain; charset=utf-8";
    /** What can't be compressed grows by less. */
    private static final int LONGEST_BUNDLE = EntryBundle.LONGEST + (1 << 16);

    private static final int MOST_DELETED = 1_000;

    private final ObjectStore store;
    private final LogName log;

    public LogObjects(ObjectStore store, LogName log) {
        this.store = store;
        this.log = log;
    }

    /** A file by its path in the formats' words; null also where no log has a file of that name. */
    @Override
    public byte @Nullable [] read(String path, int limit) throws IOException {
        Optional<TileName> tile = TileName.parse(path);
        if (tile.isPresent()) {
            return read(tile.get(), limit);
        }
        String key = path.equals(CHECKPOINT)
                ? CHECKPOINTS + log.folder()
                : BLOB.matcher(path).matches() ? blobKey(path) : null;
        return key == null
                ? null
                : store.read(key, limit).map(ObjectStore.StoredObject::bytes).orElse(null);
    }

    private byte @Nullable [] read(TileName tile, int limit) throws IOException {
        Optional<ObjectStore.StoredObject> object = store.read(key(tile), tile.isEntries() ? LONGEST_BUNDLE : limit);
        if (object.isEmpty()) {
            return null;
        }
        byte[] bytes = object.get().bytes();
        if (!tile.isEntries()) {
            return bytes;
        }
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return in.readNBytes(limit);
        } catch (IOException e) {
            // Damaged: as good as other bytes, which no proof takes.
            return new byte[0];
        }
    }

    /** The checkpoint with what the bucket says of it. */
    Optional<ObjectStore.StoredObject> checkpoint() {
        return store.read(CHECKPOINTS + log.folder(), SignedNote.LONGEST + 1);
    }

    /**
     * Puts the next checkpoint in the place of the one that was read.
     *
     * @return its ETag, or empty where another writer was first
     */
    Optional<String> putCheckpoint(byte[] checkpoint, @Nullable String ifMatch) {
        return store.put(CHECKPOINTS + log.folder(), checkpoint, TEXT, ifMatch);
    }

    /**
     * @throws Different where the object has other bytes
     */
    @Override
    public void put(TileName name, byte[] bytes) throws IOException {
        byte[] stored = name.isEntries() ? compressed(bytes) : bytes;
        if (store.put(key(name), stored, name.isEntries() ? GZIP : BINARY, null).isEmpty()) {
            requireEqual(key(name), read(name, bytes.length + 1), bytes);
        }
    }

    /**
     * @throws Different where the object has other bytes
     */
    void put(Blob blob) throws IOException {
        String key = blobKey(blob.path());
        if (store.put(key, blob.bytes(), BINARY, null).isEmpty()) {
            requireEqual(key, read(blob.path(), blob.bytes().length + 1), blob.bytes());
        }
    }

    private static void requireEqual(String key, byte @Nullable [] there, byte[] bytes) throws Different {
        if (!Arrays.equals(there, bytes)) {
            throw new Different("the bucket's " + key + " has other bytes than the topic's records give");
        }
    }

    /** An object isn't what the records of the topic make of it. */
    static final class Different extends IOException {
        Different(String message) {
            super(message);
        }
    }

    /** Deletes the partial tiles and bundles of the tiles that a log of {@code before} entries had begun and one of {@code size} entries has full. */
    void deleteReplaced(long before, long size) {
        TileLayout old = new TileLayout(before);
        TileLayout now = new TileLayout(size);
        List<String> keys = new ArrayList<>();
        for (int level = TileName.ENTRIES; level < old.levels(); level++) {
            int of = level;
            long begun = old.fullTiles(level);
            if (old.partialWidth(level) > 0 && now.fullTiles(level) > begun) {
                IntStream.range(1, TileName.WIDTH)
                        .mapToObj(width -> key(new TileName(of, begun, width)))
                        .forEach(keys::add);
            }
        }
        delete(keys);
    }

    /** Deletes all that are left of tiles that are full, by a list of the bucket: what a writer left that was stopped. */
    void sweep(long size) {
        TileLayout layout = new TileLayout(size);
        String prefix = PARTIAL + log.folder() + '/';
        delete(store.list(prefix).stream()
                .filter(key -> TileName.parse(TILES + key.substring(prefix.length()))
                        .filter(TileName::isPartial)
                        .filter(tile -> tile.index() < layout.fullTiles(tile.level()))
                        .isPresent())
                .toList());
    }

    private void delete(List<String> keys) {
        for (int from = 0; from < keys.size(); from += MOST_DELETED) {
            store.delete(keys.subList(from, Math.min(keys.size(), from + MOST_DELETED)));
        }
    }

    private String key(TileName tile) {
        String path = tile.path();
        return (tile.isPartial() ? PARTIAL : TILES) + log.folder() + '/' + path.substring(TILES.length());
    }

    private String blobKey(String path) {
        return Blob.FOLDER + '/' + log.folder() + path.substring(Blob.FOLDER.length());
    }

    private static byte[] compressed(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }
}
