package dev.edgepass.benchmarks.issue;

import java.net.URI;
import java.util.List;

/**
 * A running server that issues tokens.
 *
 * @param name in tables and files
 * @param pid of the process whose CPU counts
 * @param server scheme, host and port
 * @param requests that it is asked with, by turns
 * @param expected status of the answers
 */
record IssuePeer(String name, long pid, URI server, List<byte[]> requests, int expected) {
    static final String EDGEPASS = "edgepass";
    static final String KEYCLOAK = "keycloak";
    static final String AUTHORIZATION_SERVER = "authorization-server";
    /** The same, with a look into Redis and an acknowledged event in Kafka for each token. */
    static final String REVOCABLE = "authorization-server-revocable";

    private static final String CREDENTIALS = "Basic YmVuY2g6c2VjcmV0";

    /** One that gives a token for client credentials (RFC 6749 section 4.4). */
    static IssuePeer oauth(String name, long pid, URI tokenEndpoint) {
        byte[] request = KeepAlive.post(
                tokenEndpoint,
                "application/x-www-form-urlencoded",
                "grant_type=client_credentials",
                "Authorization",
                CREDENTIALS);
        return new IssuePeer(name, pid, tokenEndpoint, List.of(request), 200);
    }

    IssueLoad load(int connections) {
        return new IssueLoad(server, requests, expected, connections);
    }
}
