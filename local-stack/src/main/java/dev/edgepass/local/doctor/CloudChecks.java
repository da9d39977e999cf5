package dev.edgepass.local.doctor;

import dev.edgepass.local.cloud.Observation;
import dev.edgepass.local.stack.DataFolder;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** A deployment's part in a Cloudflare account. */
final class CloudChecks {
    private static final String GROUP = "cloudflare.";
    private static final String UP = "./edgepass cloud up, with the options of the deployment (docs/deploy.md)";

    private CloudChecks() {}

    /** Nothing where no deployment was made from {@code data}. */
    static List<Check> withoutToken(DataFolder data) {
        return Files.exists(data.cloudRecord())
                ? List.of(Check.unknown(
                        CheckId.ACCOUNT,
                        "The settings in the Cloudflare account take an API token to be read.",
                        "./edgepass doctor --cloudflare, with the options of edgepass cloud plan"))
                : List.of();
    }

    static List<Check> of(List<Observation> observations) {
        List<Check> checks = new ArrayList<>();
        observations.forEach(observation -> checks.add(of(observation)));
        if (checks.stream().anyMatch(check -> check.id() != CheckId.ACCOUNT)) {
            checks.add(Check.unknown(
                    CheckId.ALLOWANCE,
                    "How much of the plan's requests, R2 operations and KV writes is used up is in the dashboard only.",
                    "look there, and set the request limit of the Worker's domain to fail closed"));
        }
        return checks;
    }

    private static Check of(Observation seen) {
        CheckId id = CheckId.of(GROUP + seen.part())
                .orElseThrow(() -> new IllegalStateException("no check of " + seen.part()));
        return switch (seen.standing()) {
            case THERE -> Check.ok(id, "There: " + seen.text() + ".");
            case DIFFERS -> Check.fail(id, "To be done: " + seen.text() + ".", UP);
            case BLOCKED -> Check.fail(id, seen.text(), "settle that, then " + UP);
            case LEFT -> Check.warn(id, "As it is: " + seen.text() + ".", "");
            case OPEN ->
                Check.fail(
                        id, "Open: " + seen.text() + ": revoked links can be read there.", UP + " and --close-bucket");
            case UNSEEN -> Check.unknown(id, seen.text(), "");
        };
    }
}
