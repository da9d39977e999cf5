package dev.edgepass.readmodel;

import dev.edgepass.event.LinkWords;

/**
 * A share link as scripts give it: its JSON, and in the next line its words, where it has some that weren't erased. Both are of one moment, so what is missing was erased, and isn't on its way:
 * the control topic's projection waits for the words that its events name. Stateless.
 */
public final class LinkText {
    private static final char BETWEEN = '\n';

    private LinkText() {}

    /** A Lua function {@code link_with_words(id)}: a link's text, or false where there is none. */
    public static String lua(Keys keys) {
        return """
                local function link_with_words(id)
                  local link = redis.call('GET', '%s' .. id)
                  local digest = link and string.match(link, '"words":"([%%w_-]+)"')
                  local words = digest and redis.call('HGET', '%s' .. id, digest)
                  return words and link .. '\\n' .. words or link
                end
                """.formatted(keys.link(""), keys.wordsOf(""));
    }

    /**
     * For a reader: a state of a later version is unknown to it.
     *
     * @throws tools.jackson.core.JacksonException where it is no such text
     */
    public static LinkRecord read(String text) {
        int end = text.indexOf(BETWEEN);
        LinkRecord link = ReadModelJson.read(end < 0 ? text : text.substring(0, end), LinkRecord.class);
        if (link.terms().words() == null) {
            return link;
        }
        return link.withWords(end < 0 ? null : ReadModelJson.read(text.substring(end + 1), LinkWords.class));
    }
}
