package dev.edgepass.issuer.canary;

import dev.edgepass.issuer.token.EdgeSettings;
import dev.edgepass.token.ObjectKey;
import dev.edgepass.worker.BackgroundWorker;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Runs the canary, one run after the other on a thread of its own, the first one interval after the start; nothing where it is off. */
@Component
class Canary extends BackgroundWorker implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Canary.class);

    private final CanarySettings settings;
    private final Optional<ObjectKey> key;
    private final URI edgeUrl;
    private final CanaryRun run;
    private final CanaryRecord record;
    private final Clock clock;

    Canary(CanarySettings settings, EdgeSettings edge, CanaryRun run, CanaryRecord record, Clock clock) {
        super("canary");
        this.settings = settings;
        this.key = settings.key();
        this.edgeUrl = Objects.requireNonNullElse(settings.edgeUrl(), edge.baseUrl());
        this.run = run;
        this.record = record;
        this.clock = clock;
    }

    boolean isOn() {
        return key.isPresent();
    }

    @Override
    protected void run() throws InterruptedException {
        if (key.isEmpty()) {
            return;
        }
        LOG.info("the canary runs every {} against {} (bound: {})", settings.interval(), edgeUrl, settings.bound());
        EdgeView edge = new EdgeView(edgeUrl, key.get(), clock);
        while (true) {
            Thread.sleep(settings.interval().toMillis());
            record.add(clock.instant(), run(key.get(), edge));
        }
    }

    /** A mistake in a run ends that run only. */
    private CanaryRun.Report run(ObjectKey object, EdgeView edge) throws InterruptedException {
        try {
            return run.run(object, edge, settings.bound());
        } catch (RuntimeException e) {
            return new CanaryRun.Report(
                    new CanaryVerdict.Failed("a mistake: " + e.getClass().getName()), List.of());
        }
    }
}
