package dev.edgepass.local.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** The variables of docker-compose.yml. */
class SettingsFactsTest {
    static final List<String> REQUIRED = SettingsFacts.REQUIRED;
    static final List<String> OF_AN_ACCOUNT = SettingsFacts.OF_AN_ACCOUNT;

    private static final String VALUE = "do-not-show";

    @TempDir
    private Path folder;

    @Test
    void settings_of_the_local_edge_and_of_an_account_are_well() {
        Found.assertAllWell(settings(local()).checks());
        Found.assertAllWell(settings(account()).checks());
    }

    @Test
    void no_file_fails_and_what_it_would_say_is_unknown() {
        List<Check> checks = new SettingsFacts("/x/.env", false, false, Map.of(), "1000").checks();

        Found.assertLevel(checks, CheckId.ENV, Level.FAIL);
        Found.assertLevel(checks, CheckId.LOGIN, Level.UNKNOWN);
        Found.assertLevel(checks, CheckId.PROFILE, Level.UNKNOWN);
    }

    @Test
    void a_file_that_others_may_read_fails() throws Exception {
        Path file = folder.resolve(".env");
        StringBuilder text = new StringBuilder();
        local().forEach((name, value) -> text.append(name + "=" + value + "\n"));
        Files.writeString(file, text.toString().replaceAll("EDGEPASS_UID=.*\n", ""));
        Files.writeString(
                file, "EDGEPASS_UID=" + Files.getAttribute(folder, "unix:uid") + "\n", StandardOpenOption.APPEND);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Found.assertAllWell(SettingsProbe.of(file, folder).checks());

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        Found.assertOnly(SettingsProbe.of(file, folder).checks(), CheckId.ENV, Level.FAIL, "Others may read");
    }

    @ParameterizedTest
    @FieldSource("REQUIRED")
    void a_required_variable_that_isnt_set_fails(String name) {
        Map<String, String> values = local();
        values.remove(name);

        Found.assertOnly(settings(values).checks(), CheckId.ENV, Level.FAIL, "doesn't set " + name);
    }

    @ParameterizedTest
    @FieldSource("OF_AN_ACCOUNT")
    void so_does_one_of_an_account_where_the_store_is_in_one(String name) {
        Map<String, String> values = account();
        values.remove(name);

        Found.assertOnly(settings(values).checks(), CheckId.ENV, Level.FAIL, "doesn't set " + name);
    }

    @Test
    void services_that_run_as_another_user_than_the_keys_owner_fail() {
        Map<String, String> values = local();
        values.put("EDGEPASS_UID", "1001");

        Found.assertOnly(settings(values).checks(), CheckId.ENV, Level.FAIL, "owned by user 1000");
    }

    @ParameterizedTest
    @CsvSource({
        "'', No kind of login",
        "EDGEPASS_LOGIN_ISSUER EDGEPASS_LOGIN_HS256SECRETFILE, 2 kinds",
        "EDGEPASS_LOGIN_ISSUER EDGEPASS_IDENTITY_LOCALJWKSFILE, 2 kinds"
    })
    void other_than_one_kind_of_login_fails(String names, String seen) {
        Map<String, String> values = account();
        values.remove("EDGEPASS_LOGIN_ISSUER");
        for (String name : names.split(" ")) {
            values.put(name, VALUE);
        }

        Found.assertOnly(settings(values).checks(), CheckId.LOGIN, Level.FAIL, seen);
    }

    @Test
    void a_backends_sessions_beside_the_local_identity_are_a_trial() {
        Map<String, String> values = local();
        values.put("EDGEPASS_LOGIN_HS256SECRETFILE", "/keys/issuer/session-secret");

        assertThat(settings(values).checks())
                .allSatisfy(check -> assertThat(check.level()).isEqualTo(Level.OK))
                .anyMatch(
                        check -> check.seen()
                                .equals(
                                        "Logins are set: EDGEPASS_IDENTITY_LOCALJWKSFILE beside EDGEPASS_LOGIN_HS256SECRETFILE."));
    }

    @Test
    void development_logins_in_a_deployment_fail() {
        Map<String, String> values = account();
        values.put("EDGEPASS_ISSUER_PROFILE", "local");
        Found.assertOnly(settings(values).checks(), CheckId.PROFILE, Level.FAIL, "development logins");

        Map<String, String> tunnelled = local();
        tunnelled.put("EDGEPASS_TUNNEL_TOKEN", VALUE);
        Found.assertOnly(settings(tunnelled).checks(), CheckId.PROFILE, Level.FAIL, "development logins");
    }

    @Test
    void no_value_is_shown() {
        Map<String, String> values = account();
        values.put("EDGEPASS_LOGIN_HS256SECRETFILE", VALUE);
        values.remove("EDGEPASS_KV_ACCOUNTID");

        assertThat(settings(values).checks().toString()).doesNotContain(VALUE);
    }

    private static SettingsFacts settings(Map<String, String> values) {
        return new SettingsFacts("/x/.env", true, false, values, "1000");
    }

    private static Map<String, String> local() {
        Map<String, String> values = new HashMap<>();
        SettingsFacts.REQUIRED.forEach(name -> values.put(name, VALUE));
        values.putAll(Map.of(
                "EDGEPASS_UID", "1000",
                "EDGEPASS_ISSUER_PROFILE", "local",
                "EDGEPASS_IDENTITY_LOCALJWKSFILE", "/keys/public/login-public.jwks"));
        return values;
    }

    private static Map<String, String> account() {
        Map<String, String> values = new HashMap<>();
        SettingsFacts.REQUIRED.forEach(name -> values.put(name, VALUE));
        SettingsFacts.OF_AN_ACCOUNT.forEach(name -> values.put(name, VALUE));
        values.putAll(Map.of(
                "EDGEPASS_UID", "1000",
                "EDGEPASS_LOGIN_ISSUER", "https://login.example",
                "EDGEPASS_R2_ENDPOINT", "https://account.r2.cloudflarestorage.com"));
        return values;
    }
}
