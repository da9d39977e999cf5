package dev.edgepass.local.backup;

import dev.edgepass.local.process.Folders;
import dev.edgepass.local.stack.DataFolder;
import dev.edgepass.local.stack.Replay;
import dev.edgepass.local.stack.StackOptions;
import dev.edgepass.local.stack.StoresAlone;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The local stack, which must not run. Its folder {@code edge} stands for what is at Cloudflare, and stays.
 *
 * @param progress gets a line now and then, from any thread
 */
public record LocalTarget(StackOptions options, Consumer<String> progress) implements RestoreTarget {
    @Override
    public List<String> present() {
        DataFolder data = new DataFolder(options.data());
        List<String> present = new ArrayList<>();
        if (!KeyFolder.read(data.keys()).isEmpty()) {
            present.add("keys (" + data.keys() + ")");
        }
        if (Files.exists(data.kafka())) {
            present.add("a log (" + data.kafka() + ")");
        }
        return present;
    }

    @Override
    public Opened open() {
        StoresAlone stores = StoresAlone.start(options, progress);
        try {
            return new Running(stores, new KafkaLogSink(stores.kafka()), new DataFolder(options.data()));
        } catch (RuntimeException | Error e) {
            stores.close();
            Folders.delete(new DataFolder(options.data()).kafka());
            throw e;
        }
    }

    @Override
    public String next() {
        return "edgepass up";
    }

    private record Running(StoresAlone stores, LogSink log, DataFolder data) implements Opened {
        @Override
        public int newEpoch() throws InterruptedException {
            return stores.replay().run(Replay.NEW_EPOCH);
        }

        /** A stack whose feed and log don't fit doesn't become ready. */
        @Override
        public boolean epochCanWait() {
            return false;
        }

        @Override
        public void close() {
            log.close();
            stores.close();
        }

        @Override
        public void undo() {
            close();
            Folders.delete(data.kafka());
        }
    }
}
