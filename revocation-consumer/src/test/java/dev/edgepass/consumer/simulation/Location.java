package dev.edgepass.consumer.simulation;

import dev.edgepass.edge.workers.Response;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One edge location: its clock, its way to KV, and one or more isolates that know nothing of each other. */
final class Location {
    private static final double CANCELLED = 0.01;

    private final Model model;
    private final String name;
    private final Kv.Location kv;
    private final long skew;
    private final double drift;
    private final double requestsPerSecond;
    private final List<IsolateNode> isolates = new ArrayList<>();
    private final Map<String, Response> cache = new HashMap<>();
    private int isolatesStarted;
    private double trouble;

    Location(Model model, int number) {
        this.model = model;
        this.name = "edge-" + number;
        this.kv = model.kv.new Location();
        this.skew = model.scheduler.between(-2_000, 2_000);
        this.drift = model.scheduler.between(-200, 200) / 1_000_000.0;
        this.requestsPerSecond =
                model.profile.pace() * (model.scheduler.chance(0.2) ? 1.5 : model.scheduler.between(1, 6) / 10.0);
        for (long n = model.scheduler.chance(0.2) ? 2 : 1; n > 0; n--) {
            isolates.add(newIsolate());
        }
    }

    private IsolateNode newIsolate() {
        return new IsolateNode(model, this, name + (isolatesStarted++ == 0 ? "" : "/" + isolatesStarted));
    }

    void start() {
        model.scheduler.in(model.scheduler.gap(requestsPerSecond), this::request);
    }

    /** Other faults are in force: who suffers is drawn anew. */
    void weatherChanged() {
        trouble = model.scheduler.chance(0.3) ? 1 : model.scheduler.between(0, 8) / 10.0;
    }

    private void request() {
        if (model.weather.has(Fault.EVICTIONS) && model.scheduler.chance(0.1)) {
            int evicted = (int) model.scheduler.between(0, isolates.size() - 1);
            isolates.set(evicted, newIsolate());
        }
        MintedToken token = model.tokens.any();
        if (token != null) {
            EdgeRequest request = new EdgeRequest(model, model.scheduler.pick(isolates), token, key(token));
            request.start();
            double cancelled = model.weather.has(Fault.CANCELLATIONS) ? 0.3 : CANCELLED;
            if (model.scheduler.chance(cancelled)) {
                model.scheduler.in(model.scheduler.between(0, 700), request::cancel);
            }
        }
        start();
    }

    /** What a viewer asks for: most often something that the token opens, now and then in another spelling. */
    private String key(MintedToken token) {
        String path = token.claims().paths().get(0);
        String key = model.scheduler.pick(Catalogue.OBJECTS);
        for (int i = 0; i < 8 && !key.startsWith(path); i++) {
            key = model.scheduler.pick(Catalogue.OBJECTS);
        }
        return model.scheduler.chance(0.1) ? Catalogue.decomposed(key) : key;
    }

    /** What the Cache API has here, by URL. */
    Map<String, Response> cache() {
        return cache;
    }

    Kv.Location kv() {
        return kv;
    }

    /** How likely it is that a read of R2 from here is lost while reads are lost, or slow while they are slow. */
    double trouble() {
        return trouble;
    }

    /** Milliseconds since the epoch, by this location's clock. */
    long clock() {
        return Scheduler.EPOCH + model.now() + skew + (long) (model.now() * drift);
    }
}
