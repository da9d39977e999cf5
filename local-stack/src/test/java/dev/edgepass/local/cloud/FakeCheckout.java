package dev.edgepass.local.cloud;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder with what {@code edgepass cloud} needs of a built checkout. */
public final class FakeCheckout {
    private FakeCheckout() {}

    public static void make(Path folder) {
        try {
            Path worker = Files.createDirectories(folder.resolve("edge-worker/target/worker"));
            Files.writeString(worker.resolve("index.mjs"), "import { fetch } from './edgepass.js';");
            Files.writeString(worker.resolve("edgepass.js"), "export const fetch = 'ünicode';");
            Files.copy(Path.of("../edge-worker/wrangler.jsonc"), folder.resolve("edge-worker/wrangler.jsonc"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
