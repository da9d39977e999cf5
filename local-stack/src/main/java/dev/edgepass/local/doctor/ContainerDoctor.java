package dev.edgepass.local.doctor;

import dev.edgepass.local.client.Http;
import dev.edgepass.local.edge.S3Access;
import dev.edgepass.local.stack.Containers;
import dev.edgepass.local.stack.DataFolder;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** A system of {@code docker-compose.yml}: what this machine sees of it, and what a container in its network does. */
public final class ContainerDoctor {
    private static final URI ISSUER = URI.create("http://127.0.0.1:8780");
    private static final List<String> INSIDE =
            List.of("kafka", "redis", "issuer", "consumer", "store", "feed", "kv", "edge");

    private final DataFolder data;
    private final Path env;
    private final Compose compose;
    private final URI issuer;
    private final Http http = new Http();

    ContainerDoctor(DataFolder data, Path env, Compose compose, URI issuer) {
        this.data = data;
        this.env = env;
        this.compose = compose;
        this.issuer = issuer;
    }

    /** The system that {@code data} was prepared for. */
    public static Diagnosis of(DataFolder data, Containers containers) {
        return new ContainerDoctor(data, containers.env(), new Compose(containers), ISSUER).diagnosis();
    }

    Diagnosis diagnosis() {
        Map<CheckId, Check> checks = new LinkedHashMap<>();
        add(checks, MachineProbe.of(data, Optional.empty()).checks("containers"));
        add(checks, Doctor.keys(data, true));
        Place place = new Place(true, "kafka:9092", "redis:6379");
        try {
            List<Check> inside = compose.checks();
            add(checks, List.of(Check.ok(CheckId.RUNNING, "The containers' network answers.")));
            add(checks, inside);
        } catch (NotSeen e) {
            String reason = String.valueOf(e.getMessage());
            add(
                    checks,
                    List.of(Check.unknown(
                            CheckId.RUNNING,
                            reason,
                            "docker compose --profile local up --build --wait, or with --profile cloudflare")));
            INSIDE.forEach(group -> add(checks, Check.unknown(CheckId.in(group), reason)));
            checks.keySet()
                    .removeAll(List.of(
                            CheckId.REPLICAS, CheckId.SENTINELS, CheckId.PUBLIC_ADDRESS, CheckId.CLIENT_ADDRESS));
        }
        try {
            SettingsFacts settings = SettingsProbe.of(env, data.keys());
            add(checks, settings.checks());
            add(checks, fromHere(settings, place));
        } catch (NotSeen e) {
            add(
                    checks,
                    Check.unknown(
                            List.of(CheckId.ENV, CheckId.LOGIN, CheckId.PROFILE), String.valueOf(e.getMessage())));
        }
        add(checks, CloudChecks.withoutToken(data));
        return new Diagnosis("containers", List.copyOf(checks.values()));
    }

    /** What is known takes the place of what isn't; else what was said first stays. */
    private static void add(Map<CheckId, Check> checks, List<Check> more) {
        more.forEach(
                check -> checks.merge(check.id(), check, (old, other) -> old.level() == Level.UNKNOWN ? other : old));
    }

    /** The issuer by its published port and by its public address, and the account's store and KV with the services' own credentials. */
    private List<Check> fromHere(SettingsFacts settings, Place place) {
        Map<String, String> values = settings.values();
        Optional<URI> publicAddress = remote(values.get("EDGEPASS_PUBLICURL"));
        List<Check> checks = new ArrayList<>();
        try (Questions questions = new Questions()) {
            Future<IssuerFacts> issuerSeen =
                    questions.ask(() -> IssuerProbe.of(http, issuer, Doctor.adminLogin(data), publicAddress));
            Optional<Future<ClockFacts>> clock = remote(values.get("EDGEPASS_EDGE_BASEURL"))
                    .map(edge -> questions.ask(() -> ClockProbe.of(http, edge)));
            if (settings.isWithAccount()) {
                checks.addAll(ofAccount(questions, values));
            } else {
                checks.add(TokenFacts.ofOne().check());
            }
            checks.addAll(
                    questions.checks(issuerSeen, facts -> facts.checks(place), CheckId.ISSUER, place.start("issuer")));
            clock.map(answer -> questions
                            .found(answer)
                            .map(ClockFacts::check)
                            .orElseGet(() -> Check.unknown(CheckId.CLOCK, "The edge doesn't say what time it is.", "")))
                    .ifPresent(checks::add);
        }
        return checks;
    }

    private static List<Check> ofAccount(Questions questions, Map<String, String> values) {
        Future<TokenFacts> tokens =
                questions.ask(() -> StoreProbe.tokens(credential(values, "ISSUER"), credential(values, "CONSUMER")));
        Optional<Future<KvFacts>> kv =
                Doctor.kvOfEnvironment(values).map(access -> questions.ask(() -> KvProbe.of(new Http(), access)));
        List<Check> checks = new ArrayList<>();
        checks.add(questions
                .found(tokens)
                .map(TokenFacts::check)
                .orElseGet(() -> Check.unknown(CheckId.TOKENS, "The store doesn't answer.", "")));
        kv.ifPresent(answer -> checks.addAll(questions.checks(
                answer, facts -> List.of(facts.check()), CheckId.KV, "look at EDGEPASS_KV_APIBASE and the network")));
        checks.add(Check.unknown(
                CheckId.CLIENT_ADDRESS,
                "Whether clients' addresses come through the tunnel can't be seen from here.",
                "set EDGEPASS_LIMITS_ADDRESSHEADER as docs/load.md says"));
        return checks;
    }

    private static S3Access credential(Map<String, String> values, String service) {
        String prefix = "EDGEPASS_" + service + "_R2_";
        return new S3Access(
                values.getOrDefault("EDGEPASS_R2_ENDPOINT", ""),
                values.getOrDefault(prefix + "ACCESSKEYID", ""),
                values.getOrDefault(prefix + "SECRETACCESSKEY", ""),
                values.getOrDefault("EDGEPASS_R2_MEDIABUCKET", "edgepass-media"),
                "edgepass-feed");
    }

    /** An address that others reach, too; empty where it is this machine's own, or none. */
    private static Optional<URI> remote(@Nullable String url) {
        try {
            return Optional.ofNullable(url)
                    .map(URI::create)
                    .filter(address -> address.getHost() != null && !isLoopback(address.getHost()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean isLoopback(String host) {
        return List.of("127.0.0.1", "localhost", "[::1]").contains(host) || host.endsWith(".localhost");
    }
}
