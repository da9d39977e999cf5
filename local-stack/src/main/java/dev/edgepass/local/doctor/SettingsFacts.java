package dev.edgepass.local.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The variables of {@code docker-compose.yml}. Values are here for comparison; none is in what a check has seen.
 *
 * @param file their file
 * @param isThere whether it is there
 * @param isOpen whether others may read it
 * @param values those that are set to something
 * @param keysOwner the user id that owns the keys
 */
record SettingsFacts(String file, boolean isThere, boolean isOpen, Map<String, String> values, String keysOwner) {
    static final String PROFILE_VARIABLE = "EDGEPASS_ISSUER_PROFILE";
    static final String LOCAL_JWKS = "EDGEPASS_IDENTITY_LOCALJWKSFILE";
    static final String LOGIN_ISSUER = "EDGEPASS_LOGIN_ISSUER";
    static final String LOGIN_SECRET = "EDGEPASS_LOGIN_HS256SECRETFILE";
    static final String TUNNEL_TOKEN = "EDGEPASS_TUNNEL_TOKEN";
    static final String UID = "EDGEPASS_UID";

    /** Without these docker compose or a service doesn't start. */
    static final List<String> REQUIRED = List.of(
            "EDGEPASS_ISSUER_R2_ACCESSKEYID",
            "EDGEPASS_ISSUER_R2_SECRETACCESSKEY",
            "EDGEPASS_CONSUMER_R2_ACCESSKEYID",
            "EDGEPASS_CONSUMER_R2_SECRETACCESSKEY",
            "EDGEPASS_THUMBNAILS_R2_ACCESSKEYID",
            "EDGEPASS_THUMBNAILS_R2_SECRETACCESSKEY",
            "EDGEPASS_KV_APITOKEN");

    /** And where the store is Cloudflare's, these have no default that is right. */
    static final List<String> OF_AN_ACCOUNT = List.of(
            "EDGEPASS_KV_APIBASE",
            "EDGEPASS_KV_ACCOUNTID",
            "EDGEPASS_KV_NAMESPACEID",
            "EDGEPASS_PUBLICURL",
            "EDGEPASS_EDGE_BASEURL",
            "EDGEPASS_LOGIN_AUDIENCE",
            TUNNEL_TOKEN);

    /** Every variable that is looked at. */
    static final List<String> ALL = variables();

    private static final String PREPARE = "./edgepass prepare-containers";
    private static final String LOCAL = "local";

    SettingsFacts {
        values = Map.copyOf(values);
    }

    private static List<String> variables() {
        List<String> all = new ArrayList<>(REQUIRED);
        all.addAll(OF_AN_ACCOUNT);
        all.addAll(List.of(
                PROFILE_VARIABLE,
                LOCAL_JWKS,
                LOGIN_ISSUER,
                LOGIN_SECRET,
                UID,
                "EDGEPASS_R2_ENDPOINT",
                "EDGEPASS_R2_MEDIABUCKET"));
        return List.copyOf(all);
    }

    /** The local edge's own addresses are the defaults of docker-compose.yml. */
    boolean isWithAccount() {
        return values.getOrDefault("EDGEPASS_R2_ENDPOINT", "").startsWith("https://");
    }

    List<Check> checks() {
        if (!isThere) {
            String reason = "There is no " + file + ".";
            List<Check> checks = new ArrayList<>(List.of(Check.fail(CheckId.ENV, reason, PREPARE)));
            checks.addAll(Check.unknown(List.of(CheckId.LOGIN, CheckId.PROFILE), reason));
            return checks;
        }
        return List.of(env(), login(), profile());
    }

    private Check env() {
        if (isOpen) {
            return Check.fail(CheckId.ENV, "Others may read " + file + ", which has secrets.", "chmod 600 " + file);
        }
        List<String> required = new ArrayList<>(REQUIRED);
        if (isWithAccount()) {
            required.addAll(OF_AN_ACCOUNT);
        }
        List<String> missing =
                required.stream().filter(name -> !values.containsKey(name)).toList();
        if (!missing.isEmpty()) {
            return Check.fail(
                    CheckId.ENV,
                    file + " doesn't set " + String.join(", ", missing) + ".",
                    isWithAccount()
                            ? "./edgepass cloud up, or set them by hand: docs/containers.md, \"Variables\""
                            : PREPARE);
        }
        String uid = values.getOrDefault(UID, "1000");
        return uid.equals(keysOwner)
                ? Check.ok(CheckId.ENV, "Only its owner reads " + file + ", and what has to be set is.")
                : Check.fail(
                        CheckId.ENV,
                        "The services run as user " + uid + " (" + UID + "), and the keys are owned by user "
                                + keysOwner + ".",
                        "set " + UID + "=" + keysOwner + " in " + file + ", or change the keys' owner");
    }

    private Check login() {
        List<String> modes = List.of(LOCAL_JWKS, LOGIN_ISSUER, LOGIN_SECRET).stream()
                .filter(values::containsKey)
                .toList();
        boolean isTrial = isLocal() && modes.equals(List.of(LOCAL_JWKS, LOGIN_SECRET));
        if (modes.size() == 1 || isTrial) {
            return Check.ok(CheckId.LOGIN, "Logins are set: " + String.join(" beside ", modes) + ".");
        }
        String seen = modes.isEmpty()
                ? "No kind of login is set"
                : modes.size() + " kinds of login are set: " + String.join(", ", modes);
        return Check.fail(
                CheckId.LOGIN,
                seen + " (expected: one of them).",
                "set " + LOGIN_ISSUER + " or " + LOGIN_SECRET + " in " + file
                        + " and none of the others: docs/identity.md");
    }

    private boolean isLocal() {
        return values.getOrDefault(PROFILE_VARIABLE, "production").equals(LOCAL);
    }

    private Check profile() {
        boolean isLocal = isLocal();
        boolean isReachable = isWithAccount() || values.containsKey(TUNNEL_TOKEN);
        if (isLocal && isReachable) {
            return Check.fail(
                    CheckId.PROFILE,
                    "The issuer trusts this machine's development logins (" + PROFILE_VARIABLE + "=" + LOCAL
                            + "), and the settings are those of a deployment.",
                    "set " + PROFILE_VARIABLE + "=production in " + file);
        }
        return Check.ok(
                CheckId.PROFILE,
                isLocal ? "The profile is local, and no tunnel leads to it." : "The profile isn't local.");
    }
}
