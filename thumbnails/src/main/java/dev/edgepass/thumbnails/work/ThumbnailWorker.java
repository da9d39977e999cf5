package dev.edgepass.thumbnails.work;

import dev.edgepass.thumbnails.Settings;
import dev.edgepass.thumbnails.decode.Reason;
import dev.edgepass.thumbnails.decode.RefusedImage;
import dev.edgepass.thumbnails.process.Converter;
import dev.edgepass.thumbnails.process.Decoder;
import dev.edgepass.thumbnails.process.Sandbox;
import dev.edgepass.thumbnails.process.Scratch;
import dev.edgepass.token.ObjectKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Finds objects without a thumbnail of their present version, by a listing of the bucket and by what it is told, and has it made. One at a time, what it is told first. It changes no object that it hasn't made itself.
 * All but {@link #look} is for one thread.
 */
public final class ThumbnailWorker implements AutoCloseable {
    private static final int TOLD = 10_000;
    private static final int STORE_FAILURES = 5;
    private static final long PROGRESS_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long RETRY_SECONDS = 30;

    private final Settings settings;
    private final Consumer<String> lines;
    private final Scratch scratch;
    private final Bucket bucket;
    private final Decoder decoder;
    private final Maker maker;
    private final Failures failures;
    private final Counts counts = new Counts();
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>(TOLD);

    private final Verdicts verdicts = new Verdicts(Verdicts.SLOTS);
    private int storeFailures;
    private long lastLine = System.nanoTime();

    /** @param lines gets what a person should know, from any thread */
    public ThumbnailWorker(Settings settings, Consumer<String> lines) throws IOException {
        this.settings = settings;
        this.lines = lines;
        Sandbox sandbox = Sandbox.find();
        Converter converter = new Converter(sandbox, settings.deadline());
        lines.accept("Thumbnails: " + converter.description() + "; decoders: " + sandbox.description() + ".");
        this.failures = Failures.open(settings.stateFolder(), converter.description(), verdicts);
        Path folder = Files.createTempDirectory("edgepass-thumbnails");
        this.scratch = new Scratch(folder);
        this.bucket = new Bucket(settings);
        this.decoder =
                new Decoder(sandbox, settings.decoderMegabytes(), settings.deadline(), folder.resolve("decoder"));
        this.maker = new Maker(bucket, decoder, converter, new Scratch(folder.resolve("object")));
    }

    public Counts counts() {
        return counts;
    }

    /** Has an object looked at soon. Where too many wait already, the next listing finds it. */
    public void look(String key) {
        if (key.startsWith(settings.prefix()) && Sources.isSource(key)) {
            told.offer(key);
        }
    }

    /** One listing after another, until this thread is interrupted. */
    public void run() throws InterruptedException {
        while (true) {
            long wait = settings.interval().toSeconds();
            try {
                pass();
            } catch (SdkException | IOException e) {
                wait = Math.min(wait, RETRY_SECONDS);
                lines.accept("Thumbnails: the bucket can't be worked on, next try in " + wait + " s: " + e);
            }
            awaitNext(TimeUnit.SECONDS.toNanos(wait));
        }
    }

    private void awaitNext(long nanos) throws InterruptedException {
        long end = System.nanoTime() + nanos;
        for (long left = nanos; left > 0; left = end - System.nanoTime()) {
            String key = told.poll(left, TimeUnit.NANOSECONDS);
            if (key != null) {
                try {
                    told(key);
                } catch (SdkException | IOException e) {
                    lines.accept("Thumbnails: one that was told of is left to the next listing: " + e);
                }
            }
        }
    }

    /**
     * The whole bucket once.
     *
     * @throws SdkException where the store doesn't answer
     */
    public void pass() throws IOException, InterruptedException {
        long before = counts.changes();
        Pairing pairing = new Pairing();
        try (Failures.Listing failing = failures.list()) {
            @Nullable String next = null;
            do {
                Bucket.Page page = bucket.page(next);
                page.entries().forEach(pairing::add);
                next = page.next();
                if (next == null) {
                    pairing.end();
                }
                for (Pairing.Found found : pairing.take()) {
                    for (String key = told.poll(); key != null; key = told.poll()) {
                        told(key);
                    }
                    handle(found);
                    note(found, failing);
                    progress();
                }
            } while (next != null);
            counts.passed(failing.end());
        }
        if (counts.changes() != before) {
            lines.accept("Thumbnails: " + counts.line() + ".");
        }
    }

    private void note(Pairing.Found found, Failures.Listing failing) throws IOException {
        if (found instanceof Pairing.Found.Source source) {
            Optional<Reason> reason = verdicts.failure(source.entry());
            if (reason.isPresent()) {
                failing.add(source.entry(), reason.get());
            }
        }
    }

    private void progress() {
        if (System.nanoTime() - lastLine > PROGRESS_NANOS) {
            lastLine = System.nanoTime();
            lines.accept("Thumbnails, so far: " + counts.line() + ".");
        }
    }

    private void told(String key) throws IOException, InterruptedException {
        Optional<Bucket.Head> head = bucket.head(key);
        if (head.isPresent()) {
            handle(new Pairing.Found.Source(
                    new Bucket.Entry(key, head.get().size(), head.get().etag()), true));
        }
    }

    private void handle(Pairing.Found found) throws IOException, InterruptedException {
        try {
            if (found instanceof Pairing.Found.Source source) {
                renew(source.entry(), source.paired());
            } else if (found instanceof Pairing.Found.Orphan orphan) {
                remove(orphan.thumbnailKey());
            }
            storeFailures = 0;
        } catch (SdkException | IOException e) {
            counts.unreachable();
            if (++storeFailures >= STORE_FAILURES) {
                storeFailures = 0;
                throw e;
            }
        }
    }

    /** The listing is old by the time that its last object is looked at: what lies beside the object is asked for again, but where that is known. */
    private void renew(Bucket.Entry source, boolean paired) throws IOException, InterruptedException {
        if (verdicts.failure(source).isPresent()) {
            return;
        }
        if (paired && verdicts.isSettled(source)) {
            counts.upToDate();
            return;
        }
        ObjectKey thumbnailKey = new ObjectKey(source.key()).thumbnail();
        if (thumbnailKey == null) {
            failed(source, Reason.LONG_KEY);
            return;
        }
        Optional<Bucket.Head> thumbnail = bucket.head(thumbnailKey.value());
        if (thumbnail
                .filter(head -> head.sourceEtag() == null || head.sourceEtag().equals(source.etag()))
                .isPresent()) {
            verdicts.settle(source);
            counts.upToDate();
            return;
        }
        make(source, thumbnailKey.value(), thumbnail.map(Bucket.Head::etag).orElse(null));
    }

    /** @param outdated the ETag of the one of an earlier version, which would show what isn't there any more; null where there is none */
    private void make(Bucket.Entry source, String thumbnailKey, @Nullable String outdated)
            throws IOException, InterruptedException {
        try {
            if (maker.make(source, thumbnailKey, outdated)) {
                verdicts.settle(source);
                counts.made();
            }
        } catch (RefusedImage e) {
            if (outdated != null) {
                // First: an object whose failure is remembered isn't looked at again.
                bucket.delete(thumbnailKey, outdated);
            }
            failed(source, e.reason());
        }
    }

    /** Without the key, which may be a person's name: the file of failures has it. */
    private void failed(Bucket.Entry source, Reason reason) throws IOException {
        verdicts.fail(source, reason);
        failures.add(source, reason);
        counts.failed(reason);
        String key = source.key();
        int dot = key.lastIndexOf('.');
        lines.accept("Thumbnails: none can be made of a " + key.substring(dot + 1) + " of " + source.size()
                + " bytes: " + reason.word() + " (its key is in "
                + settings.stateFolder().resolve("failures.tsv") + ").");
    }

    private void remove(String thumbnailKey) {
        String shown = thumbnailKey.substring(0, thumbnailKey.length() - ObjectKey.THUMBNAIL_SUFFIX.length());
        Optional<String> made = bucket.head(thumbnailKey)
                .filter(head -> head.sourceEtag() != null)
                .map(Bucket.Head::etag);
        if (made.isPresent() && bucket.head(shown).isEmpty()) {
            bucket.delete(thumbnailKey, made.get());
            counts.removed();
        }
    }

    @Override
    public void close() throws IOException {
        decoder.close();
        bucket.close();
        scratch.close();
    }
}
