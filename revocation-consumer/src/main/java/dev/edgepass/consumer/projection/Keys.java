package dev.edgepass.consumer.projection;

import org.jspecify.annotations.Nullable;

/**
 * The names of the read model's keys (docs/read-model.md).
 *
 * @param prefix of all of them; {@link #LIVE} has the one that the issuer reads
 */
public record Keys(String prefix) {
    /** The read model in use. */
    public static final Keys LIVE = new Keys("ep:");

    public String control() {
        return prefix + "control";
    }

    public String issuance() {
        return prefix + "issuance";
    }

    /** By which the log's identity is verified, for the control topic ({@code control}) and each partition of the issuance topic. */
    public String marks() {
        return prefix + "marks";
    }

    public String handle() {
        return prefix + "handle";
    }

    public String active() {
        return prefix + "active";
    }

    String keys() {
        return prefix + "keys";
    }

    /** @param tenant null is none */
    String openLinks(@Nullable String tenant, String subject) {
        String owner = tenant == null ? "-" : tenant.length() + ":" + tenant;
        return prefix + "open:" + owner + ":" + subject;
    }

    String links() {
        return prefix + "links";
    }

    String linkChanges() {
        return prefix + "link-changes";
    }

    String revocations() {
        return prefix + "revocations";
    }

    String link(String id) {
        return prefix + "link:" + id;
    }

    String secret(String hash) {
        return prefix + "secret:" + hash;
    }

    String revocation(String id) {
        return prefix + "revocation:" + id;
    }

    String group(String id) {
        return prefix + "group:" + id;
    }

    String viewers(String linkId) {
        return viewers() + linkId;
    }

    /** What {@link #viewers(String)} begins with. */
    String viewers() {
        return prefix + "viewers:";
    }

    String opens() {
        return prefix + "opens";
    }

    String removed() {
        return prefix + "removed";
    }

    String freed() {
        return prefix + "freed";
    }

    String token(String jti) {
        return prefix + "token:" + jti;
    }

    String live() {
        return prefix + "live:all";
    }

    String liveOfLink(String id) {
        return prefix + "live:lnk:" + id;
    }

    String liveOfSubject(String subject) {
        return prefix + "live:sub:" + subject;
    }
}
