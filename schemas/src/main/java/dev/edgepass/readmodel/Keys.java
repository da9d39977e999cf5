package dev.edgepass.readmodel;

import dev.edgepass.feed.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The names of the read model's keys (docs/read-model.md). With an empty id a name is what all of its kind begin with, as scripts take it.
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

    /** By which the log's identity is verified, for the control topic ({@code control}), the words topic ({@code words}) and each partition of the issuance topic. */
    public String marks() {
        return prefix + "marks";
    }

    public String handle() {
        return prefix + "handle";
    }

    public String active() {
        return prefix + "active";
    }

    public String keys() {
        return prefix + "keys";
    }

    /** @param tenant null is none */
    public String openLinks(@Nullable String tenant, String subject) {
        String owner = tenant == null ? "-" : tenant.length() + ":" + tenant;
        return prefix + "open:" + owner + ":" + subject;
    }

    public String links() {
        return prefix + "links";
    }

    public String linkChanges() {
        return prefix + "link-changes";
    }

    public String revocations() {
        return prefix + "revocations";
    }

    public String link(String id) {
        return prefix + "link:" + id;
    }

    /** How far the words topic is folded. */
    public String words() {
        return prefix + "words";
    }

    /** What people wrote about a link: {@link dev.edgepass.event.LinkWords} by their digests. */
    public String wordsOf(String linkId) {
        return prefix + "words:" + linkId;
    }

    /** Words that aren't in force. */
    public String looseWords() {
        return prefix + "loose-words";
    }

    /** Links whose words were erased. */
    public String erasures() {
        return prefix + "erasures";
    }

    public String secret(String hash) {
        return prefix + "secret:" + hash;
    }

    public String revocation(String id) {
        return prefix + "revocation:" + id;
    }

    public String group(String id) {
        return prefix + "group:" + id;
    }

    public String viewers(String linkId) {
        return prefix + "viewers:" + linkId;
    }

    public String opens() {
        return prefix + "opens";
    }

    public String removed() {
        return prefix + "removed";
    }

    public String freed() {
        return prefix + "freed";
    }

    public String usage() {
        return prefix + "usage";
    }

    /** @param owner a link's id, or the subject of tokens without a link */
    public String views(String owner) {
        return prefix + "views:" + owner;
    }

    /** @param partition of the usage topic, as in the methods below: each partition's fold has keys of its own */
    public String receipts(int partition, String handle) {
        return prefix + "receipts:" + partition + ":" + handle;
    }

    public String grants(int partition, String handle) {
        return prefix + "grants:" + partition + ":" + handle;
    }

    public String locations(int partition) {
        return prefix + "locations:" + partition;
    }

    public String isolates(int partition) {
        return prefix + "isolates:" + partition;
    }

    public String token(String jti) {
        return prefix + "token:" + jti;
    }

    /** @param handle of a link or a subject, or {@link Handle#ALL} */
    public String live(Handle handle) {
        return prefix + "live:" + (handle.equals(Handle.ALL) ? "all" : handle);
    }
}
