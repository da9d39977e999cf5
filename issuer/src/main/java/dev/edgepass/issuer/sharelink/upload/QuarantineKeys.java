package dev.edgepass.issuer.sharelink.upload;

/**
 * What the quarantine's bucket has of a link's files: {@code waiting/LINK/FILE} is a file; {@code accepting/LINK/FILE} notes under which key a copy of it was begun, and {@code accepted/LINK/FILE.BYTES} what was
 * decided about it: empty, that it was accepted, and otherwise that it was rejected. So two listings say what room a link's files take. Pure.
 */
final class QuarantineKeys {
    /** What a note of a rejected file has in it. */
    static final String REJECTED = "rejected";

    private QuarantineKeys() {}

    /** The folder of those that wait. */
    static String waiting(String linkId) {
        return "waiting/" + linkId + "/";
    }

    static String waiting(String linkId, String fileId) {
        return waiting(linkId) + fileId;
    }

    static String accepting(String linkId, String fileId) {
        return "accepting/" + linkId + "/" + fileId;
    }

    /** The folder of notes of those about which was decided. */
    static String decided(String linkId) {
        return "accepted/" + linkId + "/";
    }

    /** What the note of one begins with. */
    static String decided(String linkId, String fileId) {
        return decided(linkId) + fileId + ".";
    }

    static String decided(String linkId, String fileId, long bytes) {
        return decided(linkId, fileId) + bytes;
    }

    /** @param size of the note */
    static boolean isAccepted(long size) {
        return size == 0;
    }

    /** Of a file, or the note of a decision. */
    static String fileId(String key) {
        String name = key.substring(key.lastIndexOf('/') + 1);
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    /** Of the file, from the note of a decision. */
    static long bytes(String key) {
        return Long.parseLong(key.substring(key.lastIndexOf('.') + 1));
    }
}
