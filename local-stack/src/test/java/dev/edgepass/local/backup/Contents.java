package dev.edgepass.local.backup;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Keeps what a backup holds. */
final class Contents implements BackupContents {
    final List<String> texts = new ArrayList<>();
    final MemoryLog log = new MemoryLog();

    @Override
    public void manifest(Manifest manifest) {
        // The tests know it.
    }

    @Override
    public void message(String topic, LogRecord message) {
        log.append(topic, message);
    }

    @Override
    public void key(String name, byte[] content) {
        texts.add("key " + name + " " + new String(content, StandardCharsets.UTF_8));
    }

    @Override
    public void env(byte[] content) {
        texts.add("env " + new String(content, StandardCharsets.UTF_8));
    }

    @Override
    public void cloud(byte[] content) {
        texts.add("cloud " + new String(content, StandardCharsets.UTF_8));
    }
}
