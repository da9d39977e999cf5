package dev.edgepass.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.encoding.MalformedException;
import dev.edgepass.media.MediaType;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A media type is read exactly where a regular expression says so; it says the same after it was written and read again, and has no comma outside of quotes. */
public final class MediaTypeFuzz {
    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}";
    private static final String TOKEN = "[A-Za-z0-9!#$%&'*+.^_`|~-]+";
    private static final String QUOTED = "\"[ !#-\\[\\]-~]*\"";
    private static final Pattern PARAMETER =
            Pattern.compile("[ \\t]*;[ \\t]*(" + TOKEN + ")=(?:" + TOKEN + "|" + QUOTED + ")");
    private static final Pattern TYPE = Pattern.compile(NAME + "/" + NAME + "(?:" + PARAMETER.pattern() + ")*");

    private MediaTypeFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        String text = new String(input, StandardCharsets.ISO_8859_1);
        MediaType type;
        try {
            type = MediaType.parse(text);
        } catch (MalformedException e) {
            assertThat(isWellFormed(text)).isFalse();
            return;
        }
        assertThat(isWellFormed(text)).isTrue();
        assertThat(MediaType.parse(type.toString())).isEqualTo(type);
        assertThat(text.replaceAll("\"[^\"]*\"", "")).doesNotContain(",", "\"", "\\");
        assertThat(text.toLowerCase(Locale.ROOT)).startsWith(type.essence());
    }

    private static boolean isWellFormed(String text) {
        if (text.length() > MediaType.MAX_LENGTH || !TYPE.matcher(text).matches()) {
            return false;
        }
        Set<String> names = new HashSet<>();
        Matcher parameters = PARAMETER.matcher(text);
        while (parameters.find()) {
            if (!names.add(parameters.group(1).toLowerCase(Locale.ROOT))) {
                return false;
            }
        }
        return true;
    }
}
