package dev.edgepass.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenPagesTest {
    private static final URI ISSUER = URI.create("http://127.0.0.1:8780");

    @TempDir
    private Path folder;

    @Test
    void each_file_leads_to_its_page_with_a_login_and_only_its_owner_reads_it() throws Exception {
        OpenPages pages = OpenPages.write(new DataFolder(folder), ISSUER);

        assertThat(login(pages.gallery(), ISSUER + "/").getJWTClaimsSet().getStringListClaim("roles"))
                .isNull();
        assertThat(login(pages.console(), ISSUER + "/admin").getJWTClaimsSet().getStringListClaim("roles"))
                .contains("admin");
        for (Path page : List.of(pages.gallery(), pages.console())) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(page)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void they_are_gone_once_they_are_deleted() throws Exception {
        OpenPages pages = OpenPages.write(new DataFolder(folder), ISSUER);

        OpenPages.of(new DataFolder(folder)).delete();

        assertThat(pages.gallery()).doesNotExist();
        assertThat(pages.console()).doesNotExist();
        OpenPages.of(new DataFolder(folder)).delete();
    }

    private static SignedJWT login(Path page, String address) throws Exception {
        Matcher target = Pattern.compile("content=\"0; url=" + Pattern.quote(address) + "#login=([\\w.-]+)\"")
                .matcher(Files.readString(page));
        assertThat(target.find()).isTrue();
        return SignedJWT.parse(target.group(1));
    }
}
