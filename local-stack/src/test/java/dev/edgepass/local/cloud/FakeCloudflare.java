package dev.edgepass.local.cloud;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The part of Cloudflare's API that {@code edgepass cloud} uses, with a state, as it is documented: it refuses what the real one refuses and knows no more than
 * that. It notes everything that it wouldn't expect of us: a call or member that it doesn't know, and a foreign thing that is lost, if only for a moment. Any one
 * request can fail, before or after it was carried out.
 */
public final class FakeCloudflare implements AutoCloseable {
    public static final String ACCOUNT = "0123456789abcdef0123456789abcdef";
    public static final String ZONE = "example.com";
    /** The token that may do everything. */
    public static final String TOKEN = "bootstrap-token-of-the-test-0123456789";

    static final String ZONE_ID = "fedcba9876543210fedcba9876543210";
    private static final int LARGEST_PAGE = 2;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final List<Route> routes = new ArrayList<>();
    private final Map<String, BooleanSupplier> foreign = new LinkedHashMap<>();
    private final List<String> requests = new ArrayList<>();
    private final Set<String> complaints = new TreeSet<>();
    private final Set<String> forbidden = new TreeSet<>();

    final FakeStorage storage;
    final FakeTokens tokens;
    final FakeWorkers workers;
    final FakeNetwork network;

    boolean isZoneKnown = true;
    private int failing = -1;
    private Failure failure = Failure.REFUSED;
    private boolean hasFailed;

    /** How a request fails. */
    enum Failure {
        /** 500, and nothing was done. */
        REFUSED,
        /** It was done, and the connection breaks before the answer: of a read that is no other thing than {@link #REFUSED}. */
        LOST
    }

    /** A request that was understood. */
    record Request(Matcher path, Map<String, String> query, HttpExchange exchange, byte[] body) {
        String group(int number) {
            return path.group(number);
        }

        String header(String name) {
            String value = exchange.getRequestHeaders().getFirst(name);
            return value == null ? "" : value;
        }

        JsonNode json() {
            return body.length == 0
                    ? JsonMapper.shared().createObjectNode()
                    : JsonMapper.shared().readTree(body);
        }
    }

    interface Handler {
        JsonNode answer(Request request);
    }

    private record Route(String method, Pattern path, Handler handler) {}

    /** An answer that isn't a success. */
    static final class Refused extends RuntimeException {
        private final int status;
        private final int code;

        Refused(int status, int code, String message) {
            super(message);
            this.status = status;
            this.code = code;
        }
    }

    public FakeCloudflare() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        on("GET", "/zones", this::zones);
        storage = new FakeStorage(this);
        tokens = new FakeTokens(this);
        workers = new FakeWorkers(this);
        network = new FakeNetwork(this);
        server.createContext("/", this::serve);
        server.setExecutor(threads);
        server.start();
    }

    public URI base() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/client/v4");
    }

    /** {@code {a}} and {@code {z}} stand for the account and the zone. */
    void on(String method, String path, Handler handler) {
        String pattern = path.replace("{a}", "/accounts/" + ACCOUNT).replace("{z}", "/zones/" + ZONE_ID);
        routes.add(new Route(method, Pattern.compile("/client/v4" + pattern), handler));
    }

    /** From now on, losing this is a complaint. */
    void guard(String what, BooleanSupplier isThere) {
        foreign.put(what, isThere);
    }

    /** Calls whose path contains this are answered as for a token without the permission. */
    public void forbid(String path) {
        forbidden.add(path);
    }

    /** Gives a bucket an r2.dev address. */
    public synchronized void openBucket(String name) {
        ((ObjectNode) storage.of(name).path("managed")).put("enabled", true);
    }

    /** Lets the request with this number, from 0 on, fail once; counts from now, and of those that are to be lost the changes alone. */
    synchronized void fail(int number, Failure how) {
        requests.clear();
        hasFailed = false;
        failing = number;
        failure = how;
    }

    /** Whether a request has failed since the last {@link #fail}. */
    synchronized boolean hasFailed() {
        return hasFailed;
    }

    /** Method and path of all requests since the last {@link #fail}. */
    synchronized List<String> requests() {
        return List.copyOf(requests);
    }

    public synchronized List<String> changes() {
        return requests.stream().filter(FakeCloudflare::isChange).toList();
    }

    private static boolean isChange(String request) {
        return !request.startsWith("GET ");
    }

    private int counted() {
        return failure == Failure.REFUSED ? requests.size() : changes().size();
    }

    /** What was not as expected. */
    public synchronized Set<String> complaints() {
        return Set.copyOf(complaints);
    }

    void complain(String about) {
        complaints.add(about);
    }

    /** Everything that is there, without the values of tokens. */
    public synchronized String state() {
        ObjectNode state = JsonMapper.shared().createObjectNode();
        state.set("storage", storage.state());
        state.set("tokens", tokens.state());
        state.set("workers", workers.state());
        state.set("network", network.state());
        return state.toPrettyString();
    }

    /** The same for the same names, and different for the second thing of a name. */
    static String id(String kind, String name, long others) {
        return HexFormat.of().formatHex(dev.edgepass.jdk.Sha256.hash(kind + name + others), 0, 16);
    }

    /** Complains about members that the API doesn't have, and refuses a body without the required ones. */
    void shape(JsonNode body, String... members) {
        Set<String> known = new TreeSet<>();
        for (String member : members) {
            String name = member.replace("?", "");
            known.add(name);
            if (!member.endsWith("?") && body.path(name).isMissingNode()) {
                throw new Refused(400, 10001, "missing member " + name);
            }
        }
        body.properties().forEach(member -> {
            if (!known.contains(member.getKey())) {
                complain("unknown member " + member.getKey() + " in " + body);
            }
        });
    }

    static ArrayNode array(Iterable<? extends JsonNode> items) {
        ArrayNode array = JsonMapper.shared().createArrayNode();
        items.forEach(array::add);
        return array;
    }

    static ObjectNode object() {
        return JsonMapper.shared().createObjectNode();
    }

    private JsonNode zones(Request request) {
        List<JsonNode> zones = new ArrayList<>();
        if (isZoneKnown && ZONE.equals(request.query().get("name"))) {
            ObjectNode zone = object().put("id", ZONE_ID).put("name", ZONE).put("status", "active");
            zone.putObject("account").put("id", ACCOUNT);
            zone.putObject("plan").put("legacy_id", network.plan);
            zones.add(zone);
        }
        return array(zones);
    }

    private void serve(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        int status = 200;
        ObjectNode answer = object();
        boolean isLost;
        synchronized (this) {
            String request =
                    exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
            boolean isCounted = failure == Failure.REFUSED || isChange(request);
            boolean fails = isCounted && counted() == failing;
            hasFailed |= fails;
            isLost = fails && failure == Failure.LOST;
            requests.add(request);
            try {
                if (fails && failure == Failure.REFUSED) {
                    throw new Refused(500, 0, "internal error");
                }
                JsonNode result = route(exchange, body);
                answer.put("success", true);
                answer.putArray("errors");
                page(exchange, answer, result);
            } catch (Refused e) {
                status = e.status;
                answer.put("success", false).putNull("result");
                answer.putArray("errors").addObject().put("code", e.code).put("message", e.getMessage());
            } catch (RuntimeException e) {
                complain("failure in the fake: " + e);
                status = 500;
            }
            foreign.forEach((what, isThere) -> {
                if (!isThere.getAsBoolean()) {
                    complain("lost: " + what);
                }
            });
        }
        if (isLost) {
            // Without an answer the connection is closed.
            exchange.close();
            return;
        }
        byte[] bytes = answer.toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private JsonNode route(HttpExchange exchange, byte[] body) {
        String method = exchange.getRequestMethod();
        String path = exchange.getRequestURI().getPath();
        Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
        for (Route route : routes) {
            Matcher matcher = route.path().matcher(path);
            if (route.method().equals(method) && matcher.matches()) {
                Request request = new Request(matcher, query, exchange, body);
                authorize(request, path);
                return route.handler().answer(request);
            }
        }
        complain("unknown call " + method + " " + path);
        throw new Refused(404, 7000, "No route for that URI");
    }

    private void authorize(Request request, String path) {
        String bearer = request.header("Authorization").replaceFirst("^Bearer ", "");
        boolean isBootstrap = bearer.equals(TOKEN);
        if (!isBootstrap && tokens.ofValue(bearer).isEmpty()) {
            throw new Refused(401, 1000, "Invalid API Token " + bearer);
        }
        boolean isVerify = path.endsWith("/tokens/verify");
        if (!isVerify && (!isBootstrap || forbidden.stream().anyMatch(path::contains))) {
            throw new Refused(403, 10000, "Authentication error");
        }
    }

    /** Lists come in pages, and smaller ones than asked for. */
    private static void page(HttpExchange exchange, ObjectNode answer, JsonNode result) {
        Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
        if (!result.isArray() || !query.containsKey("page")) {
            answer.set("result", result);
            return;
        }
        int page = Integer.parseInt(query.get("page"));
        ArrayNode items = JsonMapper.shared().createArrayNode();
        for (int i = (page - 1) * LARGEST_PAGE; i < Math.min(result.size(), page * LARGEST_PAGE); i++) {
            items.add(result.get(i));
        }
        answer.set("result", items);
        answer.putObject("result_info")
                .put("page", page)
                .put("per_page", LARGEST_PAGE)
                .put("total_count", result.size())
                .put("total_pages", (result.size() + LARGEST_PAGE - 1) / LARGEST_PAGE);
    }

    private static Map<String, String> query(String raw) {
        Map<String, String> query = new LinkedHashMap<>();
        for (String pair : raw == null ? new String[0] : raw.split("&")) {
            String[] parts = pair.split("=", 2);
            query.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return query;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
