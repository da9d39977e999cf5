package dev.edgepass.issuer.contract;

import dev.edgepass.decision.Refusal;
import dev.edgepass.issuer.problem.Problem;
import dev.edgepass.issuer.problem.ProblemType;
import dev.edgepass.issuer.web.Authority;
import dev.edgepass.issuer.web.Endpoint;
import dev.edgepass.issuer.web.EndpointTable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The API's OpenAPI 3.1 document: what springdoc reads off the controllers, and what it can't see there: authorities from {@link EndpointTable}, required members
 * from nullness, problems with their types, and from {@code openapi/operations.json} words and examples.
 */
final class OpenApiDocument {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String OUR_PACKAGE = "dev.edgepass.";

    private final ObjectNode document;
    private final JsonNode operations;

    private OpenApiDocument(JsonNode springdoc, JsonNode operations) {
        this.document = (ObjectNode) JSON.readTree(shortNames(springdoc));
        this.operations = operations;
    }

    /**
     * @param springdoc with fully qualified names of schemas
     * @param operations the words and examples
     */
    static ObjectNode of(JsonNode springdoc, JsonNode operations) {
        OpenApiDocument made = new OpenApiDocument(springdoc, operations);
        made.document.set("info", info());
        made.document.remove("servers");
        made.document.remove("tags");
        made.schemas(springdoc);
        made.paths();
        return made.document;
    }

    private static ObjectNode info() {
        ObjectNode info = JSON.createObjectNode();
        info.put("title", "Edgepass: the issuer's API");
        info.put("version", "1");
        info.put(
                "description",
                "Errors are problems (RFC 9457) whose type is urn:edgepass:problem: and a stable word. Requests are strict: unknown members are refused. Answers may get members: ignore what you don't know. Health and metrics (/actuator) are the operator's and no part of this contract.");
        return info;
    }

    /** In the order of their names, with the members that every answer has as required. */
    private void schemas(JsonNode springdoc) {
        Map<String, JsonNode> sorted = new TreeMap<>();
        for (String className : springdoc.at("/components/schemas").propertyNames()) {
            ObjectNode schema = (ObjectNode) document.at("/components/schemas").get(shortName(className));
            Set<String> required =
                    RequiredMembers.of(className, schema.path("properties").propertyNames());
            operations.path("required").path(shortName(className)).forEach(name -> required.add(name.stringValue()));
            if (!required.isEmpty()) {
                ArrayNode names = schema.putArray("required");
                required.forEach(names::add);
            }
            sorted.put(shortName(className), schema);
        }
        operations.path("schemas").properties().forEach(told -> sorted.put(told.getKey(), told.getValue()));
        sorted.put("Problem", problemSchema());
        ObjectNode components = document.putObject("components");
        components.putObject("schemas").setAll(sorted);
        ObjectNode schemes = components.putObject("securitySchemes");
        ObjectNode edge = schemes.putObject("edge");
        edge.put("type", "apiKey").put("in", "header").put("name", "webhook-signature");
        edge.put(
                "description",
                "with webhook-id and webhook-timestamp, as Standard Webhooks has them: v1, and the HMAC-SHA-256 of id, time and body");
        ObjectNode login = schemes.putObject("login");
        login.put("type", "http").put("scheme", "bearer").put("bearerFormat", "JWT");
    }

    private static ObjectNode problemSchema() {
        ObjectNode schema = JSON.createObjectNode().put("type", "object");
        ArrayNode required = schema.putArray("required");
        List.of("type", "title", "status", "detail").forEach(required::add);
        ObjectNode members = schema.putObject("properties");
        members.putObject("type").put("type", "string");
        members.putObject("title").put("type", "string");
        members.putObject("status").put("type", "integer").put("format", "int32");
        members.putObject("detail").put("type", "string").put("description", "what a person can do about it");
        members.putObject("field").put("type", "string").put("description", "the offending member or parameter");
        return schema;
    }

    private void paths() {
        Map<String, JsonNode> sorted = new TreeMap<>();
        for (Map.Entry<String, JsonNode> path : document.get("paths").properties()) {
            Map<String, JsonNode> methods = new TreeMap<>();
            for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
                methods.put(
                        operation.getKey(),
                        operation(operation.getKey().toUpperCase(Locale.ROOT), path.getKey(), operation.getValue()));
            }
            sorted.put(path.getKey(), JSON.createObjectNode().setAll(methods));
        }
        document.putObject("paths").setAll(sorted);
    }

    /** OpenAPI has no parameter of several segments: such a one is written as any other. */
    private static Optional<Endpoint> row(HttpMethod method, String path) {
        return EndpointTable.rows().stream()
                .filter(row -> row.method().equals(method)
                        && row.pattern().replace("{*", "{").equals(path))
                .findFirst();
    }

    private ObjectNode operation(String method, String path, JsonNode seen) {
        Endpoint endpoint = row(HttpMethod.valueOf(method), path)
                .orElseThrow(() -> new AssertionError(method + " " + path + " has no row in EndpointTable"));
        JsonNode told = operations.path("operations").path(method + " " + endpoint.pattern());
        Authority authority = endpoint.authority();
        ObjectNode operation = JSON.createObjectNode();
        operation.put("operationId", operationId(method, path));
        if (told.has("summary")) {
            operation.set("summary", told.get("summary"));
        }
        operation.put("description", "Needs: " + words(authority) + ".");
        operation.put("x-required-authority", authority.name().toLowerCase(Locale.ROOT));
        ArrayNode security = operation.putArray("security");
        if (authority == Authority.EDGE) {
            security.addObject().putArray("edge");
        } else if (authority != Authority.PUBLIC) {
            security.addObject().putArray("login");
        }
        ArrayNode parameters = JSON.createArrayNode();
        seen.path("parameters").forEach(parameters::add);
        if (endpoint.takesIdempotencyKey()) {
            parameters.add(idempotencyKey());
        }
        if (!parameters.isEmpty()) {
            operation.set("parameters", parameters);
        }
        if (seen.has("requestBody")) {
            ObjectNode body = operation.putObject("requestBody").setAll((ObjectNode) seen.get("requestBody"));
            if (told.has("requestSchema")) {
                ObjectNode schema = reference(told.get("requestSchema").stringValue());
                body.path("content").forEach(content -> ((ObjectNode) content).set("schema", schema));
            }
            if (told.has("request")) {
                body.path("content").forEach(content -> ((ObjectNode) content).set("example", told.get("request")));
            }
        }
        responses(operation.putObject("responses"), seen, told, codes(endpoint, seen, told));
        return operation;
    }

    private static void responses(ObjectNode responses, JsonNode seen, JsonNode told, Set<String> codes) {
        JsonNode schema = JSON.missingNode();
        for (JsonNode content : seen.at("/responses/200/content")) {
            schema = content.path("schema");
        }
        JsonNode answers = told.has("responses")
                ? told.get("responses")
                : JSON.createObjectNode().set("200", JSON.createObjectNode());
        for (Map.Entry<String, JsonNode> answer : answers.properties()) {
            ObjectNode response = responses.putObject(answer.getKey());
            response.put("description", answer.getValue().path("description").asString("Done"));
            if (answer.getValue().has("content")) {
                response.set("content", answer.getValue().get("content"));
            } else if (!schema.isMissingNode()) {
                ObjectNode content = response.putObject("content").putObject("application/json");
                JsonNode named = answer.getValue().path("schema");
                content.set("schema", named.isMissingNode() ? schema : reference(named.stringValue()));
                if (answer.getValue().has("example")) {
                    content.set("example", answer.getValue().get("example"));
                }
            }
        }
        Map<Integer, Set<String>> problems = new TreeMap<>();
        for (String code : codes) {
            problems.computeIfAbsent(problem(code).status(), status -> new TreeSet<>())
                    .add(code);
        }
        problems.forEach((status, ofStatus) -> responses.set(Integer.toString(status), problemResponse(ofStatus)));
    }

    private static Set<String> codes(Endpoint endpoint, JsonNode seen, JsonNode told) {
        Authority authority = endpoint.authority();
        Set<String> codes = new LinkedHashSet<>();
        codes.add(ProblemType.TOO_MANY_REQUESTS.code());
        codes.add(ProblemType.HEADERS_TOO_LARGE.code());
        codes.add(ProblemType.OVERLOADED.code());
        if (endpoint.takesIdempotencyKey()) {
            codes.add(ProblemType.REQUEST_RUNNING.code());
            codes.add(ProblemType.KEY_REUSED.code());
        }
        told.path("problems").forEach(code -> codes.add(code.stringValue()));
        if (authority != Authority.PUBLIC) {
            codes.add(ProblemType.UNAUTHENTICATED.code());
        }
        if (authority != Authority.PUBLIC && authority != Authority.LOGIN && authority != Authority.EDGE) {
            codes.add(ProblemType.FORBIDDEN.code());
        }
        if (seen.has("requestBody")) {
            codes.add(ProblemType.INVALID_REQUEST.code());
            codes.add(ProblemType.REQUEST_TIMEOUT.code());
            codes.add(ProblemType.TOO_LARGE.code());
            codes.add(ProblemType.UNSUPPORTED_MEDIA_TYPE.code());
        }
        for (JsonNode parameter : seen.path("parameters")) {
            if (parameter.path("in").asString().equals("query")) {
                codes.add(ProblemType.INVALID_REQUEST.code());
            }
        }
        return codes;
    }

    private static ObjectNode idempotencyKey() {
        ObjectNode parameter =
                JSON.createObjectNode().put("name", "Idempotency-Key").put("in", "header");
        parameter.put("description", "A repeated call with the same key gets the first answer, for a day");
        parameter.putObject("schema").put("type", "string");
        return parameter;
    }

    private static ObjectNode problemResponse(Set<String> codes) {
        List<String> words = new ArrayList<>();
        codes.forEach(code -> words.add(code + ": " + problem(code).title()));
        ObjectNode response = JSON.createObjectNode().put("description", String.join("; ", words));
        ObjectNode content = response.putObject("content").putObject("application/problem+json");
        ObjectNode schema = content.putObject("schema");
        ArrayNode both = schema.putArray("allOf");
        both.add(reference("Problem"));
        ArrayNode types =
                both.addObject().putObject("properties").putObject("type").putArray("enum");
        codes.forEach(code -> types.add(problem(code).type()));
        return response;
    }

    /** @throws AssertionError where neither the issuer nor the edge has such a problem */
    private static Problem problem(String code) {
        for (ProblemType type : ProblemType.values()) {
            if (type.code().equals(code)) {
                return type.detail("");
            }
        }
        for (Refusal refusal : Refusal.values()) {
            if (refusal.code().equals(code)) {
                return ProblemType.refused(refusal, "").problem();
            }
        }
        throw new AssertionError("no problem is called " + code);
    }

    private static String words(Authority authority) {
        return switch (authority) {
            case PUBLIC -> "nothing; it is public";
            case EDGE -> "the Worker's signature (Standard Webhooks) in place of a login";
            case LOGIN -> "any login";
            case USER -> "a login other than an auditor's";
            case AUDITOR -> "an auditor's or an admin's login";
            case ADMIN -> "an admin's login";
        };
    }

    /** Such as {@code post-share-links-id-suspend}. */
    private static String operationId(String method, String path) {
        String words = path.replace("/api/v1/media", "").replaceAll("[^A-Za-z0-9]+", "-");
        return method.toLowerCase(Locale.ROOT) + words.replaceAll("-$", "");
    }

    private static ObjectNode reference(String schema) {
        return JSON.createObjectNode().put("$ref", "#/components/schemas/" + schema);
    }

    private static String shortNames(JsonNode springdoc) {
        String text = springdoc.toString();
        for (String className : springdoc.at("/components/schemas").propertyNames()) {
            text = text.replace("\"" + className + "\"", "\"" + shortName(className) + "\"")
                    .replace("/schemas/" + className + "\"", "/schemas/" + shortName(className) + "\"");
        }
        return text;
    }

    /** {@code dev.edgepass.issuer.token.TokenController.Request} is {@code TokenRequest}: on the wire no schema has a name, so a name may change. */
    private static String shortName(String className) {
        if (!className.startsWith(OUR_PACKAGE)) {
            return className;
        }
        return className
                .replaceFirst("^[a-z.]+\\.", "")
                .replace("Controller", "")
                .replace(".", "");
    }
}
