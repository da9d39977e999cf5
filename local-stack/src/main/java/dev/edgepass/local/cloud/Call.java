package dev.edgepass.local.cloud;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A call of Cloudflare's API that changes something.
 *
 * @param path below the API's base, encoded
 * @param contentType of the body
 * @param body empty where there is none
 */
record Call(String method, String path, String contentType, byte[] body) {
    private static final byte[] NOTHING = {};
    private static final String BOUNDARY = "edgepass-5f0d9c1e7a";

    static Call json(String method, String path, JsonNode body) {
        return new Call(method, path, "application/json", body.toString().getBytes(StandardCharsets.UTF_8));
    }

    static Call delete(String path) {
        return new Call("DELETE", path, "application/json", NOTHING);
    }

    /**
     * An upload of a Worker (multipart/form-data, RFC 7578): its metadata, and a part for each module.
     *
     * @param modules file name to content
     */
    static Call upload(String path, JsonNode metadata, Map<String, byte[]> modules) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        part(body, "name=\"metadata\"", "application/json", metadata.toString().getBytes(StandardCharsets.UTF_8));
        modules.forEach((name, content) -> part(
                body, "name=\"" + name + "\"; filename=\"" + name + "\"", "application/javascript+module", content));
        body.writeBytes(ascii("--" + BOUNDARY + "--\r\n"));
        return new Call("PUT", path, "multipart/form-data; boundary=" + BOUNDARY, body.toByteArray());
    }

    private static void part(ByteArrayOutputStream body, String disposition, String type, byte[] content) {
        body.writeBytes(ascii("--" + BOUNDARY + "\r\nContent-Disposition: form-data; " + disposition
                + "\r\nContent-Type: " + type + "\r\n\r\n"));
        body.writeBytes(content);
        body.writeBytes(ascii("\r\n"));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
