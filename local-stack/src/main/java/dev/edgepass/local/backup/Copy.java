package dev.edgepass.local.backup;

import dev.edgepass.local.process.StartFailure;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** The second reading: writes what the first has found good. */
final class Copy implements BackupContents {
    private final Inventory checked;
    private final LogSink log;
    private final RestoredFiles files;
    private final Consumer<String> say;
    private final Map<String, Progress> lines = new HashMap<>();
    private final Map<String, Long> counts = new HashMap<>();

    Copy(Inventory checked, LogSink log, RestoredFiles files, Consumer<String> say) {
        this.checked = checked;
        this.log = log;
        this.files = files;
        this.say = say;
    }

    @Override
    public void manifest(Manifest manifest) {
        if (!manifest.equals(checked.manifest())) {
            throw new StartFailure("The file changed while it was restored.");
        }
    }

    @Override
    public void message(String topic, LogRecord message) {
        log.append(topic, message);
        lines.computeIfAbsent(topic, name -> new Progress(say, "records of " + name + " restored", checked.count(name)))
                .reached(counts.merge(topic, 1L, Long::sum));
    }

    @Override
    public void key(String name, byte[] content) {
        files.key(name, content);
    }

    @Override
    public void env(byte[] content) {
        files.env(content);
    }

    @Override
    public void cloud(byte[] content) {
        files.cloud(content);
    }
}
