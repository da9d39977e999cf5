package dev.edgepass.consumer.replay;

import dev.edgepass.consumer.log.ColdTier;
import dev.edgepass.consumer.log.EventLog;
import dev.edgepass.consumer.log.EventReader;
import dev.edgepass.consumer.log.LogEnd;
import dev.edgepass.consumer.log.LogReader;
import dev.edgepass.feed.Handle;
import dev.edgepass.feed.HandleState;
import dev.edgepass.feed.HandleStates;
import dev.edgepass.readmodel.HandleText;
import dev.edgepass.readmodel.Keys;
import dev.edgepass.readmodel.LinkRecord;
import dev.edgepass.readmodel.LinkStanding;
import dev.edgepass.readmodel.ReadModelJson;
import java.io.PrintStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.data.redis.core.Cursor;
import org.springframework.data.redis.core.ScanOptions;
import org.springframework.data.redis.core.StringRedisTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code replay --until}: folds the control log up to a moment, under a prefix of its own, and shows what was so then, as decided at the issuer: links with their state, handles that were blocked or
 * had a cutoff, and how many tokens hadn't expired. The live read model isn't touched. What people wrote isn't shown. For one run.
 */
final class PastState {
    private static final int AT_ONCE = 500;

    private final StringRedisTemplate redis;
    private final EventLog log;
    private final EventReader reader;
    private final ColdTier cold;
    private final InstantSource clock;
    private final PrintStream out;
    private final PrintStream err;
    private final JsonMapper json = new JsonMapper();

    PastState(
            StringRedisTemplate redis,
            EventLog log,
            EventReader reader,
            ColdTier cold,
            InstantSource clock,
            PrintStream out,
            PrintStream err) {
        this.redis = redis;
        this.log = log;
        this.reader = reader;
        this.cold = cold;
        this.clock = clock;
        this.out = out;
        this.err = err;
    }

    /** The moment by both: after so many records of the control log, and when. */
    private record Moment(long position, Instant time, String topicId) {}

    /**
     * @param asJson whether the state is printed as lines of JSON
     * @return 0
     * @throws CannotRun where the moment is past what the log has
     */
    int run(Until until, boolean asJson) {
        Moment moment = moment(until);
        ProgressLines progress = new ProgressLines(err, "records folded");
        long[] records = {0};
        try (FreshPrefix prefix = new FreshPrefix(redis);
                FreshModel model = new FreshModel(redis, prefix.keys(), log, reader, cold, clock)) {
            prefix.deleteLeftBehind();
            LogEnd none = new LogEnd("", Map.of());
            LogEnd words = model.wordsEnd();
            model.advance(
                    new FreshModel.Ends(new LogEnd(moment.topicId(), Map.of(0, moment.position())), words, none, none),
                    more -> progress.reached(records[0] += more));
            PastTokens tokens = new PastTokens(reader, moment.time());
            try (LogReader issuance = log.issuance()) {
                tokens.read(issuance, cold, more -> progress.reached(records[0] += more));
            }
            show(moment, prefix.keys(), tokens, asJson);
        }
        return 0;
    }

    private Moment moment(Until until) {
        try (LogReader control = log.control()) {
            LogEnd end = control.end();
            if (until.time() != null) {
                if (until.time().isAfter(clock.instant())) {
                    throw new CannotRun("--until " + until.time() + " is in the future.");
                }
                long after = control.offsetAt(0, until.time().toEpochMilli() + 1);
                return new Moment(after < 0 ? end.offset(0) : after, until.time(), end.topicId());
            }
            long position = Objects.requireNonNull(until.position());
            if (position > end.offset(0)) {
                throw new CannotRun(
                        "--until " + position + " is past the log's end (expected: at most " + end.offset(0) + ").");
            }
            return new Moment(position, timeBefore(position, control), end.topicId());
        }
    }

    /** When the log took the record that reaches {@code position}. */
    private static Instant timeBefore(long position, LogReader control) {
        if (position == 0) {
            return Instant.EPOCH;
        }
        List<ConsumerRecord<byte[], byte[]>> last = new ArrayList<>();
        LogScan.between(
                control, Map.of(0, position - 1), Map.of(0, position), (partition, records) -> last.addAll(records));
        return Instant.ofEpochMilli(last.get(0).timestamp());
    }

    private void show(Moment moment, Keys keys, PastTokens tokens, boolean asJson) {
        Map<String, Long> states = new TreeMap<>();
        long[] handles = {0, 0};
        if (asJson) {
            Map<String, Object> first = new LinkedHashMap<>();
            first.put("position", moment.position());
            first.put("time", moment.time().toString());
            first.put("tokens", tokens.count());
            line(first);
        }
        eachLink(keys, (link, handleStates) -> {
            HandleState state = handleStates.stateOf(new Handle(Handle.Kind.LINK, link.id()));
            String word = LinkStanding.of(
                            link,
                            moment.time(),
                            () -> !LinkStanding.blocks(link, handleStates).isEmpty())
                    .word();
            states.merge(word, 1L, Long::sum);
            if (asJson) {
                Map<String, Object> fields = new LinkedHashMap<>();
                fields.put("link", link.id());
                fields.put("state", word);
                fields.put("createdBy", link.createdBy());
                fields.put("paths", link.terms().paths());
                fields.put("cutoff", state.cutoff());
                fields.put("tokens", tokens.ofLink(link.id()));
                line(fields);
            }
        });
        eachHandle(keys, (handle, state) -> {
            handles[0] += state.blocked() ? 1 : 0;
            handles[1] += state.cutoff() > 0 ? 1 : 0;
            if (asJson) {
                Map<String, Object> fields = new LinkedHashMap<>();
                fields.put("handle", handle);
                fields.put("blocked", state.blocked());
                fields.put("cutoff", state.cutoff());
                line(fields);
            }
        });
        if (!asJson) {
            summary(moment, states, handles, tokens);
        }
    }

    private void summary(Moment moment, Map<String, Long> states, long[] handles, PastTokens tokens) {
        if (moment.position() == 0) {
            out.println("no event of the control log was there by then");
        } else {
            say("after %,d records of the control log, at %s:", moment.position(), moment.time());
        }
        long links = states.values().stream().mapToLong(Long::longValue).sum();
        say("%,d share links%s", links, links == 0 ? "" : " " + states);
        say("%,d handles blocked, %,d with a cutoff", handles[0], handles[1]);
        say("%,d tokens issued and not expired", tokens.count());
    }

    /** Takes one with the states of its handles. */
    private interface LinkTaker {
        void take(LinkRecord link, HandleStates states);
    }

    private interface HandleTaker {
        void take(String handle, HandleState state);
    }

    private void eachLink(Keys keys, LinkTaker taker) {
        List<String> some = new ArrayList<>();
        // A SCAN may give a key more than once.
        Set<String> seen = new HashSet<>();
        try (Cursor<String> names = redis.scan(ScanOptions.scanOptions()
                .match(keys.link("") + "*")
                .count(AT_ONCE)
                .build())) {
            while (names.hasNext()) {
                String name = names.next();
                if (seen.add(name)) {
                    some.add(name);
                }
                if (some.size() == AT_ONCE || !some.isEmpty() && !names.hasNext()) {
                    take(some, keys, taker);
                    some.clear();
                }
            }
        }
    }

    private void take(List<String> names, Keys keys, LinkTaker taker) {
        for (String text : Objects.requireNonNull(redis.opsForValue().multiGet(names))) {
            LinkRecord link = ReadModelJson.read(Objects.requireNonNull(text), LinkRecord.class);
            taker.take(link, states(keys, LinkStanding.handles(link)));
        }
    }

    private HandleStates states(Keys keys, Collection<Handle> handles) {
        List<String> found = redis.<String, String>opsForHash()
                .multiGet(keys.handle(), handles.stream().map(Handle::toString).toList());
        Map<Handle, HandleState> states = new HashMap<>();
        int at = 0;
        for (Handle handle : handles) {
            String state = found.get(at++);
            if (state != null) {
                states.put(handle, HandleText.parse(state));
            }
        }
        return handle -> states.getOrDefault(handle, HandleState.CLEAR);
    }

    private void eachHandle(Keys keys, HandleTaker taker) {
        try (Cursor<Map.Entry<String, String>> fields = redis.<String, String>opsForHash()
                .scan(keys.handle(), ScanOptions.scanOptions().count(AT_ONCE).build())) {
            Set<String> seen = new HashSet<>();
            fields.forEachRemaining(field -> {
                if (seen.add(field.getKey())) {
                    taker.take(field.getKey(), HandleText.parse(field.getValue()));
                }
            });
        }
    }

    private void line(Map<String, Object> fields) {
        out.println(json.writeValueAsString(fields));
    }

    private void say(String sentence, Object... values) {
        out.printf(Locale.ROOT, sentence + "%n", values);
    }
}
