package dev.edgepass.consumer.simulation;

import java.util.ArrayList;
import java.util.List;

/** One run: a world from a seed, on its way through its weather to its end, under the eyes of the {@link Oracle}. */
final class Simulation {
    private static final int LOCATIONS = 50;
    private static final long TICK = 500;
    private static final int TRACED = 120;
    private static final double COMMANDS_PER_SECOND = 1;
    private static final double MINTS_PER_SECOND = 3;

    private final Model model;
    private final List<PublisherNode> publishers = new ArrayList<>();
    private final List<IssuerNode> issuers = new ArrayList<>();
    private final List<Location> locations = new ArrayList<>();

    private Simulation(long seed, Planted planted, boolean traced) {
        this.model = new Model(seed, planted, traced);
        for (int i = 1; i <= model.profile.publishers(); i++) {
            publishers.add(new PublisherNode(model, i));
        }
        for (int i = 1; i <= model.profile.issuers(); i++) {
            issuers.add(new IssuerNode(model, i));
        }
        for (int i = 1; i <= LOCATIONS; i++) {
            locations.add(new Location(model, i));
        }
    }

    /**
     * Runs {@code seed}.
     *
     * @throws AssertionError where something that must hold doesn't: with the seed and the trace that led there
     */
    static Outcome run(long seed, Planted planted) {
        Simulation simulation = new Simulation(seed, planted, false);
        try {
            simulation.run();
            return simulation.outcome();
        } catch (Violation violation) {
            throw explained(seed, planted, violation);
        }
    }

    /** The seed again, this time with words. */
    private static SimulationFailure explained(long seed, Planted planted, Violation violation) {
        Simulation again = new Simulation(seed, planted, true);
        try {
            again.run();
        } catch (Violation same) {
            return new SimulationFailure(
                    seed, planted, again.model.profile, again.model.now(), same, again.model.trace.about(same, TRACED));
        }
        throw new IllegalStateException(
                "seed " + seed + " gave " + violation.getMessage()
                        + ", and nothing when it was run again (expected: the same)",
                violation);
    }

    private void run() {
        try {
            play();
        } finally {
            publishers.forEach(PublisherNode::end);
        }
    }

    /** The last lines of what happens in a run of {@code seed}. */
    static String trace(long seed) {
        Simulation simulation = new Simulation(seed, Planted.NOTHING, true);
        simulation.run();
        return simulation.model.trace.toString();
    }

    private void play() {
        Operations operations = new Operations(model, publishers);
        operations.plan();
        model.weather.start(model.trace, () -> {
            operations.weatherChanged();
            locations.forEach(Location::weatherChanged);
        });
        publishers.forEach(PublisherNode::start);
        issuers.get(0).send(IssuerNode.keyAdded("K1"));
        for (int i = 1; i <= 6; i++) {
            issuers.get(0).send(IssuerCommands.link("L" + i));
        }
        locations.forEach(Location::start);
        model.scheduler.in(model.scheduler.gap(COMMANDS_PER_SECOND * model.profile.pace()), this::command);
        model.scheduler.in(model.scheduler.gap(MINTS_PER_SECOND * model.profile.pace()), this::mint);
        model.scheduler.in(TICK, this::tick);
        model.scheduler.run(model.profile.length());
        model.oracle.records().requireTruth();
    }

    private void command() {
        model.scheduler.pick(issuers).command();
        model.scheduler.in(model.scheduler.gap(COMMANDS_PER_SECOND * model.profile.pace()), this::command);
    }

    private void mint() {
        model.scheduler.pick(issuers).mint();
        model.scheduler.in(model.scheduler.gap(MINTS_PER_SECOND * model.profile.pace()), this::mint);
    }

    private void tick() {
        model.oracle.tick();
        model.scheduler.in(TICK, this::tick);
    }

    private Outcome outcome() {
        ViewChecks views = model.oracle.views();
        return new Outcome(
                model.scheduler.hash(),
                model.profile.length(),
                model.scheduler.executed(),
                views.granted(),
                views.refused(),
                views.stale(),
                views.latestGrant(),
                model.log.end(),
                model.oracle.published(),
                model.oracle.heads().count(),
                model.tokens.minted(),
                model.weather.windows() + model.r2.writesInDoubt(),
                model.r2.throttled(),
                model.r2.deleted(),
                model.r2.damagedReads(),
                model.oracle.records().known());
    }
}
