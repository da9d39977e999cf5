package dev.edgepass.local.doctor;

import dev.edgepass.local.redis.Sentinels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the Sentinels of a Redis say.
 *
 * @param silent those that don't answer
 * @param nodes how many there are
 * @param replicas as the first that answers sees them, each as Sentinel's members by name
 */
record SentinelFacts(int nodes, List<String> silent, List<Map<String, String>> replicas) {
    static SentinelFacts of(Sentinels sentinels) {
        List<String> silent = new ArrayList<>();
        Optional<List<Map<String, String>>> replicas = Optional.empty();
        for (String node : sentinels.nodes()) {
            Optional<List<Map<String, String>>> answer = sentinels.replicasSeenBy(node);
            if (answer.isEmpty()) {
                silent.add(node);
            } else if (replicas.isEmpty()) {
                replicas = answer;
            }
        }
        return new SentinelFacts(sentinels.nodes().size(), silent, replicas.orElse(List.of()));
    }

    Check check(Place place) {
        List<String> wrong = new ArrayList<>();
        silent.forEach(node -> wrong.add("the Sentinel at " + node + " doesn't answer"));
        if (silent.size() < nodes && replicas.isEmpty()) {
            wrong.add("they know no replica");
        }
        replicas.stream()
                .filter(replica -> !isWell(replica))
                .forEach(replica -> wrong.add("the replica " + replica.get("ip") + ":" + replica.get("port") + " is "
                        + replica.get("flags") + ", its link to the master " + replica.get("master-link-status")));
        return wrong.isEmpty()
                ? Check.ok(
                        CheckId.SENTINELS, "All " + nodes + " Sentinels answer, and a replica is ready to take over.")
                : Check.fail(
                        CheckId.SENTINELS,
                        "Where the master is lost, no other may take its place: " + String.join("; ", wrong) + ".",
                        place.start(away()));
    }

    /** The first that is to be started, by its host's name. */
    private String away() {
        return Stream.concat(
                        silent.stream().map(node -> node.substring(0, node.lastIndexOf(':'))),
                        replicas.stream().filter(replica -> !isWell(replica)).map(replica -> replica.get("ip")))
                .findFirst()
                .orElse("redis-2");
    }

    private static boolean isWell(Map<String, String> replica) {
        return "slave".equals(replica.get("flags")) && "ok".equals(replica.get("master-link-status"));
    }
}
