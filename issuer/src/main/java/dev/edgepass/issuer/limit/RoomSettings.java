package dev.edgepass.issuer.limit;

import java.util.Arrays;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;

/**
 * {@code edgepass.rooms}: how many calls may be under way at once, and how many of them for one caller, each as {@link Places} such as {@code 64/8}. Together with the
 * threads that refuse the rest they have to fit into {@code server.tomcat.threads.max}.
 *
 * @param login calls with a login: permits in all, and for one caller
 * @param publicCalls calls with a secret or a media token instead of a login: permits in all, and for one caller
 * @param revoke closing, suspending and the like, until the log has it: permits in all, and for one caller
 * @param admin revoking that admins alone may do: permits in all, and for one caller
 * @param pages pages, their files and public keys: permits in all, and for one caller
 * @param health health and metrics: permits in all, and for one caller
 * @param probe health, asked for on this machine itself, so that an orchestrator's probe has its answer however many ask from elsewhere: permits in
 *     all, and for one caller
 * @param preview previews of revocations: permits in all, and for one caller
 * @param accept accepting received files: permits in all, and for one caller
 * @param waiting waiting for a command to be published: permits in all, and for one caller
 * @param audit questions of auditors: permits in all, and for one caller
 * @param edge the Worker's reports of views, until the log has them: permits in all, and for one secret
 * @param bodies bodies that are being read, for each of login, public, revoke, admin and edge: permits in all, and for one caller
 */
@ConfigurationProperties("edgepass.rooms")
public record RoomSettings(
        @DefaultValue("128/32") Places login,
        @DefaultValue("96/24") @Name("public") Places publicCalls,
        @DefaultValue("64/8") Places revoke,
        @DefaultValue("32/16") Places admin,
        @DefaultValue("32/16") Places pages,
        @DefaultValue("16/8") Places health,
        @DefaultValue("4/4") Places probe,
        @DefaultValue("8/2") Places preview,
        @DefaultValue("8/2") Places accept,
        @DefaultValue("64/8") Places waiting,
        @DefaultValue("8/4") Places audit,
        @DefaultValue("16/16") Places edge,
        @DefaultValue("16/4") Places bodies) {
    Places of(Room room) {
        return switch (room) {
            case LOGIN -> login;
            case PUBLIC -> publicCalls;
            case REVOKE -> revoke;
            case ADMIN -> admin;
            case PAGES -> pages;
            case HEALTH -> health;
            case PROBE -> probe;
            case PREVIEW -> preview;
            case ACCEPT -> accept;
            case WAIT -> waiting;
            case AUDIT -> audit;
            case EDGE -> edge;
            case LOGIN_BODY, PUBLIC_BODY, REVOKE_BODY, ADMIN_BODY, EDGE_BODY -> bodies;
        };
    }

    /** Threads that all rooms take together. */
    public int total() {
        return Arrays.stream(Room.values()).mapToInt(room -> of(room).total()).sum();
    }
}
