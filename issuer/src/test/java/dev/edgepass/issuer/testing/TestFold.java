package dev.edgepass.issuer.testing;

import dev.edgepass.event.ControlEvent;
import dev.edgepass.event.ControlEvent.LinkClosed;
import dev.edgepass.event.ControlEvent.LinkCreated;
import dev.edgepass.event.ControlEvent.LinkEdited;
import dev.edgepass.event.ControlEvent.LinkResumed;
import dev.edgepass.event.ControlEvent.LinkSuspended;
import dev.edgepass.event.ControlEvent.LinkViewerRemoved;
import dev.edgepass.event.ControlEvent.LinksClosed;
import dev.edgepass.event.ControlEvent.LinksCreated;
import dev.edgepass.event.ControlEvent.RevocationLifted;
import dev.edgepass.event.ControlEvent.Revoked;
import dev.edgepass.event.IssuanceEvent;
import dev.edgepass.event.Target;
import dev.edgepass.feed.Handle;
import dev.edgepass.feed.HandleState;
import dev.edgepass.key.SigningKey;
import dev.edgepass.key.SigningKeys;
import dev.edgepass.revocation.HandleChange;
import io.lettuce.core.SetArgs;
import io.lettuce.core.ZAddArgs;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What one record changes in the read model (docs/read-model.md): reads what is there, and gives the writes. */
final class TestFold {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final RedisCommands<String, String> redis;
    private List<Consumer<RedisCommands<String, String>>> writes = new ArrayList<>();

    TestFold(RedisCommands<String, String> redis) {
        this.redis = redis;
    }

    List<Consumer<RedisCommands<String, String>>> writes(ControlEvent event, long position, Instant time) {
        writes = new ArrayList<>();
        if (event instanceof LinkCreated created) {
            create(created, position);
        } else if (event instanceof LinksCreated created) {
            created.each().forEach(each -> create(each, position));
            for (int i = 0; i < created.links().size(); i++) {
                int number = i;
                write(to -> to.zadd(
                        "ep:group:" + created.group(),
                        number,
                        created.links().get(number).linkId()));
            }
        } else if (event instanceof LinkClosed closed) {
            close(closed.linkId(), position, time);
        } else if (event instanceof LinksClosed closed) {
            closed.linkIds().forEach(id -> close(id, position, time));
        } else if (event instanceof LinkViewerRemoved removed) {
            remove(removed, position, time);
        } else if (event instanceof LinkSuspended suspended) {
            link(suspended.linkId(), link -> link.put("state", "suspended").put("changedAtPosition", position));
        } else if (event instanceof LinkResumed resumed) {
            link(resumed.linkId(), link -> link.put("state", "active").put("changedAtPosition", position));
        } else if (event instanceof LinkEdited edited) {
            link(edited.linkId(), link -> edit(link, edited, position, time));
            touch(edited.linkId(), position);
        } else if (event instanceof Revoked revoked) {
            revoke(revoked, position, time);
        } else if (event instanceof RevocationLifted lifted && !HandleChange.isVoid(lifted.basis(), position)) {
            lift(lifted, position, time);
        } else if (SigningKeys.concern(event)) {
            keys(event, position, time);
        }
        List<HandleChange> changes = HandleChange.of(event, position);
        changes.stream()
                .filter(change -> change.handle().kind() == Handle.Kind.LINK)
                .forEach(change -> touch(change.handle().id(), position));
        change(changes);
        return writes;
    }

    List<Consumer<RedisCommands<String, String>>> writes(IssuanceEvent event) {
        writes = new ArrayList<>();
        IssuanceEvent.Grant grant = event.grant();
        ObjectNode json = JSON.createObjectNode()
                .put("subject", grant.subject())
                .put("position", grant.position())
                .put("issuedAt", grant.issuedAt().getEpochSecond())
                .put("expiresAt", grant.expiresAt().getEpochSecond());
        json.putPOJO("paths", JSON.valueToTree(grant.paths()));
        List<String> sets = new ArrayList<>(List.of("ep:live:all", "ep:live:sub:" + grant.subject()));
        if (grant.tenant() != null) {
            json.put("tenant", grant.tenant());
        }
        if (grant.linkId() != null) {
            json.put("link", grant.linkId());
            sets.add("ep:live:lnk:" + grant.linkId());
        }
        Instant dayAfter = grant.issuedAt().plus(Duration.ofDays(1));
        Instant until = grant.expiresAt().isAfter(dayAfter) ? grant.expiresAt() : dayAfter;
        String text = JSON.writeValueAsString(json);
        write(to -> to.set("ep:token:" + grant.jti(), text, SetArgs.Builder.exAt(until)));
        if (grant.linkId() != null && event instanceof IssuanceEvent.TokenIssued) {
            view(grant.linkId(), grant);
        }
        long score = grant.expiresAt().getEpochSecond();
        sets.forEach(set -> write(to -> to.zadd(set, score, grant.jti())));
        return writes;
    }

    private void view(String link, IssuanceEvent.Grant grant) {
        String viewers = "ep:viewers:" + link;
        String removal = redis.hget("ep:removed", grant.subject());
        boolean freed = removal != null
                && JSON.readTree(removal).required("link").stringValue().equals(link);
        if (redis.zscore(viewers, grant.subject()) == null && freed) {
            write(to -> to.hincrby("ep:freed", link, 1));
        }
        write(to -> to.hincrby("ep:opens", link, 1));
        write(to -> to.zadd(viewers, ZAddArgs.Builder.nx(), grant.issuedAt().getEpochSecond(), grant.subject()));
    }

    private void remove(LinkViewerRemoved removed, long position, Instant time) {
        if (redis.hexists("ep:removed", removed.subject())) {
            return;
        }
        String json = JSON.createObjectNode()
                .put("link", removed.linkId())
                .put("position", position)
                .put("removedAt", time.toString())
                .put("removedBy", removed.actor())
                .toString();
        write(to -> to.hset("ep:removed", removed.subject(), json));
        if (redis.zscore("ep:viewers:" + removed.linkId(), removed.subject()) != null) {
            write(to -> to.hincrby("ep:freed", removed.linkId(), 1));
        }
    }

    private void close(String id, long position, Instant time) {
        link(
                id,
                link -> link.put("state", "closed")
                        .put("closedAt", time.toString())
                        .put("changedAtPosition", position));
    }

    private void create(LinkCreated created, long position) {
        Map<String, Object> json = new HashMap<>();
        json.put("id", created.linkId());
        json.put("paths", created.paths());
        json.put("createdAt", created.createdAt().toString());
        json.put("createdBy", created.actor());
        json.put("allowDownload", created.allowDownload());
        json.put("allowedOrigins", created.allowedOrigins());
        json.put("state", "active");
        json.put("position", position);
        json.put("aMemberOfALaterVersion", List.of(1));
        if (created.label() != null) {
            json.put("label", created.label());
        }
        if (created.tenant() != null) {
            json.put("tenant", created.tenant());
        }
        json.put("recipient", created.recipient());
        json.put("group", created.group());
        json.put("activatesAt", created.activatesAt());
        json.put("expiresAt", created.expiresAt());
        json.put("passwordHash", created.passwordHash());
        json.put("maxViewers", created.maxViewers());
        json.values().removeIf(Objects::isNull);
        write(to -> to.set("ep:link:" + created.linkId(), JSON.writeValueAsString(json)));
        write(to -> to.zadd("ep:links", position, created.linkId()));
        write(to -> to.zadd(open(created.tenant(), created.actor()), end(created.expiresAt()), created.linkId()));
        touch(created.linkId(), position);
        write(to -> to.set("ep:secret:" + created.secretHash(), created.linkId()));
    }

    private static void edit(ObjectNode link, LinkEdited edited, long position, Instant time) {
        long changed =
                (link.has("changedAtPosition") ? link.get("changedAtPosition") : link.get("position")).longValue();
        if (edited.narrowed()) {
            link.put("narrowedAt", time.toString());
        }
        if (edited.basis() != null && edited.basis() < changed) {
            return;
        }
        Map<String, Object> terms = new HashMap<>();
        terms.put("label", edited.label());
        terms.put("paths", edited.paths());
        terms.put("activatesAt", edited.activatesAt());
        terms.put("expiresAt", edited.expiresAt());
        terms.put("passwordHash", edited.passwordHash());
        terms.put("allowDownload", edited.allowDownload());
        terms.put("allowedOrigins", edited.allowedOrigins());
        terms.put("maxViewers", edited.maxViewers());
        terms.put("changedAtPosition", position);
        link.remove(terms.keySet());
        terms.values().removeIf(Objects::isNull);
        link.setAll((ObjectNode) JSON.valueToTree(terms));
    }

    private void touch(String link, long position) {
        write(to -> to.zadd("ep:link-changes", position, link));
    }

    private void keys(ControlEvent event, long position, Instant time) {
        SigningKeys keys = SigningKeys.of(redis.hvals("ep:keys").stream()
                        .map(text -> JSON.readValue(text, SigningKey.class))
                        .toList())
                .after(event, position, time);
        keys.byKid().forEach((kid, key) -> {
            String text = JSON.writeValueAsString(key);
            write(to -> to.hset("ep:keys", kid, text));
        });
        String active = keys.active().map(SigningKey::kid).orElse("");
        write(to -> to.hset("ep:control", "activeKid", active));
    }

    private void link(String id, Consumer<ObjectNode> edit) {
        edit("ep:link:" + id, link -> {
            edit.accept(link);
            String open = open(
                    link.path("tenant").asStringOpt().orElse(null),
                    link.get("createdBy").stringValue());
            if ("closed".equals(link.get("state").stringValue())) {
                write(to -> to.zrem(open, id));
            } else {
                double end = end(
                        link.has("expiresAt")
                                ? Instant.parse(link.get("expiresAt").stringValue())
                                : null);
                write(to -> to.zadd(open, end, id));
            }
        });
    }

    private static String open(@Nullable String tenant, String subject) {
        return "ep:open:" + (tenant == null ? "-" : tenant.length() + ":" + tenant) + ":" + subject;
    }

    private static double end(@Nullable Instant expiry) {
        return expiry == null ? Double.POSITIVE_INFINITY : expiry.getEpochSecond();
    }

    private void revoke(Revoked revoked, long position, Instant time) {
        ObjectNode json = JSON.createObjectNode()
                .put("id", revoked.revocationId())
                .put("effect", revoked.effect().name().toLowerCase(Locale.ROOT))
                .put("actor", revoked.actor())
                .put("position", position)
                .put("acceptedAt", time.toString());
        if (revoked.reason() != null) {
            json.put("reason", revoked.reason());
        }
        json.putPOJO("targets", JSON.valueToTree(revoked.targets()));
        String text = JSON.writeValueAsString(json);
        write(to -> to.set("ep:revocation:" + revoked.revocationId(), text));
        write(to -> to.zadd("ep:revocations", position, revoked.revocationId()));
        Stream<Handle> former =
                revoked.targets().stream().map(Target::formerHandle).filter(Objects::nonNull);
        active(
                Stream.concat(revoked.targets().stream().map(Target::handle), former),
                ids -> ids.add(revoked.revocationId()));
    }

    private void lift(RevocationLifted lifted, long position, Instant time) {
        Set<String> lost = new LinkedHashSet<>(lifted.alsoLifted());
        lost.add(lifted.revocationId());
        lost.forEach(id -> edit(
                "ep:revocation:" + id,
                revocation -> revocation
                        .put("liftedAtPosition", position)
                        .put("liftedAt", time.toString())
                        .put("liftedBy", lifted.actor())));
        active(lifted.targets().stream().map(Target::handle), ids -> ids.removeAll(lost));
    }

    private void active(Stream<Handle> handles, Consumer<Set<String>> edit) {
        edit("ep:active", handles.map(Handle::toString).distinct().toList(), (handle, before) -> {
            Set<String> ids = new LinkedHashSet<>(before == null ? List.of() : List.of(before.split(" ")));
            edit.accept(ids);
            return String.join(" ", ids);
        });
    }

    private void change(List<HandleChange> changes) {
        Map<String, HandleChange> byHandle = new LinkedHashMap<>();
        changes.forEach(change -> byHandle.put(change.handle().toString(), change));
        edit("ep:handle", List.copyOf(byHandle.keySet()), (handle, text) -> {
            HandleState before = text == null
                    ? HandleState.CLEAR
                    : new HandleState(Long.parseLong(text.split(":", 2)[0]), Long.parseLong(text.split(":", 2)[1]));
            HandleState after = byHandle.get(handle).change().apply(before);
            return after.isClear() ? "" : after.cutoff() + ":" + after.blockedAt();
        });
    }

    /** Fields of a hash; an empty value takes the field away. */
    private void edit(String key, List<String> fields, BinaryOperator<String> edit) {
        if (fields.isEmpty()) {
            return;
        }
        Map<String, String> set = new HashMap<>();
        List<String> gone = new ArrayList<>();
        redis.hmget(key, fields.toArray(String[]::new)).forEach(field -> {
            String value = edit.apply(field.getKey(), field.getValueOrElse(null));
            if (value.isEmpty()) {
                gone.add(field.getKey());
            } else {
                set.put(field.getKey(), value);
            }
        });
        if (!set.isEmpty()) {
            write(to -> to.hset(key, set));
        }
        if (!gone.isEmpty()) {
            write(to -> to.hdel(key, gone.toArray(String[]::new)));
        }
    }

    private void edit(String key, Consumer<ObjectNode> edit) {
        String text = redis.get(key);
        if (text != null) {
            ObjectNode json = (ObjectNode) JSON.readTree(text);
            edit.accept(json);
            write(to -> to.set(key, json.toString()));
        }
    }

    private void write(Consumer<RedisCommands<String, String>> write) {
        writes.add(write);
    }
}
