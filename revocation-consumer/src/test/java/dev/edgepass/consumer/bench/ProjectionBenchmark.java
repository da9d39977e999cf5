package dev.edgepass.consumer.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.edgepass.consumer.ReplayProgram;
import dev.edgepass.consumer.log.EventLog;
import dev.edgepass.consumer.log.EventReader;
import dev.edgepass.consumer.log.LogReader;
import dev.edgepass.consumer.projection.ControlProjection;
import dev.edgepass.consumer.projection.IssuanceProjection;
import dev.edgepass.consumer.projection.Projection;
import dev.edgepass.consumer.projection.ProjectionFollower;
import dev.edgepass.consumer.projection.WordsFolded;
import dev.edgepass.consumer.testing.TestLog;
import dev.edgepass.consumer.testing.TestService;
import dev.edgepass.consumer.views.ViewsProjection;
import dev.edgepass.readmodel.Keys;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;

/**
 * Times each {@link Workload}: a projection that catches up with a log that is there, and says for how long the longest script held Redis up. Arguments: the part of
 * their records, 1 by default, and the workloads to run, all by default.
 */
public final class ProjectionBenchmark {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final double NANOS = 1e9;
    private static final double MICROS = 1e6;
    private static final RedisScript<Long> LONGEST = RedisScript.of("""
            local longest = 0
            for _, entry in ipairs(redis.call('SLOWLOG', 'GET', '100000')) do
              longest = math.max(longest, entry[3])
            end
            redis.call('SLOWLOG', 'RESET')
            return longest
            """, Long.class);

    private final ConfigurableApplicationContext context;
    private final StringRedisTemplate redis;

    private ProjectionBenchmark(ConfigurableApplicationContext context) {
        this.context = context;
        this.redis = context.getBean(StringRedisTemplate.class);
    }

    public static void main(String[] args) throws Exception {
        double part = args.length == 0 ? 1 : Double.parseDouble(args[0]);
        List<Workload> workloads = args.length < 2
                ? List.of(Workload.values())
                : Arrays.stream(args).skip(1).map(Workload::valueOf).toList();
        Path key = Files.createTempDirectory("bench").resolve("feed.jwk");
        TestLog.clean();
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(ReplayProgram.class)
                .web(WebApplicationType.NONE)
                .run(TestService.arguments(key).toArray(String[]::new))) {
            ProjectionBenchmark benchmark = new ProjectionBenchmark(context);
            for (Workload workload : workloads) {
                benchmark.run(workload, (int) (workload.size() * part));
            }
        }
        System.exit(0);
    }

    private void run(Workload workload, int records) throws Exception {
        TestLog.clean();
        try (TestLog log = new TestLog()) {
            log.appendAll(records, workload::event);
        }
        // The first run warms the code up.
        for (int run = 0; run < 3; run++) {
            catchUp(workload, records, run);
        }
    }

    private void catchUp(Workload workload, int records, int run) {
        cleanRedis();
        EventReader reader = context.getBean(EventReader.class);
        Projection projection = switch (workload) {
            case ISSUANCE ->
                new IssuanceProjection(redis, Keys.LIVE, reader, (message, reason) -> {}, Clock.systemUTC());
            case VIEWS -> new ViewsProjection(redis, Keys.LIVE, reader, (message, reason) -> {}, change -> {});
            default -> new ControlProjection(redis, Keys.LIVE, reader, (message, reason) -> {}, WordsFolded.ALWAYS);
        };
        double ownCpu = ownCpuSeconds();
        double redisCpu = redisCpuSeconds();
        long began = System.nanoTime();
        try (LogReader log = projection.open(context.getBean(EventLog.class))) {
            ProjectionFollower follower = new ProjectionFollower(projection, log);
            follower.resume();
            long folded = 0;
            while (folded < records) {
                folded += follower.follow(POLL);
            }
        }
        double seconds = (System.nanoTime() - began) / NANOS;
        System.out.printf(
                Locale.ROOT,
                "%-12s run %d: %,d records in %.2f s: %,.0f records/s; CPU per record: consumer %.0f us, Redis %.0f us;"
                        + " longest command in Redis %.1f ms%n",
                workload,
                run,
                records,
                seconds,
                records / seconds,
                (ownCpuSeconds() - ownCpu) / records * MICROS,
                (redisCpuSeconds() - redisCpu) / records * MICROS,
                Objects.requireNonNull(redis.execute(LONGEST, List.of())) / 1e3);
    }

    private void cleanRedis() {
        redis.execute((RedisConnection connection) -> {
            connection.serverCommands().setConfig("slowlog-log-slower-than", "500");
            connection.serverCommands().setConfig("slowlog-max-len", "100000");
            connection.serverCommands().flushAll();
            return true;
        });
        redis.execute(LONGEST, List.of());
    }

    private static double ownCpuSeconds() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime() / NANOS;
    }

    private double redisCpuSeconds() {
        Properties info = redis.execute((RedisConnection connection) ->
                Objects.requireNonNull(connection.serverCommands().info("cpu")));
        return Double.parseDouble(info.getProperty("used_cpu_user"))
                + Double.parseDouble(info.getProperty("used_cpu_sys"));
    }
}
