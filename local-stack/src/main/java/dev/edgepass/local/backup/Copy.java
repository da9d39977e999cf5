package dev.edgepass.local.backup;

import dev.edgepass.local.process.StartFailure;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The second reading: writes what the first has found good. */
final class Copy implements BackupContents {
    private final Inventory checked;
    private final RestoreTarget target;
    private final RestoredFiles files;
    private final Consumer<String> say;
    private final Map<String, Progress> lines = new HashMap<>();
    private final Map<String, Long> counts = new HashMap<>();
    private RestoreTarget.@Nullable Opened opened;

    Copy(Inventory checked, RestoreTarget target, RestoredFiles files, Consumer<String> say) {
        this.checked = checked;
        this.target = target;
        this.files = files;
        this.say = say;
    }

    /** The target; opened with the first record, when all files are there. */
    RestoreTarget.Opened opened() {
        RestoreTarget.Opened found = opened;
        if (found == null) {
            found = target.open();
            opened = found;
        }
        return found;
    }

    /** Deletes all that was written. */
    void undo() {
        RestoreTarget.Opened found = opened;
        try {
            if (found != null) {
                found.undo();
            }
        } finally {
            files.undo();
        }
    }

    @Override
    public void manifest(Manifest manifest) {
        if (!manifest.equals(checked.manifest())) {
            throw new StartFailure("The file changed while it was restored.");
        }
    }

    @Override
    public void message(String topic, LogRecord message) {
        opened().log().append(topic, message);
        lines.computeIfAbsent(topic, name -> new Progress(say, "records of " + name + " restored", checked.count(name)))
                .reached(counts.merge(topic, 1L, Long::sum));
    }

    @Override
    public void key(String name, byte[] content) {
        files.key(name, content);
    }

    @Override
    public void env(byte[] content) {
        kept("file of variables", files.env(content));
    }

    @Override
    public void cloud(byte[] content) {
        kept(Entries.CLOUD, files.cloud(content));
    }

    private void kept(String name, boolean isWritten) {
        if (!isWritten) {
            say.accept("The " + name + " that is there stays: compare it with the backup's.");
        }
    }
}
