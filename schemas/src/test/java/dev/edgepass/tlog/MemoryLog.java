package dev.edgepass.tlog;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A log's files in memory, by path. */
public final class MemoryLog implements LogFolder, LogSink {
    private final Map<String, byte[]> files;

    public MemoryLog() {
        this(new TreeMap<>());
    }

    private MemoryLog(Map<String, byte[]> files) {
        this.files = files;
    }

    /** With the same files, to be changed. */
    public MemoryLog copy() {
        return new MemoryLog(new TreeMap<>(files));
    }

    public Map<String, byte[]> files() {
        return files;
    }

    public byte[] file(String path) {
        return files.get(path);
    }

    public MemoryLog with(String path, byte[] bytes) {
        MemoryLog changed = copy();
        changed.files.put(path, bytes);
        return changed;
    }

    public MemoryLog without(String path) {
        MemoryLog changed = copy();
        changed.files.remove(path);
        return changed;
    }

    @Override
    public byte @Nullable [] read(String path, int limit) {
        byte[] bytes = files.get(path);
        return bytes == null || bytes.length <= limit ? bytes : Arrays.copyOf(bytes, limit);
    }

    @Override
    public void list(String folder, Visitor visitor) throws IOException {
        for (String path : files.keySet().toArray(String[]::new)) {
            if (path.startsWith(folder + "/")) {
                visitor.visit(path);
            }
        }
    }

    /** As a store that refuses other bytes for what it has. */
    @Override
    public void put(TileName name, byte[] bytes) {
        byte[] before = files.put(name.path(), bytes);
        if (before != null && !Arrays.equals(before, bytes)) {
            throw new AssertionError(name.path() + " was put with other bytes");
        }
    }
}
