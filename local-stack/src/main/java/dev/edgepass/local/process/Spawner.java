package dev.edgepass.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Starts children that the kernel ends when this process dies, where {@code setpriv} can ask for that (Linux). The kernel watches the parent's <em>thread</em>,
 * so all children are started from one that lives as long as the process. Where {@code setsid} exists, children get a session of their own: Ctrl-C at the
 * terminal then reaches only this process, which ends them in order.
 */
final class Spawner {
    private static final ExecutorService THREAD = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "edgepass-spawner");
        thread.setDaemon(true);
        return thread;
    });
    private static final List<String> PREFIX = prefix();

    private Spawner() {}

    static Process start(ProcessBuilder builder) throws IOException {
        List<String> command = new ArrayList<>(PREFIX);
        command.addAll(builder.command());
        builder.command(command);
        try {
            return THREAD.submit(builder::start).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while starting " + command.get(PREFIX.size()), e);
        } catch (ExecutionException e) {
            throw new IOException("can't start " + command.get(PREFIX.size()), e.getCause());
        }
    }

    private static List<String> prefix() {
        List<String> prefix = new ArrayList<>();
        Path setpriv = Executables.find("setpriv");
        if (setpriv != null && helpOf(setpriv).contains("--pdeathsig")) {
            prefix.addAll(List.of(setpriv.toString(), "--pdeathsig", "TERM"));
        }
        Path setsid = Executables.find("setsid");
        if (setsid != null) {
            prefix.add(setsid.toString());
        }
        return List.copyOf(prefix);
    }

    private static String helpOf(Path executable) {
        Path file = null;
        try {
            file = Files.createTempFile("edgepass", ".help");
            Process process = new ProcessBuilder(executable.toString(), "--help")
                    .redirectErrorStream(true)
                    .redirectOutput(file.toFile())
                    .start();
            return process.waitFor(5, TimeUnit.SECONDS) ? Files.readString(file) : "";
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        } finally {
            delete(file);
        }
    }

    private static void delete(@Nullable Path file) {
        try {
            if (file != null) {
                Files.delete(file);
            }
        } catch (IOException e) {
            file.toFile().deleteOnExit();
        }
    }
}
