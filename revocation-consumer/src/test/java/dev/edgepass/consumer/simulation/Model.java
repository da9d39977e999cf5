package dev.edgepass.consumer.simulation;

import java.util.function.Supplier;

/** Everything that the parts of one run share. */
final class Model {
    final Scheduler scheduler;
    final Profile profile;
    final Planted planted;
    final Trace trace;
    final Weather weather;
    final Oracle oracle;
    final ControlLog log;
    final Records records = new Records();
    final R2 r2;
    final Kv kv;
    final Tokens tokens;

    Model(long seed, Planted planted, boolean traced) {
        this.scheduler = new Scheduler(seed);
        this.profile = Profile.of(scheduler, planted.kind());
        this.planted = planted;
        this.trace = new Trace(traced);
        this.weather = new Weather(scheduler, profile.stormy());
        this.oracle = new Oracle(this);
        this.log = new ControlLog(scheduler, weather, oracle::appended);
        this.r2 = new R2(scheduler, weather, oracle::stored);
        this.kv = new Kv(scheduler, weather);
        this.tokens = new Tokens(this);
    }

    boolean has(Planted fault) {
        return planted == fault;
    }

    long now() {
        return scheduler.now();
    }

    void say(String who, Supplier<String> what) {
        trace.say(scheduler.now(), who, what);
    }
}
