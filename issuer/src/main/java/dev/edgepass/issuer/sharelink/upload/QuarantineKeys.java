package dev.edgepass.issuer.sharelink.upload;

/**
 * What the quarantine's bucket has of a link's files: {@code waiting/LINK/FILE} is a file; {@code accepting/LINK/FILE} notes under which key a copy of it was begun, and {@code accepted/LINK/FILE.BYTES} that it was
 * accepted. So two listings say what room a link's files take. Pure.
 */
final class QuarantineKeys {
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

    /** The folder of notes of those that were accepted. */
    static String accepted(String linkId) {
        return "accepted/" + linkId + "/";
    }

    /** What the note of one begins with. */
    static String accepted(String linkId, String fileId) {
        return accepted(linkId) + fileId + ".";
    }

    static String accepted(String linkId, String fileId, long bytes) {
        return accepted(linkId, fileId) + bytes;
    }

    /** Of a file, or the note of an accepted one. */
    static String fileId(String key) {
        String name = key.substring(key.lastIndexOf('/') + 1);
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    /** Of the note of an accepted one. */
    static long bytes(String key) {
        return Long.parseLong(key.substring(key.lastIndexOf('.') + 1));
    }
}
