package dev.edgepass.acceptance;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks in texts for what may be in no log: tokens, secrets, private keys, credentials, addresses of clients. Immutable. */
final class LogScan {
    /** In the order in which a place is named: by the first that fits. */
    enum Kind {
        TOKEN("eyJ[\\w-]{4,}\\.(?:eyJ)?[\\w-]{8,}\\.[\\w-]{8,}"),
        TOKEN_IN_URL("/view/[\\w-]{16,}"),
        SHARE_SECRET("/[su]/[\\w-]{22}(?![\\w-])"),
        PRIVATE_KEY("PRIVATE KEY-----|AGE-SECRET-KEY-1|\"d\"\\s*:\\s*\"[\\w-]{30,}"),
        CREDENTIALS("(?i)\\bauthorization[\"']?\\s*[:=]\\s*\\S|\\bbearer [\\w-]{16,}"),
        /** Of a stack that ran. */
        KNOWN_SECRET("(?!)"),
        ADDRESS(
                "(?<![\\w.-])\\d{1,3}(?:\\.\\d{1,3}){3}(?![\\w-]|\\.\\d)|(?<![\\w:.])[0-9a-fA-F]{0,4}(?::[0-9a-fA-F]{0,4}){2,7}(?![\\w:])");

        private final Pattern pattern;

        Kind(String pattern) {
            this.pattern = Pattern.compile(pattern);
        }
    }

    /** Nobody's in particular, so not a client's. */
    private static final String LOOPBACK = "127\\.\\d+\\.\\d+\\.\\d+|0\\.0\\.0\\.0|::1?|(?:0:){7}[01]";

    private final Pattern secrets;
    private final List<Pattern> allowed;

    /**
     * A place where something was found. It says neither the text nor the line, as this goes to a log too.
     *
     * @param beginning what the text begins with
     */
    record Finding(Kind kind, Path file, int line, String beginning) {
        @Override
        public String toString() {
            return kind + " in " + file + ", line " + line + ": " + beginning + "...";
        }
    }

    /**
     * @param secrets texts of 8 characters or more
     * @param allowed whole lines that are no leak
     */
    LogScan(Collection<String> secrets, Collection<Pattern> allowed) {
        this.secrets = Pattern.compile(secrets.stream()
                .filter(secret -> secret.length() >= 8)
                .map(Pattern::quote)
                .reduce((one, other) -> one + "|" + other)
                .orElse("(?!)"));
        this.allowed = List.copyOf(allowed);
    }

    List<Finding> scan(Path file) throws IOException {
        List<Finding> findings = new ArrayList<>();
        List<String> lines = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
                .lines()
                .toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (allowed.stream().noneMatch(pattern -> pattern.matcher(line).matches())) {
                for (Kind kind : Kind.values()) {
                    Matcher found = (kind == Kind.KNOWN_SECRET ? secrets : kind.pattern).matcher(line);
                    while (found.find()) {
                        if (kind != Kind.ADDRESS || isAnothers(found.group())) {
                            findings.add(new Finding(kind, file, i + 1, beginning(found.group())));
                        }
                    }
                }
            }
        }
        return findings;
    }

    private static String beginning(String text) {
        return text.substring(0, Math.min(text.length() / 2, 12));
    }

    /** Whether it is an address, and not this machine's own: a time has colons too, and a version has points. */
    private static boolean isAnothers(String text) {
        if (text.matches(LOOPBACK) || text.contains(":") && !text.contains("::") && text.split(":").length < 8) {
            return false;
        }
        try {
            InetAddress address = InetAddress.getByName(text);
            return !address.isLoopbackAddress() && !address.isAnyLocalAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
