package dev.edgepass.local.status;

import dev.edgepass.local.client.Http;
import dev.edgepass.local.stack.StackInfo;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The state of each part of a running stack, in the order in which an event goes through them: processes, log, issuer, read model, feed, edges. Asks when it is
 * made.
 */
public final class StackStatus {
    private final Http http = new Http();
    private final List<PartStatus> parts = new ArrayList<>();
    private final long now = System.currentTimeMillis();
    private final OptionalLong end;

    private StackStatus(StackInfo info) {
        info.pids().entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(part -> process(part));
        end = LogEnd.of(info.kafka());
        log(info.kafka());
        issuer(info.issuer());
        Optional<ConsumerHealth> consumer = ConsumerHealth.of(http, info.consumer());
        readModel(consumer);
        feed(consumer);
        info.edges().forEach(this::edge);
    }

    /** Asks all parts of {@code info}; each has a few seconds to answer. */
    public static StackStatus of(StackInfo info) {
        return new StackStatus(info);
    }

    public List<PartStatus> parts() {
        return List.copyOf(parts);
    }

    public boolean allUp() {
        return parts.stream().allMatch(PartStatus::up);
    }

    private void process(Map.Entry<String, Long> part) {
        boolean alive =
                ProcessHandle.of(part.getValue()).filter(ProcessHandle::isAlive).isPresent();
        add(part.getKey(), alive, "process " + part.getValue(), Map.of("pid", part.getValue()));
    }

    private void log(String kafka) {
        String where = "control log at " + kafka;
        if (end.isPresent()) {
            add(
                    "log",
                    true,
                    where + ", position " + Humane.count(end.getAsLong()),
                    Map.of("position", end.getAsLong()));
        } else {
            add("log", false, where + " doesn't answer", Map.of());
        }
    }

    private void issuer(URI issuer) {
        boolean up = http.isOk(issuer.resolve("/actuator/health/readiness"));
        add("issuer", up, issuer.toString(), Map.of("url", issuer.toString()));
    }

    private void readModel(Optional<ConsumerHealth> consumer) {
        if (consumer.isEmpty()) {
            add("model", false, "the revocation consumer doesn't answer", Map.of());
            return;
        }
        ConsumerHealth.Projection model = consumer.get().controlProjection();
        Map<String, Object> details = positioned(model.position());
        details.put("state", model.state());
        add(
                "model",
                model.up(),
                position(model.position()) + ", " + explained(model.state(), model.detail(), model.up()),
                details);
    }

    private void feed(Optional<ConsumerHealth> consumer) {
        if (consumer.isEmpty()) {
            add("feed", false, "the revocation consumer doesn't answer", Map.of());
            return;
        }
        ConsumerHealth.Feed feed = consumer.get().feed();
        Map<String, Object> details = positioned(feed.position());
        details.put("role", feed.role());
        details.put("term", feed.term());
        details.put("sequence", feed.sequence());
        details.put("asOf", feed.asOf());
        String asOf = feed.asOf() == 0 ? "" : ", as of " + Humane.duration(Math.max(0, now - feed.asOf())) + " ago";
        if (feed.asOf() != 0) {
            details.put("ageMs", Math.max(0, now - feed.asOf()));
        }
        add(
                "feed",
                feed.up(),
                position(feed.position()) + ", " + explained(feed.role(), feed.detail(), feed.up()) + ", term "
                        + feed.term() + asOf,
                details);
    }

    private void edge(URI edge) {
        boolean up = http.isOk(edge.resolve("/healthz"));
        Optional<EdgeKnowledge> knowledge = EdgeKnowledge.of(http, edge);
        if (knowledge.isEmpty()) {
            add("edge", false, edge + " knows nothing", Map.of("url", edge.toString()));
            return;
        }
        EdgeKnowledge known = knowledge.get();
        Map<String, Object> details = positioned(known.position());
        details.put("url", edge.toString());
        details.put("asOf", known.asOf());
        details.put("ageMs", known.ageMillis());
        details.put("readAgeMs", known.readAgeMillis());
        details.put("entries", known.entries());
        add(
                "edge",
                up,
                edge + " " + position(known.position()) + ", read " + Humane.duration(known.readAgeMillis())
                        + " ago, as of " + Humane.duration(known.ageMillis()) + " ago, "
                        + Humane.count(known.entries(), "entry", "entries"),
                details);
    }

    private String position(long position) {
        long behind = end.isPresent() ? Math.max(0, end.getAsLong() - position) : 0;
        return "position " + Humane.count(position) + (behind == 0 ? "" : " (" + Humane.count(behind) + " behind)");
    }

    private Map<String, Object> positioned(long position) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("position", position);
        end.ifPresent(last -> details.put("behind", Math.max(0, last - position)));
        return details;
    }

    /** A word that says all is well needs no reason. */
    private static String explained(String word, String detail, boolean up) {
        return up || detail.isEmpty() ? word : word + " (" + detail + ")";
    }

    private void add(String part, boolean up, String text, Map<String, Object> details) {
        parts.add(new PartStatus(part, up, text, details));
    }
}
