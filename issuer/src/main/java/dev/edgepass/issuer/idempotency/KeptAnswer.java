package dev.edgepass.issuer.idempotency;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * An answer as a client got it. May hold a secret.
 *
 * @param headers those that belong to the content
 */
public record KeptAnswer(int status, Map<String, String> headers, byte[] body) {
    /** Refusals of the request itself: it would have to be another one. */
    private static final Set<Integer> FINAL_REFUSALS = Set.of(400, 403, 404, 410, 413, 422);

    /**
     * Whether a repetition of the request shall have this answer again: what was done is done once. A conflict passes, and so does what has {@code Retry-After}: the
     * client is told to repeat the request, with its key.
     */
    public static boolean staysTrue(int status, boolean retryAfter) {
        return !retryAfter && (status / 100 == 2 || FINAL_REFUSALS.contains(status));
    }

    byte[] encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeShort(status);
            out.writeShort(headers.size());
            for (Map.Entry<String, String> header : headers.entrySet()) {
                out.writeUTF(header.getKey());
                out.writeUTF(header.getValue());
            }
            out.writeInt(body.length);
            out.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static KeptAnswer decode(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int status = in.readUnsignedShort();
            Map<String, String> headers = new LinkedHashMap<>();
            for (int left = in.readUnsignedShort(); left > 0; left--) {
                headers.put(in.readUTF(), in.readUTF());
            }
            return new KeptAnswer(status, headers, in.readNBytes(in.readInt()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Without its content. */
    @Override
    public String toString() {
        return "KeptAnswer[" + status + "]";
    }
}
