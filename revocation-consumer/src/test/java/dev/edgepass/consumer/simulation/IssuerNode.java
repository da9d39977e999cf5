package dev.edgepass.consumer.simulation;

import dev.edgepass.event.ControlEvent;
import dev.edgepass.feed.Handle;
import dev.edgepass.feed.PublicKey;
import dev.edgepass.token.MediaClaims;
import dev.edgepass.token.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One instance of the issuer: mints on a read model that lags, and sends commands as events, again where they went unanswered. */
final class IssuerNode {
    /** What a caller does about a command that nobody confirmed. */
    private static final double REPEATED = 0.7;

    private final Model model;
    private final String name;
    private final ReadModelCopy copy = new ReadModelCopy();
    private final IssuerCommands commands;
    private final long lag;
    private final long skew;
    private int minted;

    IssuerNode(Model model, int number) {
        this.model = model;
        this.name = "issuer-" + number;
        this.commands = new IssuerCommands(model, copy, name);
        this.lag = model.scheduler.between(5, 400);
        this.skew = model.scheduler.between(-1_000, 1_000);
    }

    /** Brings the read model as far as it is now. */
    private void catchUp() {
        boolean stalled = model.weather.has(Fault.READ_MODEL_STALLS) && model.scheduler.chance(0.97);
        // As the real projection does, it stops at a log that isn't its own.
        if (!stalled && !model.log.wentBack()) {
            copy.catchUp(model.log, model.now() - lag);
        }
    }

    void command() {
        catchUp();
        ControlEvent event = commands.next();
        if (event != null) {
            model.scheduler.in(delay(), () -> send(event));
        }
    }

    /** A slow issuer: what it decided on may have been overtaken by the time that it signs or sends. */
    private long delay() {
        return model.scheduler.chance(0.05) ? model.scheduler.between(0, 8_000) : model.scheduler.between(1, 60);
    }

    void send(ControlEvent event) {
        model.log.send(event, position -> model.say(name, () -> position + " is accepted"), () -> {
            if (model.scheduler.chance(REPEATED)) {
                send(event);
            }
        });
    }

    /** Mints a token for somebody, unless the read model speaks against it. */
    void mint() {
        catchUp();
        List<String> keys = model.tokens.usableKeys(copy.keys());
        if (keys.isEmpty()) {
            return;
        }
        String subject = model.scheduler.pick(Catalogue.SUBJECTS);
        List<String> links = copy.openLinks();
        String link = links.isEmpty() || model.scheduler.chance(0.4) ? null : model.scheduler.pick(links);
        List<String> paths =
                List.of(model.scheduler.pick(model.scheduler.chance(0.8) ? Catalogue.FOLDERS : Catalogue.OBJECTS));
        long position = model.has(Planted.MINT_FROM_STALE_VIEW) ? model.log.end() : copy.position();
        long decidedOn = copy.position();
        String id = name + "-" + ++minted;
        String kid = model.scheduler.pick(keys);
        if (isBlocked(subject, link, paths.get(0))) {
            return;
        }
        model.scheduler.in(delay(), () -> {
            long issuedAt = (Scheduler.EPOCH + model.now() + skew) / 1_000;
            MediaClaims claims = claims(id, subject, link, paths, position, issuedAt);
            model.tokens.add(
                    MintedToken.of(claims, kid, decidedOn, model.now(), staleness(decidedOn), model.scheduler.nonce()));
        });
    }

    private MediaClaims claims(
            String id, String subject, @Nullable String link, List<String> paths, long position, long issuedAt) {
        return new MediaClaims(
                "edgepass",
                "edgepass-edge",
                subject,
                id,
                issuedAt,
                issuedAt + model.profile.tokenLifetimeSeconds(),
                position,
                link,
                Catalogue.tenantOf(subject),
                paths,
                true,
                List.of(),
                false);
    }

    /** For how long the state at {@code position} hasn't been the newest. */
    private long staleness(long position) {
        return position >= model.log.end() ? 0 : model.now() - model.log.appendedAt(position + 1);
    }

    private boolean isBlocked(String subject, @Nullable String link, String path) {
        List<Handle> handles = new ArrayList<>();
        handles.add(Handle.ALL);
        handles.add(new Handle(Handle.Kind.SUBJECT, subject));
        handles.add(new Handle(Handle.Kind.TENANT, Catalogue.tenantOf(subject)));
        if (link != null) {
            handles.add(ReadModelCopy.link(link));
        }
        handles.addAll(Handle.of(new Scope(path)));
        return handles.stream().anyMatch(handle -> copy.stateOf(handle).blocked());
    }

    static ControlEvent.KeyAdded keyAdded(String kid) {
        PublicKey key = Jws.key(kid);
        return new ControlEvent.KeyAdded(
                kid, Map.of("kty", "EC", "crv", "P-256", "kid", kid, "x", key.x(), "y", key.y()), "issuer");
    }
}
