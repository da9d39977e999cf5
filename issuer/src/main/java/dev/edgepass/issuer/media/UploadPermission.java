package dev.edgepass.issuer.media;

import dev.edgepass.issuer.R2Settings;
import dev.edgepass.issuer.identity.Caller;
import dev.edgepass.issuer.identity.Role;
import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.problem.ProblemType;
import dev.edgepass.media.MediaType;
import org.springframework.stereotype.Component;

/** Who may put objects into the media bucket, or have others send files for it, whatever the paths ({@code edgepass.media.uploads}). Immutable. */
@Component
public class UploadPermission {
    private final MediaSettings settings;
    private final boolean quarantine;

    UploadPermission(MediaSettings settings, R2Settings r2) {
        this.settings = settings;
        this.quarantine = r2.quarantineBucket() != null;
    }

    /** @throws ProblemException {@code forbidden} */
    void requireUploader(Caller caller) {
        switch (settings.uploads()) {
            case PATHS -> {}
            case ADMINS -> {
                if (!caller.is(Role.ADMIN)) {
                    throw ProblemType.FORBIDDEN.because("Only admins upload here.");
                }
            }
            case OFF -> throw ProblemType.FORBIDDEN.because("Uploads are turned off.");
        }
    }

    /**
     * For upload links, and what came by them.
     *
     * @throws ProblemException {@code forbidden}, {@code uploads-not-configured}
     */
    public void require(Caller caller) {
        requireUploader(caller);
        requireQuarantine();
    }

    /** Whether objects of that type may be uploaded, whatever its parameters. */
    public boolean allows(MediaType type) {
        return settings.allows(type);
    }

    /** @throws ProblemException {@code uploads-not-configured} */
    public void requireQuarantine() {
        if (!quarantine) {
            throw ProblemType.UPLOADS_NOT_CONFIGURED.because(
                    "It has no bucket for files that nobody has accepted yet (edgepass.r2.quarantine-bucket).");
        }
    }
}
