package dev.edgepass.local.cloud;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** One thing of a deployment. It reads before it says anything, so every step can be repeated. Not thread-safe. */
abstract class Part {
    final Cloud cloud;
    /** In the record, kind and name; empty where nothing is recorded. */
    final String key;

    Part(Cloud cloud, String key) {
        this.cloud = cloud;
        this.key = key;
    }

    /** Reads what is there, and compares. Changes nothing. */
    abstract Finding look();

    /** Does what {@link #look} found to do. The record knows of it before Cloudflare does: an answer may be lost. */
    void apply(Finding.Step step) {
        cloud.record().intend(step.key());
        step.calls().forEach(call -> applied(step, cloud.api().send(call)));
    }

    /**
     * Cloudflare did it.
     *
     * @param result of the call
     */
    void applied(Finding.Step step, JsonNode result) {
        cloud.record().made(step.key(), Json.text(result, "id"));
    }

    /** What {@code down} does about what {@code up} made here; empty where that is nothing. Changes nothing. */
    final Optional<Finding> leftover() {
        return cloud.record().isOurs(key) ? Optional.of(removal()) : Optional.empty();
    }

    /** As {@link #leftover}, where the record has this part. A step without calls only forgets what is gone already. */
    Finding removal() {
        throw new IllegalStateException("nothing is recorded of " + key);
    }

    /** What {@code down} says of a thing that has our name and isn't ours. */
    static Finding foreign(String thing) {
        return new Finding.Left(thing + " stays: it isn't the one that this folder made");
    }

    /** What is said of rules that aren't ours. */
    static String stay(int others) {
        return switch (others) {
            case 0 -> "";
            case 1 -> " (1 other rule stays)";
            default -> " (" + others + " other rules stay)";
        };
    }
}
