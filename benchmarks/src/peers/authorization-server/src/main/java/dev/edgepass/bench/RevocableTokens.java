package dev.edgepass.bench;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.kafka.config.TopicBuilder;
import org.springframework.kafka.core.KafkaAdmin.NewTopics;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * What makes a token revocable, as a Spring developer would write it: a look into Redis for what blocks it, and its event in Kafka on every in-sync replica before it is
 * given. No more of both than Edgepass' issuer has for a login's token.
 */
@Component
@ConditionalOnProperty("bench.revocable")
class RevocableTokens {
    private static final String TOPIC = "bench.issued";
    private static final int PARTITIONS = 4;

    private final StringRedisTemplate redis;
    private final KafkaTemplate<String, String> kafka;
    private final JsonMapper json = new JsonMapper();

    RevocableTokens(StringRedisTemplate redis, KafkaTemplate<String, String> kafka) {
        this.redis = redis;
        this.kafka = kafka;
    }

    @Bean
    static NewTopics topics() {
        return new NewTopics(TopicBuilder.name(TOPIC).partitions(PARTITIONS).build());
    }

    /** Refuses a blocked client; otherwise adds the claims {@code pos} and {@code pth} and logs the token. */
    void issue(JwtEncodingContext context) {
        String client = context.getRegisteredClient().getClientId();
        List<Object> states =
                redis.opsForHash().multiGet("ep:handle", List.of("all:", "sub:" + client, "folder:bench/"));
        if (states.stream().anyMatch(state -> state != null)) {
            throw new IllegalStateException(client + " is blocked");
        }
        String jti = UUID.randomUUID().toString();
        List<String> paths = List.of("bench/");
        context.getClaims().id(jti).claim("pos", 0L).claim("pth", paths);
        context.getClaims().claims(claims -> log(jti, client, paths, claims));
    }

    private void log(String jti, String client, List<String> paths, Map<String, Object> claims) {
        Map<String, Object> event = Map.of(
                "jti", jti,
                "kid", "bench",
                "subject", client,
                "paths", paths,
                "download", true,
                "issuedAt", claims.get("iat").toString(),
                "expiresAt", claims.get("exp").toString(),
                "position", claims.get("pos"));
        try {
            kafka.send(TOPIC, client, json.writeValueAsString(event)).get(8, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException("the token isn't logged", e);
        }
    }
}
