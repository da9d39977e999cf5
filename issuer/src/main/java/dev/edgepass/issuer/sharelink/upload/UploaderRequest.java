package dev.edgepass.issuer.sharelink.upload;

import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.problem.ProblemType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The bodies of the uploader's calls. Their {@code toString} has no member: sessions and names are in them. */
final class UploaderRequest {
    static final int MOST = 100;

    /** As {@link dev.edgepass.issuer.token.RandomId} makes them. */
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{22}");

    private static final Pattern REF = Pattern.compile("[A-Za-z0-9_-]{16,64}");

    /** RFC 9110 section 8.8.3, without a weak one; R2's and Miniflare's are hex or base64url. */
    private static final Pattern ETAG = Pattern.compile("\"?[A-Za-z0-9_+/=.-]{1,256}\"?");

    private UploaderRequest() {}

    /** @param password where the link has one */
    record Session(@Nullable String secret, @Nullable String password) {
        @Override
        public String toString() {
            return "Session";
        }
    }

    /**
     * @param uploader as they call themselves; missing is nobody
     * @param files 1 to {@value #MOST}
     */
    record Files(
            @Nullable String session,
            @Nullable String uploader,
            @Nullable List<@Nullable Item> files) {
        /**
         * @param name without a folder
         * @param size bytes, exactly
         * @param ref random, by the client; a file that is announced again with it is the same one
         */
        record Item(
                @Nullable String name,
                @Nullable Long size,
                @Nullable String ref) {
            @Override
            public String toString() {
                return "Item";
            }
        }

        /** @throws ProblemException {@code invalid-request}, naming the member */
        List<Uploads.Announced> parse(String prefix) {
            String who = FileWords.uploader(uploader);
            List<Uploads.Announced> announced = new ArrayList<>();
            Set<String> refs = new HashSet<>();
            List<Item> items = some("files", files);
            for (int i = 0; i < items.size(); i++) {
                String field = "files[" + i + "]";
                Item item = items.get(i);
                String name = FileWords.name(field + ".name", item.name, prefix);
                Long size = item.size;
                if (size == null || size < 1 || size > FileParts.MOST_BYTES) {
                    throw ProblemType.invalid(
                            field + ".size", size + " (expected: 1 to " + FileParts.MOST_BYTES + " bytes)");
                }
                String ref = item.ref;
                if (ref != null && (!REF.matcher(ref).matches() || !refs.add(ref))) {
                    throw ProblemType.invalid(
                            field + ".ref",
                            "no random id, or that of another file of the request (expected: 16 to 64 of A-Z, a-z, 0-9, - and _)");
                }
                announced.add(new Uploads.Announced(new FileWords(name, who), size, ref));
            }
            return announced;
        }

        @Override
        public String toString() {
            return "Files";
        }
    }

    record State(@Nullable String session, @Nullable List<@Nullable String> ids) {
        List<String> parse() {
            return UploaderRequest.ids("ids", ids, MOST);
        }

        @Override
        public String toString() {
            return "State";
        }
    }

    /** @param parts their numbers, which begin at 1 */
    record Parts(
            @Nullable String session,
            @Nullable String id,
            @Nullable List<@Nullable Integer> parts) {
        List<Integer> parse() {
            return some("parts", parts);
        }

        @Override
        public String toString() {
            return "Parts";
        }
    }

    /** @param parts all of the file's */
    record Complete(
            @Nullable String session,
            @Nullable String id,
            @Nullable List<@Nullable Part> parts) {
        /** @param etag the header {@code ETag} of the answer to the part's PUT */
        record Part(@Nullable Integer number, @Nullable String etag) {}

        Map<Integer, String> etags() {
            Map<Integer, String> etags = new HashMap<>();
            List<@Nullable Part> all = parts == null ? List.of() : parts;
            for (int i = 0; i < all.size(); i++) {
                String field = "parts[" + i + "]";
                Part part = all.get(i);
                if (part == null || part.number == null || part.number < 1) {
                    throw ProblemType.invalid(field + ".number", "missing, or not a number (expected: 1 or more)");
                }
                if (part.etag == null || !ETAG.matcher(part.etag).matches()) {
                    throw ProblemType.invalid(field + ".etag", "no ETag (expected: as the store answered)");
                }
                if (etags.put(part.number, part.etag) != null) {
                    throw ProblemType.invalid(field + ".number", "a number that the request has before");
                }
            }
            return etags;
        }

        @Override
        public String toString() {
            return "Complete";
        }
    }

    record Cancel(@Nullable String session, @Nullable String id) {
        @Override
        public String toString() {
            return "Cancel";
        }
    }

    static String id(@Nullable String id) {
        return id("id", id);
    }

    static String id(String field, @Nullable String id) {
        if (id == null || !ID.matcher(id).matches()) {
            throw ProblemType.invalid(field, "no id of a file (expected: as POST /upload-links/files gave it)");
        }
        return id;
    }

    /** Each once. */
    static List<String> ids(String field, @Nullable List<@Nullable String> ids, int most) {
        if (ids == null || ids.isEmpty() || ids.size() > most) {
            throw ProblemType.invalid(field, "expected: 1 to " + most + " ids");
        }
        List<String> parsed = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < ids.size(); i++) {
            String id = id(field + "[" + i + "]", ids.get(i));
            if (seen.add(id)) {
                parsed.add(id);
            }
        }
        return parsed;
    }

    private static <T> List<T> some(String field, @Nullable List<@Nullable T> items) {
        if (items == null || items.isEmpty() || items.size() > MOST) {
            throw ProblemType.invalid(field, "expected: 1 to " + MOST);
        }
        List<T> some = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            T item = items.get(i);
            if (item == null) {
                throw ProblemType.invalid(field + "[" + i + "]", "null");
            }
            some.add(item);
        }
        return some;
    }
}
