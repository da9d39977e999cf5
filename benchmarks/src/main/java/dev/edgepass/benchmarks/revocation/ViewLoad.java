package dev.edgepass.benchmarks.revocation;

import dev.edgepass.local.client.RunFailure;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** The viewers of a benchmark: any number of watches over kept-alive connections and a few threads. Thread-safe. */
final class ViewLoad implements AutoCloseable {
    private static final int THREADS = 2;

    private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1, daemon("bench-clock"));
    private final LongAdder answers = new LongAdder();
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, daemon("bench-views"));
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(threads)
            .build();

    ViewLoad() {
        clock.setRemoveOnCancelPolicy(true);
    }

    /** One watch for each of {@code urls}, each asked for every {@code everyMillis}, until the group is stopped. */
    Group watch(List<URI> urls, long everyMillis) {
        return new Group(urls, everyMillis);
    }

    /** Answers to all watches until now. */
    long answers() {
        return answers.sum();
    }

    @Override
    public void close() {
        clock.shutdownNow();
        threads.shutdownNow();
    }

    private static ThreadFactory daemon(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    /** The watches of one token by one design, a location each, in the order of the locations. */
    final class Group implements AutoCloseable {
        private final List<ViewWatch> watches = new ArrayList<>();
        private final List<ScheduledFuture<?>> looks = new ArrayList<>();

        private Group(List<URI> urls, long everyMillis) {
            for (URI url : urls) {
                ViewWatch watch = new ViewWatch(url);
                watches.add(watch);
                // Spread over the interval, so that the locations aren't asked in step.
                long first = ThreadLocalRandom.current().nextLong(everyMillis);
                looks.add(clock.scheduleAtFixedRate(
                        () -> watch.look(client, answers), first, everyMillis, TimeUnit.MILLISECONDS));
            }
        }

        List<Sightings> sightings() {
            return watches.stream().map(ViewWatch::sightings).toList();
        }

        /**
         * Waits until every location has granted once.
         *
         * @param design by which the locations decide; for the message
         * @throws RunFailure where one doesn't within {@code patience}; the watches are stopped then
         */
        void awaitFirstViews(String design, Duration patience) {
            if (!Bench.holdsWithin(
                    patience, () -> Sightings.withoutGrant(sightings()).isEmpty())) {
                close();
                throw new RunFailure("not every location granted a first view by " + design + " within "
                        + patience.toSeconds() + " s: " + Sightings.withoutGrant(sightings()));
            }
        }

        /** Stops those watches that have been refused; whether all are. */
        boolean stopRefused() {
            boolean all = true;
            for (int i = 0; i < watches.size(); i++) {
                boolean refused = watches.get(i).sightings().isRefused();
                all &= refused;
                if (refused) {
                    looks.get(i).cancel(false);
                }
            }
            return all;
        }

        @Override
        public void close() {
            looks.forEach(look -> look.cancel(false));
        }
    }
}
