package dev.edgepass.local.stack;

import dev.edgepass.local.identity.LocalIdentity;
import dev.edgepass.local.identity.LocalIdentity.Login;
import dev.edgepass.local.process.IoReason;
import dev.edgepass.local.process.OwnerOnly;
import dev.edgepass.local.process.StartFailure;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * Two pages that lead to gallery and console with a login: files that only their owner reads, so that no terminal and no log holds a login. They are there while the stack
 * runs.
 */
public record OpenPages(Path gallery, Path console) {
    static OpenPages of(DataFolder data) {
        return new OpenPages(
                data.path().resolve("open-gallery.html"), data.path().resolve("open-console.html"));
    }

    /** Writes them, with new logins. */
    public static OpenPages write(DataFolder data, URI issuer) {
        LocalIdentity identity = LocalIdentity.of(data.loginKey(), data.loginPublicKeys());
        Instant now = Instant.now();
        Login user = Login.user("local-user", List.of(LocalIdentity.EVERY_PATH));
        Login admin = Login.admin("local-admin", List.of());
        OpenPages pages = of(data);
        try {
            OwnerOnly.write(pages.gallery, page("gallery", issuer + "/", identity.token(user, now)));
            OwnerOnly.write(pages.console, page("console", issuer + "/admin", identity.token(admin, now)));
        } catch (IOException e) {
            throw new StartFailure("Can't write to the data folder " + data.path() + " (" + IoReason.of(e) + ").", e);
        }
        return pages;
    }

    void delete() throws IOException {
        Files.deleteIfExists(gallery);
        Files.deleteIfExists(console);
    }

    /** The login stands in the fragment, which browsers send to no server; it is base64url with dots, and so needs no escapes. */
    private static String page(String name, String address, String login) {
        String target = address + "#login=" + login;
        return """
                <!doctype html>
                <meta charset="utf-8">
                <meta name="referrer" content="no-referrer">
                <meta http-equiv="refresh" content="0; url=%1$s">
                <title>Edgepass</title>
                <p><a href="%1$s">To the %2$s</a></p>
                """.formatted(target, name);
    }
}
