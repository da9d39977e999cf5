package dev.edgepass.local.cloud;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** One thing of a deployment. It reads before it says anything, so every step can be repeated. Not thread-safe. */
abstract class Part {
    final Cloud cloud;

    Part(Cloud cloud) {
        this.cloud = cloud;
    }

    /** Reads what is there, and compares. Changes nothing. */
    abstract Finding look();

    /** What {@code down} does about what {@code up} made here; empty where that is nothing. Changes nothing. */
    Optional<Finding> leftover() {
        return Optional.empty();
    }

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

    /** What {@code down} says of a thing that has our name and isn't ours. */
    static Finding foreign(String thing) {
        return new Finding.Left(thing + " stays: it isn't the one that this folder made");
    }
}
