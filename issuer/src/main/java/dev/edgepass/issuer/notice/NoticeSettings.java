package dev.edgepass.issuer.notice;

import java.util.List;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code edgepass.notices}: what a link may say of notices. Where they go to is the consumer's setting.
 *
 * @param names of the operator's destinations, one of which a link may have; none by default
 */
@ConfigurationProperties("edgepass.notices")
record NoticeSettings(@DefaultValue List<String> names) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,40}");

    NoticeSettings {
        names = names.stream()
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
        for (String name : names) {
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException(
                        "edgepass.notices.names: " + name + " (expected: " + NAME.pattern() + ")");
            }
        }
    }
}
