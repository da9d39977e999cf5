package dev.edgepass.local.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Redis.
 *
 * @param address {@code host:port}
 * @param info members of its {@code INFO}, by name
 * @param evictionPolicy {@code maxmemory-policy}; empty where it doesn't tell its configuration
 */
record RedisFacts(String address, Map<String, String> info, Optional<String> evictionPolicy) {
    /** The oldest that the tests run on. */
    private static final List<Integer> OLDEST = List.of(6, 2);

    private static final long LAG_BYTES = 1L << 20;

    RedisFacts {
        info = Map.copyOf(info);
    }

    List<Check> checks(Place place) {
        List<Check> checks = new ArrayList<>(List.of(
                Check.ok(CheckId.REDIS, "Redis at " + address + " answers."),
                version(),
                appendOnly(place),
                eviction(place),
                role()));
        if (number("connected_slaves") > 0) {
            checks.add(replicas());
        }
        return checks;
    }

    private Check version() {
        String version = member("redis_version");
        String[] parts = version.split("\\.");
        boolean isNew = parts.length >= 2
                && (parse(parts[0]) > OLDEST.get(0)
                        || parse(parts[0]) == OLDEST.get(0) && parse(parts[1]) >= OLDEST.get(1));
        return isNew
                ? Check.ok(CheckId.REDIS_VERSION, "Redis is version " + version + ".")
                : Check.fail(
                        CheckId.REDIS_VERSION,
                        "Redis is version " + (version.isEmpty() ? "unknown" : version) + " (expected: 6.2 or newer).",
                        "install a newer Redis, best 7.4");
    }

    private Check appendOnly(Place place) {
        if (!member("aof_enabled").equals("1")) {
            return Check.fail(
                    CheckId.APPEND_ONLY,
                    "Redis doesn't write its file of commands: a restart loses reserved seats and kept answers, and everything is read from the log again.",
                    place.redisCli("CONFIG SET appendonly yes"));
        }
        return member("aof_last_write_status").equals("ok")
                ? Check.ok(CheckId.APPEND_ONLY, "Redis writes its file of commands, and the last write was good.")
                : Check.fail(
                        CheckId.APPEND_ONLY,
                        "Redis couldn't write its file of commands (aof_last_write_status is "
                                + member("aof_last_write_status") + ").",
                        "free some space on its disk, or repair it: until then Redis takes no write");
    }

    private Check eviction(Place place) {
        if (evictionPolicy.isEmpty()) {
            return Check.unknown(CheckId.EVICTION, "Redis doesn't tell its maxmemory-policy.", "");
        }
        String policy = evictionPolicy.get();
        return policy.equals("noeviction")
                ? Check.ok(
                        CheckId.EVICTION,
                        "Redis drops no key when its memory is full (maxmemory-policy is noeviction).")
                : Check.fail(
                        CheckId.EVICTION,
                        "Redis drops keys when its memory is full: blocks, seats or links would be gone in silence (maxmemory-policy is "
                                + policy + ", expected: noeviction).",
                        place.redisCli("CONFIG SET maxmemory-policy noeviction"));
    }

    private Check role() {
        String role = member("role");
        return role.equals("master")
                ? Check.ok(CheckId.REDIS_ROLE, "This Redis takes writes.")
                : Check.fail(
                        CheckId.REDIS_ROLE,
                        "This Redis is a " + role + " of " + member("master_host")
                                + " and takes no writes (its link is " + member("master_link_status") + ").",
                        "point SPRING_DATA_REDIS_HOST to the master, or make this one the master: redis-cli REPLICAOF NO ONE");
    }

    private Check replicas() {
        long offset = number("master_repl_offset");
        List<String> bad = new ArrayList<>();
        long count = number("connected_slaves");
        for (int i = 0; i < count; i++) {
            String replica = member("slave" + i);
            long behind = offset - parse(part(replica, "offset"));
            if (!part(replica, "state").equals("online") || behind > LAG_BYTES) {
                bad.add(part(replica, "ip") + ":" + part(replica, "port") + " is " + part(replica, "state") + ", "
                        + behind + " bytes behind");
            }
        }
        return bad.isEmpty()
                ? Check.ok(CheckId.REPLICAS, count + " replicas follow it, less than 1 MB behind.")
                : Check.warn(
                        CheckId.REPLICAS,
                        "Replicas don't follow: " + String.join("; ", bad) + ".",
                        "look at the replica's log and the network between the two");
    }

    /** Of {@code ip=..,port=..,state=..}. */
    private static String part(String replica, String name) {
        for (String member : replica.split(",")) {
            if (member.startsWith(name + "=")) {
                return member.substring(name.length() + 1);
            }
        }
        return "";
    }

    private String member(String name) {
        return info.getOrDefault(name, "");
    }

    private long number(String name) {
        return parse(member(name));
    }

    private static long parse(String text) {
        return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
    }
}
