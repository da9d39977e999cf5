package dev.edgepass.issuer.sharelink.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgepass.issuer.R2Settings;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** Copies at a store that honours R2's header, which the local one doesn't: it refuses a copy where an object has the key. */
class AcceptancesTest {
    private static final Quarantine.Waiting FILE =
            new Quarantine.Waiting("mine", new FileWords("a.png", null), 10, Instant.EPOCH, "\"etag\"");

    private final Store store = new Store();
    private final R2Settings settings =
            new R2Settings(URI.create("https://r2.example"), "id", "secret", "media", "feed", "quarantine");
    private final Acceptances acceptances = new Acceptances(
            store,
            store,
            new Quarantine(
                    store,
                    S3Presigner.builder()
                            .region(Region.of("auto"))
                            .credentialsProvider(AnonymousCredentialsProvider.create())
                            .build(),
                    settings),
            settings);

    @Test
    void a_key_that_nothing_has_is_copied_to_and_one_that_another_file_has_is_not() {
        assertThat(copy(false)).hasValue(true);
        assertThat(copy(false)).hasValue(true);
        store.media.put("in/a.png", "another");
        assertThat(copy(false)).hasValue(false);
        assertThat(store.media).containsEntry("in/a.png", "another");
        assertThat(copy(true)).hasValue(true);
        assertThat(store.media).containsEntry("in/a.png", "mine");
    }

    @Test
    void an_own_copy_that_was_made_after_the_look_is_one() {
        store.madeMeanwhile = "mine";

        assertThat(copy(false)).hasValue(true);
    }

    @Test
    void another_object_that_was_made_after_the_look_has_the_key() {
        store.madeMeanwhile = "another";

        assertThat(copy(false)).hasValue(false);
        assertThat(store.media).containsEntry("in/a.png", "another");
    }

    @Test
    void a_file_that_was_replaced_since_it_was_looked_at_is_not_a_key_that_exists() {
        store.etag = "\"other\"";

        for (boolean overwrite : new boolean[] {false, true}) {
            assertThatThrownBy(() -> copy(overwrite)).hasMessageStartingWith("storage-unavailable");
        }
        assertThat(store.media).isEmpty();
    }

    @Test
    void a_copy_that_was_refused_leaves_no_note_whether_a_look_or_the_store_refused_it() {
        store.media.put("in/a.png", "another");
        assertThat(copy(false)).hasValue(false);
        assertThat(store.notes).isEmpty();

        store.media.clear();
        store.madeMeanwhile = "another";
        assertThat(copy(false)).hasValue(false);
        assertThat(store.notes).isEmpty();
    }

    @Test
    void a_copy_that_was_begun_before_and_is_refused_now_is_not_gone_on_with_later() {
        acceptances.intend("link", "mine", "in/a.png");
        assertThat(acceptances.intended("link", "mine")).hasValue("in/a.png");
        store.media.put("in/a.png", "another");
        assertThat(copy(false)).hasValue(false);

        store.media.clear();

        assertThat(acceptances.intended("link", "mine")).isEmpty();
    }

    @Test
    void a_copy_of_which_the_store_says_nothing_is_noted_and_goes_with_the_file() {
        store.answers = false;
        assertThatThrownBy(() -> copy(false)).hasMessageStartingWith("storage-unavailable");
        assertThat(store.media).containsEntry("in/a.png", "mine");
        assertThat(acceptances.intended("link", "mine")).hasValue("in/a.png");

        acceptances.delete("link", "mine");

        assertThat(store.media).isEmpty();
        assertThat(store.notes).isEmpty();
    }

    @Test
    void of_an_acceptance_and_a_rejection_the_first_one_holds() {
        Acceptances.Decision accepted = new Acceptances.Decision("in/a.png");
        Acceptances.Decision rejected = Acceptances.Decision.REJECTED;
        assertThat(acceptances.decision("link", FILE)).isEmpty();

        assertThat(acceptances.decide("link", FILE, accepted)).isEqualTo(accepted);
        assertThat(acceptances.decide("link", FILE, rejected)).isEqualTo(accepted);
        assertThat(acceptances.decide("other", FILE, rejected)).isEqualTo(rejected);
        assertThat(acceptances.decide("other", FILE, accepted)).isEqualTo(rejected);

        assertThat(acceptances.decision("link", FILE)).hasValue(accepted);
        assertThat(acceptances.decision("other", FILE)).hasValue(rejected);
    }

    private Optional<Boolean> copy(boolean overwrite) {
        return acceptances.copy("link", FILE, "in/a.png", "image/png", overwrite);
    }

    private static final class Store implements S3Client {
        /** Keys of the media, and whose copy each is. */
        private final Map<String, String> media = new HashMap<>();

        /** What the quarantine has beside the file, and the metadata of each. */
        private final Map<String, Map<String, String>> notes = new HashMap<>();

        private String etag = FILE.etag();
        private @Nullable String madeMeanwhile;

        /** Whether a copy is answered. */
        private boolean answers = true;

        @Override
        public HeadObjectResponse headObject(HeadObjectRequest request) {
            String upload = media.get(request.key());
            Map<String, String> metadata = request.bucket().equals("quarantine")
                    ? notes.get(request.key())
                    : upload == null ? null : Map.of("upload", upload);
            if (metadata == null) {
                throw S3Exception.builder().statusCode(404).build();
            }
            return HeadObjectResponse.builder().metadata(metadata).build();
        }

        @Override
        public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
            if ("*".equals(request.ifNoneMatch()) && notes.containsKey(request.key())) {
                throw S3Exception.builder().statusCode(412).build();
            }
            notes.put(request.key(), request.metadata());
            return PutObjectResponse.builder().build();
        }

        @Override
        public DeleteObjectResponse deleteObject(DeleteObjectRequest request) {
            (request.bucket().equals("media") ? media : notes).remove(request.key());
            return DeleteObjectResponse.builder().build();
        }

        @Override
        public CopyObjectResponse copyObject(CopyObjectRequest request) {
            String key = request.destinationKey();
            if (madeMeanwhile != null) {
                media.put(key, madeMeanwhile);
            }
            boolean onlyNew = request.overrideConfiguration()
                    .map(call -> call.headers().containsKey("cf-copy-destination-if-none-match"))
                    .orElse(false);
            if (!etag.equals(request.copySourceIfMatch()) || onlyNew && media.containsKey(key)) {
                throw S3Exception.builder().statusCode(412).build();
            }
            media.put(key, request.metadata().get("upload"));
            if (!answers) {
                throw SdkClientException.create("no answer in time");
            }
            return CopyObjectResponse.builder().build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {
            // It holds nothing.
        }
    }
}
