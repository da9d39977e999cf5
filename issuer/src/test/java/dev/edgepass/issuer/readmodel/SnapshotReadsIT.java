package dev.edgepass.issuer.readmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgepass.feed.Handle;
import dev.edgepass.local.install.Installation;
import dev.edgepass.local.process.Children;
import dev.edgepass.local.process.Ports;
import dev.edgepass.local.redis.RedisProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

class SnapshotReadsIT {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration CONNECTED_WITHIN = Duration.ofSeconds(3);
    private static final int CALLERS = 20;

    @TempDir
    private Path folder;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private Children children;
    private RedisProcess process;
    private LettuceConnectionFactory connections;
    private StringRedisTemplate redis;

    @BeforeEach
    void start() {
        children = new Children(folder.resolve("logs"), folder.resolve("pids"));
        process = RedisProcess.start(Installation.find(), folder.resolve("redis"), children, Ports.free());
        connections = new LettuceConnectionFactory(
                new RedisStandaloneConfiguration(process.host(), process.port()),
                LettuceClientConfiguration.builder()
                        .commandTimeout(CONNECTED_WITHIN)
                        .build());
        connections.afterPropertiesSet();
        connections.start();
        redis = new StringRedisTemplate(connections);
        redis.opsForHash().put(ReadModel.CONTROL, "position", "1");
    }

    @AfterEach
    void end() throws Exception {
        threads.shutdownNow();
        if (connections != null) {
            signal("CONT");
            connections.destroy();
        }
        children.close();
    }

    @Test
    void callers_that_wait_together_are_served_by_one_command_each_with_its_own_names() throws Exception {
        SnapshotReads reads = new SnapshotReads(connections, LONG);
        reads.read(List.of(Handle.ALL), null);
        for (int i = 0; i < CALLERS; i++) {
            redis.opsForHash().put(ReadModel.HANDLE, handle(i).toString(), i + ":0");
            redis.opsForValue().set(ReadModel.LINK + "link-" + i, "text-" + i);
        }
        long before = commands();
        signal("STOP");
        List<Thread> waiting = new ArrayList<>();
        List<Future<SnapshotReads.Answer>> answers = new ArrayList<>();
        for (int i = 0; i <= CALLERS; i++) {
            int caller = i;
            answers.add(threads.submit(() -> {
                synchronized (waiting) {
                    waiting.add(Thread.currentThread());
                }
                return reads.read(List.of(Handle.ALL, handle(caller)), "link-" + caller);
            }));
            int begun = i + 1;
            // One by one, so that the first is alone with its command.
            Awaitility.await().until(() -> {
                synchronized (waiting) {
                    return waiting.size() == begun
                            && waiting.stream().allMatch(thread -> thread.getState() == Thread.State.TIMED_WAITING);
                }
            });
        }

        signal("CONT");

        for (int i = 0; i < CALLERS; i++) {
            SnapshotReads.Answer answer = answers.get(i).get();
            assertThat(answer.position()).isEqualTo("1");
            assertThat(answer.states()).containsEntry(handle(i), i + ":0").doesNotContainKey(Handle.ALL);
            assertThat(answer.links()).containsEntry("link-" + i, "text-" + i);
        }
        assertThat(answers.get(CALLERS).get().links()).doesNotContainKey("link-" + CALLERS);
        assertThat(commands() - before).isEqualTo(2);
    }

    @Test
    void no_answer_is_older_than_its_callers_arrival() throws Exception {
        SnapshotReads reads = new SnapshotReads(connections, LONG);
        AtomicLong written = new AtomicLong(1);
        AtomicBoolean over = new AtomicBoolean();
        Future<?> writer = threads.submit(() -> {
            for (long position = 2; !over.get(); position++) {
                redis.opsForHash().put(ReadModel.CONTROL, "position", Long.toString(position));
                written.set(position);
            }
        });

        List<Future<?>> readers = IntStream.range(0, 8)
                .<Future<?>>mapToObj(i -> threads.submit(() -> {
                    for (int n = 0; n < 2_000; n++) {
                        long least = written.get();
                        assertThat(Long.parseLong(reads.read(List.of(), null).position()))
                                .isGreaterThanOrEqualTo(least);
                    }
                }))
                .toList();

        for (Future<?> reader : readers) {
            reader.get();
        }
        over.set(true);
        writer.get();
        assertThat(written).hasValueGreaterThan(10);
    }

    @Test
    void a_read_that_is_never_answered_is_in_nobodys_way_once_its_callers_are_gone() throws Exception {
        SnapshotReads reads = new SnapshotReads(connections, SHORT);
        Awaitility.await().ignoreExceptions().until(() -> reads.read(List.of(), null) != null);
        long before = commands();
        signal("STOP");
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> reads.read(List.of(), null)).isInstanceOf(DataAccessException.class);
        }

        signal("CONT");

        Awaitility.await().ignoreExceptions().until(() -> reads.read(List.of(), null) != null);
        // Each of the three was sent, for none of them waited behind the one before.
        assertThat(commands() - before).isGreaterThanOrEqualTo(4);
    }

    @Test
    void without_a_connection_every_caller_is_refused_and_later_ones_are_served_again() throws Exception {
        SnapshotReads reads = new SnapshotReads(new FirstConnection(connections), LONG);
        signal("STOP");
        connections.resetConnection();
        List<Future<SnapshotReads.Answer>> refused = IntStream.range(0, CALLERS)
                .mapToObj(i -> threads.submit(() -> reads.read(List.of(handle(i)), null)))
                .toList();
        for (Future<SnapshotReads.Answer> answer : refused) {
            assertThatThrownBy(answer::get).hasCauseInstanceOf(DataAccessException.class);
        }

        signal("CONT");

        Awaitility.await().ignoreExceptions().until(() -> reads.read(List.of(), null) != null);
    }

    @Test
    @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void a_connection_that_is_given_up_under_load_is_made_anew_by_callers_and_never_by_the_thread_that_it_needs()
            throws Exception {
        FirstConnection first = new FirstConnection(connections);
        SnapshotReads reads = new SnapshotReads(first, SHORT);
        AtomicBoolean over = new AtomicBoolean();
        List<Future<?>> readers = IntStream.range(0, 8)
                .<Future<?>>mapToObj(i -> threads.submit(() -> {
                    while (!over.get()) {
                        try {
                            reads.read(List.of(handle(i)), null);
                        } catch (DataAccessException e) {
                            // That read was under way.
                        }
                    }
                }))
                .toList();

        for (int i = 0; i < 100; i++) {
            first.makeAnew(connections::resetConnection);
        }

        over.set(true);
        for (Future<?> reader : readers) {
            reader.get(30, TimeUnit.SECONDS);
        }
        Awaitility.await().ignoreExceptions().until(() -> reads.read(List.of(), null) != null);
    }

    private static Handle handle(int i) {
        return new Handle(Handle.Kind.TOKEN, "token-" + i);
    }

    /** Scripts that Redis has run. */
    private long commands() {
        String calls = redis.getRequiredConnectionFactory()
                .getConnection()
                .serverCommands()
                .info("commandstats")
                .getProperty("cmdstat_evalsha");
        return Long.parseLong(calls.substring("calls=".length(), calls.indexOf(',')));
    }

    private void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.child().pid()))
                .start()
                .waitFor();
    }
}
