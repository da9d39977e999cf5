package dev.edgepass.consumer.simulation;

import dev.edgepass.event.ControlEvent;
import dev.edgepass.event.Effect;
import dev.edgepass.event.Target;
import dev.edgepass.feed.Handle;
import java.util.List;

/** What befalls the publishers' processes and machines, and what their operator does about it: at the end of each fault all of them run and are right. */
final class Operations {
    private static final int CROWD = 10_100;
    private static final long RESTARTS_APART = 8_000;

    private final Model model;
    private final List<PublisherNode> publishers;
    private boolean restarting;

    Operations(Model model, List<PublisherNode> publishers) {
        this.model = model;
        this.publishers = publishers;
    }

    /** What the run is about, beside its weather. */
    void plan() {
        long at = model.profile.length() / 2;
        if (model.profile.kind() == Profile.Kind.CROWD) {
            model.scheduler.at(at, this::crowd);
        } else if (model.profile.kind() == Profile.Kind.DISASTER) {
            model.weather.plan(at, at + 20_000, Fault.BROKER_DOWN);
            model.scheduler.at(at + 10_000, this::restoreOlderLog);
        } else if (model.profile.kind() == Profile.Kind.REFUSED_WRITES) {
            model.weather.plan(10_000, 10_000 + Weather.REFUSED_WRITES, Fault.WRITES_REFUSED);
        } else if (model.profile.kind() == Profile.Kind.ROLLING_RESTART) {
            model.weather.plan(10_000, 10_000 + RESTARTS_APART * publishers.size(), Fault.ROLLING_RESTART);
        }
    }

    private void crowd() {
        for (int i = 0; i < CROWD; i++) {
            model.log.append(new ControlEvent.LogPadded("ada"));
        }
    }

    /** The broker comes back with a copy of its disk from before the newest head, or with nothing. */
    private void restoreOlderLog() {
        boolean another = model.scheduler.chance(0.3);
        long published = model.oracle.heads().position();
        long back = another ? 0 : Math.max(0, published - model.scheduler.between(1, 30));
        if (published > 0) {
            model.log.goBackTo(back, another);
            model.say("log", () -> "is back at " + back + (another ? ", another topic" : ""));
        }
    }

    void weatherChanged() {
        boolean restarts = model.weather.has(Fault.ROLLING_RESTART);
        if (restarts && !restarting) {
            for (int i = 0; i < publishers.size(); i++) {
                PublisherNode publisher = publishers.get(i);
                model.scheduler.in(i * RESTARTS_APART + model.scheduler.between(0, 2_000), () -> restart(publisher));
            }
        }
        restarting = restarts;
        if (model.weather.has(Fault.UNREADABLE_RECORDS) && model.log.unknown() == 0) {
            model.log.appendGarbage();
            model.scheduler.in(model.scheduler.between(0, 5_000), this::writeUnknown);
        } else if (!model.weather.has(Fault.UNREADABLE_RECORDS) && model.log.unknown() > 0) {
            upgrade();
        }
        if (!model.weather.has(Fault.LOG_BEGINNING_LOST)) {
            model.log.mend();
        } else if (model.log.start() == 0 && model.log.end() > 0) {
            model.log.loseBeginning(model.scheduler.between(1, model.log.end()));
        }
        for (PublisherNode publisher : publishers) {
            if (model.weather.has(Fault.CRASHES)) {
                model.scheduler.in(model.scheduler.between(0, 10_000), () -> crash(publisher));
            } else if (!publisher.isUp()) {
                publisher.start();
            }
            if (model.weather.has(Fault.PAUSES)) {
                model.scheduler.in(model.scheduler.between(0, 10_000), () -> pause(publisher));
            } else {
                publisher.pauseUntil(model.now());
            }
            boolean jumps = model.weather.has(Fault.CLOCK_JUMPS) && model.scheduler.chance(0.5);
            publisher.setSkew(
                    jumps ? model.scheduler.between(-30_000, 30_000) : model.scheduler.between(-1_000, 1_000));
        }
    }

    /** One of another fault's, where that has stopped it already. */
    private void restart(PublisherNode publisher) {
        if (publisher.isUp()) {
            publisher.kill();
            model.scheduler.in(model.scheduler.between(500, 3_000), () -> {
                if (!publisher.isUp()) {
                    publisher.start();
                }
            });
        }
    }

    private void writeUnknown() {
        if (model.weather.has(Fault.UNREADABLE_RECORDS) && model.log.unknown() == 0) {
            Target target = new Target(Handle.Kind.SUBJECT, model.scheduler.pick(Catalogue.SUBJECTS));
            model.log.appendUnknown(
                    new ControlEvent.Revoked("Rnewer-" + model.now(), List.of(target), Effect.CUTOFF, null, "ada"));
        }
    }

    /** Every consumer is started anew, as a build that knows the record. */
    private void upgrade() {
        model.log.becomeKnown();
        publishers.stream().filter(PublisherNode::isUp).forEach(publisher -> {
            publisher.kill();
            publisher.start();
        });
    }

    private void crash(PublisherNode publisher) {
        if (!model.weather.has(Fault.CRASHES)) {
            return;
        }
        if (publisher.isUp()) {
            publisher.kill();
            if (model.scheduler.chance(0.3)) {
                publisher.rename();
            }
            model.scheduler.in(model.scheduler.between(500, 20_000), () -> {
                if (!publisher.isUp()) {
                    publisher.start();
                }
            });
        }
        model.scheduler.in(model.scheduler.between(1_000, 25_000), () -> crash(publisher));
    }

    private void pause(PublisherNode publisher) {
        if (model.weather.has(Fault.PAUSES)) {
            publisher.pauseUntil(model.now() + model.scheduler.between(500, 25_000));
            model.scheduler.in(model.scheduler.between(1_000, 30_000), () -> pause(publisher));
        }
    }
}
