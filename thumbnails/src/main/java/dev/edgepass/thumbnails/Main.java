package dev.edgepass.thumbnails;

import dev.edgepass.thumbnails.work.ThumbnailWorker;
import java.io.IOException;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;

/** The worker, in the foreground: for ever, or with {@code --once} until the bucket has its thumbnails. Exit codes: 0 done, 1 couldn't be done, 2 wrong use. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) throws InterruptedException {
        System.exit(run(List.of(arguments)));
    }

    private static int run(List<String> arguments) throws InterruptedException {
        if (!arguments.isEmpty() && !arguments.equals(List.of("--once"))) {
            System.err.println("Unknown option: " + arguments + " (expected: --once, or none).");
            return 2;
        }
        Settings settings;
        try {
            settings = Settings.of(System.getenv());
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            return 2;
        }
        try (ThumbnailWorker worker = new ThumbnailWorker(settings, System.out::println)) {
            if (!arguments.isEmpty()) {
                worker.pass();
                System.out.println(
                        "Thumbnails, all of the bucket: " + worker.counts().line() + ".");
                return 0;
            }
            WorkerServer server = WorkerServer.start(settings, worker);
            try {
                worker.run();
            } finally {
                server.close();
            }
            return 0;
        } catch (IOException | SdkException e) {
            System.err.println("Thumbnails can't be made: " + e);
            return 1;
        }
    }
}
