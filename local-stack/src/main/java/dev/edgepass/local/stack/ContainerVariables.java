package dev.edgepass.local.stack;

import dev.edgepass.local.process.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** Which variables {@code docker-compose.yml} gets from {@code ./edgepass prepare-containers}. */
public final class ContainerVariables {
    private static final String PROFILE = "EDGEPASS_ISSUER_PROFILE";
    private static final String LOCAL = "local";
    private static final SecureRandom RANDOM = new SecureRandom();

    /** What only the owner of a Cloudflare account knows. */
    private static final List<String> OF_THE_ACCOUNT = List.of(
            "EDGEPASS_R2_ENDPOINT",
            "EDGEPASS_ISSUER_R2_ACCESSKEYID",
            "EDGEPASS_ISSUER_R2_SECRETACCESSKEY",
            "EDGEPASS_CONSUMER_R2_ACCESSKEYID",
            "EDGEPASS_CONSUMER_R2_SECRETACCESSKEY",
            "EDGEPASS_KV_APIBASE",
            "EDGEPASS_KV_ACCOUNTID",
            "EDGEPASS_KV_NAMESPACEID",
            "EDGEPASS_KV_APITOKEN",
            "EDGEPASS_PUBLICURL",
            "EDGEPASS_EDGE_BASEURL",
            "EDGEPASS_LOGIN_AUDIENCE",
            "EDGEPASS_TUNNEL_TOKEN");

    private ContainerVariables() {}

    /**
     * For the local edge: random credentials, and the local identity.
     *
     * @param root the folder of {@code docker-compose.yml}
     * @throws StartFailure where {@code env} contradicts {@code data}
     */
    public static void addLocal(DotEnv env, Path root, DataFolder data) {
        addOwner(env, root, data);
        env.add(PROFILE, LOCAL);
        env.add("EDGEPASS_IDENTITY_LOCALJWKSFILE", "/keys/public/login-public.jwks");
        // The local store has one credential.
        String id = env.add("EDGEPASS_ISSUER_R2_ACCESSKEYID", random(16));
        String secret = env.add("EDGEPASS_ISSUER_R2_SECRETACCESSKEY", random(32));
        env.add("EDGEPASS_CONSUMER_R2_ACCESSKEYID", id);
        env.add("EDGEPASS_CONSUMER_R2_SECRETACCESSKEY", secret);
        env.add("EDGEPASS_KV_APITOKEN", random(32));
    }

    /**
     * For a Cloudflare account.
     *
     * @return the variables that are still to be set
     * @throws StartFailure where {@code env} contradicts {@code data}, or is one for the local edge
     */
    public static List<String> addCloudflare(DotEnv env, Path root, DataFolder data) {
        if (LOCAL.equals(env.get(PROFILE))) {
            throw new StartFailure("The variables are those of the local edge (" + PROFILE + "=" + LOCAL
                    + "): move that file away first, or choose another with --env-file.");
        }
        addOwner(env, root, data);
        env.add(PROFILE, "production");
        Stream<String> logins = Stream.of("EDGEPASS_LOGIN_ISSUER", "EDGEPASS_LOGIN_HS256SECRETFILE")
                        .anyMatch(name -> isSet(env, name))
                ? Stream.empty()
                : Stream.of("EDGEPASS_LOGIN_ISSUER or EDGEPASS_LOGIN_HS256SECRETFILE");
        return Stream.concat(OF_THE_ACCOUNT.stream().filter(name -> !isSet(env, name)), logins)
                .toList();
    }

    private static boolean isSet(DotEnv env, String name) {
        String value = env.get(name);
        return value != null && !value.isEmpty();
    }

    private static void addOwner(DotEnv env, Path root, DataFolder data) {
        try {
            env.add("EDGEPASS_UID", Files.getAttribute(data.keys(), "unix:uid").toString());
            env.add("EDGEPASS_GID", Files.getAttribute(data.keys(), "unix:gid").toString());
        } catch (IOException e) {
            throw new StartFailure("Can't read " + data.keys() + " (" + e + ").", e);
        }
        String folder = data.path().toString();
        boolean isDefault = data.path().equals(root.resolve(".edgepass"));
        if (!isDefault || env.get("EDGEPASS_DATA") != null) {
            String used = env.add("EDGEPASS_DATA", folder);
            if (!used.equals(folder)) {
                throw new StartFailure("EDGEPASS_DATA is " + used + " (expected: " + folder
                        + "): give --data as before, or change that variable.");
            }
        }
    }

    private static String random(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
