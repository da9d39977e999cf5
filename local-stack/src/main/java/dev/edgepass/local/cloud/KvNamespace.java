package dev.edgepass.local.cloud;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The Workers KV namespace of the segments' copies. */
final class KvNamespace extends Part {
    static final String TITLE = "edgepass-segments";

    private Optional<String> id = Optional.empty();

    KvNamespace(Cloud cloud) {
        super(cloud, "namespace:" + TITLE);
    }

    /** Its id, as far as this run has seen it. */
    Optional<String> id() {
        return id;
    }

    @Override
    Finding look() {
        id = find();
        return id.isPresent()
                ? new Finding.There("the KV namespace " + TITLE)
                : Finding.Step.make(
                        "the KV namespace " + TITLE,
                        key,
                        Call.json("POST", path(), Json.object().put("title", TITLE)));
    }

    @Override
    void applied(Finding.Step step, JsonNode result) {
        super.applied(step, result);
        id = Optional.of(Json.id(result));
    }

    @Override
    Finding removal() {
        String text = "the KV namespace " + TITLE + " with the copies in it";
        return find().map(found -> cloud.record().isOurs(key, found)
                        ? Finding.Step.delete(text, key, Call.delete(path() + "/" + found))
                        : foreign("the KV namespace " + TITLE))
                .orElse(Finding.Step.delete(text, key));
    }

    private Optional<String> find() {
        return cloud.api().list(path()).stream()
                .filter(namespace -> Json.text(namespace, "title").equals(TITLE))
                .map(Json::id)
                .findFirst();
    }

    private String path() {
        return cloud.account("/storage/kv/namespaces");
    }
}
