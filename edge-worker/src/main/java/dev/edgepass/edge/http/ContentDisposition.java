package dev.edgepass.edge.http;

/** {@code Content-Disposition} of a download (RFC 6266). */
public final class ContentDisposition {
    private ContentDisposition() {}

    /**
     * {@code attachment} with the file name that ends {@code key}: once in ASCII, and where that isn't the whole truth once more as RFC 8187 has it.
     *
     * @param key of the object
     * @param path the same, percent-encoded but for RFC 3986's unreserved characters
     */
    public static String attachment(String key, String path) {
        String name = key.substring(key.lastIndexOf('/') + 1);
        String encoded = path.substring(path.lastIndexOf('/') + 1);
        StringBuilder ascii = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            ascii.append(c < 0x7F && c != '"' && c != '%' ? c : '_');
        }
        String disposition = "attachment; filename=\"" + ascii + '"';
        return encoded.equals(name) ? disposition : disposition + "; filename*=UTF-8''" + encoded;
    }
}
