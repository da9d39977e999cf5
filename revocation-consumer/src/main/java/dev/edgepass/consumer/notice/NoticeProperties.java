package dev.edgepass.consumer.notice;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where notices go. Without a destination there are none.
 *
 * @param destinations by the name that links use, of a-z, 0-9 and -, 1 to 40 characters; 20 at most
 * @param from sender's address of mails; needed for destinations with an e-mail address
 * @param sslBundle name of a bundle of spring.ssl.bundle with the authorities that webhooks are trusted by; those of Java by default
 * @param giveUpAfter age of a notice past which it becomes a dead letter where its delivery fails
 * @param firstRetry pause after a first failure; each further one is five times as long, up to an hour
 */
@ConfigurationProperties("edgepass.notices")
public record NoticeProperties(
        Map<String, Destination> destinations,
        @Nullable String from,
        @Nullable String sslBundle,
        @DefaultValue("PT24H") Duration giveUpAfter,
        @DefaultValue("PT5S") Duration firstRetry) {
    private static final String PREFIX = "edgepass.notices.";
    private static final int MOST_DESTINATIONS = 20;
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,40}");

    /** One address, without a name, and nothing that a header could be made of. */
    private static final Pattern EMAIL =
            Pattern.compile("[^\\s@<>\"(),:;\\\\\\[\\]\\p{Cntrl}]{1,64}@[A-Za-z0-9.-]{1,250}");

    public NoticeProperties {
        destinations = destinations == null ? Map.of() : Map.copyOf(destinations);
        from = blank(from);
        sslBundle = blank(sslBundle);
        require(destinations.size() <= MOST_DESTINATIONS, "destinations", "at most " + MOST_DESTINATIONS);
        require(!giveUpAfter.isNegative() && !giveUpAfter.isZero(), "give-up-after", "more than nothing");
        require(!firstRetry.isNegative() && !firstRetry.isZero(), "first-retry", "more than nothing");
        destinations.forEach((name, destination) -> {
            require(
                    NAME.matcher(name).matches(),
                    "destinations." + name,
                    "a name of a-z, 0-9 and -, 1 to 40 characters");
            destination.check(PREFIX + "destinations." + name + ".");
        });
        boolean mails = destinations.values().stream().anyMatch(destination -> destination.email() != null);
        require(
                !mails || from != null && EMAIL.matcher(from).matches(),
                "from",
                "the sender's address, such as edgepass@example.org, since a destination has an e-mail address");
    }

    /**
     * A destination: a URL with a secret, or an e-mail address.
     *
     * @param url of a webhook: https, or http where allow-private is set
     * @param secretFile of a webhook: file with the secret that signs it, whsec_ and base64, mode 0600
     * @param email address that mails go to; needs spring.mail.host
     * @param allowPrivate of a webhook: whether its name may lead to this machine or a private network, and it may be http
     */
    public record Destination(
            @Nullable URI url,
            @Nullable Path secretFile,
            @Nullable String email,
            @DefaultValue("false") boolean allowPrivate) {
        public Destination {
            url = url == null || url.toString().isEmpty() ? null : url;
            email = blank(email);
        }

        private void check(String prefix) {
            URI address = url;
            String mail = email;
            if (address == null && mail != null) {
                requireAt(EMAIL.matcher(mail).matches(), prefix + "email", "one address, such as ops@example.org");
            } else if (address != null && mail == null) {
                String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
                requireAt(
                        (scheme.equals("https") || scheme.equals("http") && allowPrivate)
                                && address.getHost() != null
                                && address.getRawUserInfo() == null
                                && address.getRawFragment() == null,
                        prefix + "url",
                        "https://host/path without user and fragment; http with allow-private only");
                requireAt(secretFile != null, prefix + "secret-file", "a file with whsec_ and base64");
            } else {
                throw new IllegalArgumentException(prefix + "url or " + prefix + "email (expected: one of them)");
            }
        }

        /** Without the URL, which may have a secret of the receiver's in its path. */
        @Override
        public String toString() {
            return "Destination[" + (email == null ? "webhook" : "e-mail") + "]";
        }
    }

    private static void require(boolean holds, String property, String expected) {
        requireAt(holds, PREFIX + property, expected);
    }

    /** Without the value. */
    private static void requireAt(boolean holds, String property, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(property + " is missing or can't be used (expected: " + expected + ")");
        }
    }

    private static @Nullable String blank(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
