package dev.edgepass.local.doctor;

import dev.edgepass.local.cloud.Observation;
import dev.edgepass.local.edge.EdgeHost;
import dev.edgepass.local.edge.KvAccess;
import dev.edgepass.local.identity.LocalIdentity;
import dev.edgepass.local.process.StartFailure;
import dev.edgepass.local.stack.DataFolder;
import dev.edgepass.local.stack.StackInfo;
import dev.edgepass.local.stack.StackPorts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Looks at a system, and says what is well and what mends the rest. It changes nothing but objects and keys of its own, which it deletes at once. */
public final class Doctor {
    private static final String LOCAL = "local";
    private static final String CONTAINERS = "containers";
    private static final String NONE = "none";

    /** In the container {@code tools}: the file of the feed's public keys. */
    private static final String PUBLIC_KEYS = "EDGEPASS_FEED_JWKSFILE";

    private Doctor() {}

    /** A stack of {@code edgepass up}. */
    public static Diagnosis ofLocal(DataFolder data, StackInfo info) {
        List<Check> checks = outside(data, info);
        checks.addAll(inside(data, info, Place.local(info)).checks());
        checks.add(TokenFacts.ofOne().check());
        return new Diagnosis(LOCAL, checks);
    }

    /** One that has just started: what can be seen in a moment. Whether there is a backup isn't what a start is about. */
    public static Diagnosis ofStart(DataFolder data, StackInfo info) {
        List<Check> checks = outside(data, info);
        checks.removeIf(check -> check.id() == CheckId.BACKUP);
        checks.addAll(inside(data, info, Place.local(info)).quickChecks());
        return new Diagnosis(LOCAL, checks);
    }

    private static List<Check> outside(DataFolder data, StackInfo info) {
        List<Check> checks =
                new ArrayList<>(MachineProbe.of(data, Optional.empty()).checks(LOCAL));
        checks.add(processes(info));
        checks.addAll(keys(data, false));
        checks.add(localLogin(data));
        checks.addAll(CloudChecks.withoutToken(data));
        return checks;
    }

    /** A folder on which nothing runs. */
    public static Diagnosis ofNone(DataFolder data) {
        List<Check> checks = new ArrayList<>(
                MachineProbe.of(data, Optional.of(StackPorts.DEFAULT)).checks(NONE));
        checks.add(Check.unknown(
                CheckId.RUNNING,
                "Edgepass doesn't run on " + data.path() + ", so its parts can't be asked.",
                "./edgepass up"));
        checks.addAll(keys(data, false));
        checks.addAll(CloudChecks.withoutToken(data));
        return new Diagnosis(NONE, checks);
    }

    /** The parts of a system in containers, asked in one of them. */
    public static Diagnosis insideContainers(DataFolder data, StackInfo info) {
        return new Diagnosis(
                CONTAINERS, inside(data, info, Place.containers(info)).checks());
    }

    /** With what an API token sees in the Cloudflare account, in place of what is said without one. */
    public static Diagnosis withAccount(Diagnosis diagnosis, List<Observation> account) {
        List<Check> checks = new ArrayList<>(diagnosis.checks());
        checks.removeIf(check -> check.id() == CheckId.ACCOUNT);
        checks.addAll(CloudChecks.of(account));
        return new Diagnosis(diagnosis.system(), checks);
    }

    static List<Check> keys(DataFolder data, boolean withContainers) {
        try {
            return KeyProbe.of(data, withContainers).checks();
        } catch (NotSeen e) {
            return Check.unknown(CheckId.in("keys"), String.valueOf(e.getMessage()));
        }
    }

    private static Inside inside(DataFolder data, StackInfo info, Place place) {
        return new Inside(
                info,
                place,
                place.containers() ? Path.of(System.getenv().getOrDefault(PUBLIC_KEYS, "none")) : data.feedPublicKeys(),
                feedKeys(data),
                place.containers() ? Optional.empty() : pinned(data),
                place.containers() ? kvOfEnvironment(System.getenv()) : present(() -> EdgeHost.kvOf(data.edge())),
                adminLogin(data),
                StackInfo.sentinels(System.getenv()));
    }

    private static Check processes(StackInfo info) {
        List<String> ended = info.pids().entrySet().stream()
                .filter(part -> !ProcessHandle.of(part.getValue())
                        .map(ProcessHandle::isAlive)
                        .orElse(false))
                .map(part -> part.getKey() + " (process " + part.getValue() + ")")
                .sorted()
                .toList();
        return ended.isEmpty()
                ? Check.ok(CheckId.RUNNING, "All " + info.pids().size() + " processes of the stack run.")
                : Check.fail(
                        CheckId.RUNNING,
                        "Ended by itself: " + String.join(", ", ended) + ".",
                        "stop edgepass up and start it again (logs/ in the data folder says why it ended)");
    }

    private static Check localLogin(DataFolder data) {
        return Files.exists(data.loginKey())
                ? Check.ok(
                        CheckId.LOGIN,
                        "Logins of this machine's local identity are accepted, which edgepass login makes, and a backend's where edgepass up was told of one.")
                : Check.fail(
                        CheckId.LOGIN,
                        "The key of local logins isn't there: edgepass login can't make any.",
                        "stop edgepass up and start it again");
    }

    /** For a moment, in memory; a key that may not be used gives none. */
    static Optional<String> adminLogin(DataFolder data) {
        if (!Files.exists(data.loginKey()) || !Files.exists(data.loginPublicKeys())) {
            return Optional.empty();
        }
        return present(() -> LocalIdentity.of(data.loginKey(), data.loginPublicKeys())
                .token(LocalIdentity.Login.admin("edgepass-doctor", List.of()), Instant.now()));
    }

    private static Set<String> feedKeys(DataFolder data) {
        try {
            return KeyProbe.of(data, false)
                    .feed()
                    .map(keys -> Set.of(keys.current(), keys.next()))
                    .orElse(Set.of());
        } catch (NotSeen e) {
            return Set.of();
        }
    }

    /** What all locations believe. */
    private static Optional<Set<String>> pinned(DataFolder data) {
        try {
            Set<String> common = null;
            for (String jwks : EdgeHost.feedKeysOf(data.edge())) {
                Set<String> kids = KeyProbe.kids(jwks);
                if (common == null) {
                    common = new HashSet<>(kids);
                } else {
                    common.retainAll(kids);
                }
            }
            return Optional.ofNullable(common);
        } catch (StartFailure | ParseException e) {
            return Optional.empty();
        }
    }

    static Optional<KvAccess> kvOfEnvironment(Map<String, String> environment) {
        List<String> names = List.of(
                "EDGEPASS_KV_APIBASE", "EDGEPASS_KV_ACCOUNTID", "EDGEPASS_KV_NAMESPACEID", "EDGEPASS_KV_APITOKEN");
        List<String> values = names.stream()
                .map(name -> environment.getOrDefault(name, ""))
                .filter(value -> !value.isEmpty())
                .collect(Collectors.toList());
        return values.size() == names.size()
                ? Optional.of(new KvAccess(values.get(0), values.get(1), values.get(2), values.get(3)))
                : Optional.empty();
    }

    private static <T> Optional<T> present(Supplier<T> attempt) {
        try {
            return Optional.of(attempt.get());
        } catch (StartFailure e) {
            return Optional.empty();
        }
    }
}
