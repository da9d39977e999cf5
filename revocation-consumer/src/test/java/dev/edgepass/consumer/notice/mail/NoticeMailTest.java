package dev.edgepass.consumer.notice.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.edgepass.consumer.notice.delivery.DeliveryFailed;
import dev.edgepass.consumer.notice.delivery.DeliveryFailed.Verdict;
import dev.edgepass.event.NoticeRaised;
import jakarta.mail.Header;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** Through a real mail server on this machine. */
class NoticeMailTest {
    private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private NoticeMail mail;

    @BeforeEach
    void start() {
        server.start();
        JavaMailSenderImpl sender = new JavaMailSenderImpl();
        sender.setHost("127.0.0.1");
        sender.setPort(server.getSmtp().getPort());
        sender.getJavaMailProperties().put("mail.smtp.timeout", "5000");
        mail = new NoticeMail(sender, "edgepass@example.org", "ops@example.org");
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void a_notice_is_plain_text_from_and_to_the_addresses_of_the_settings() throws Exception {
        mail.send(notice("Fotos für Zoë ✓"));

        MimeMessage got = received().get(0);
        assertThat(got.getSubject()).isEqualTo("Edgepass: first open: Fotos für Zoë ✓");
        assertThat(got.getContentType()).startsWith("text/plain");
        assertThat((String) got.getContent())
                .contains("Share link: Fotos für Zoë ✓", "It was opened for the first time.", "The link's id is L1.");
        assertThat(got.getFrom()).containsExactly(new InternetAddress("edgepass@example.org"));
        assertThat(got.getAllRecipients()).containsExactly(new InternetAddress("ops@example.org"));
        assertThat(got.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    }

    @Test
    void a_repeated_notice_has_the_same_message_id_and_another_one_has_another() throws Exception {
        mail.send(notice("label"));
        mail.send(notice("label"));
        mail.send(new NoticeRaised(
                "L2:first-open", "ops", NoticeRaised.Kind.FIRST_OPEN, Instant.EPOCH, "L2", null, "It was opened."));

        List<MimeMessage> got = received();
        assertThat(got.get(1).getMessageID())
                .isEqualTo(got.get(0).getMessageID())
                .isNotEqualTo(got.get(2).getMessageID())
                .matches("<[0-9a-f]{32}@edgepass\\.invalid>");
    }

    @Test
    void a_label_makes_no_header_no_recipient_and_no_second_message() throws Exception {
        String hostile =
                "x\r\nBcc: victim@example.org\r\nSubject: another\n\r\n.\r\nMAIL FROM:<a@b>\u0085\u2028\u202Ey\uD800";
        mail.send(new NoticeRaised(
                "L1:first-open\r\nBcc: victim@example.org",
                "ops",
                NoticeRaised.Kind.FIRST_OPEN,
                Instant.EPOCH,
                "L1\r\nBcc: victim@example.org",
                hostile,
                "detail\r\n.\r\n" + hostile));

        MimeMessage got = received().get(0);
        assertThat(received()).hasSize(1);
        assertThat(got.getAllRecipients()).containsExactly(new InternetAddress("ops@example.org"));
        assertThat(Collections.list(got.getAllHeaders()).stream().map(Header::getName))
                .doesNotContain("Bcc")
                .containsOnlyOnce("Subject");
        assertThat(got.getSubject())
                .doesNotContain("\r", "\n", "\u2028", "\u202E")
                .contains("Bcc: victim@example.org");
        assertThat(((String) got.getContent()).lines()).noneMatch(line -> line.startsWith("Bcc") || line.equals("."));
    }

    @Test
    void a_label_is_bounded() throws Exception {
        mail.send(notice("x".repeat(10_000)));

        assertThat(received().get(0).getSubject()).hasSizeLessThan(200);
    }

    @Test
    void a_server_that_is_away_is_a_failure_without_its_address() {
        server.stop();

        assertThatThrownBy(() -> mail.send(notice("label")))
                .isInstanceOf(DeliveryFailed.class)
                .hasMessageContaining("mail server")
                .hasMessageNotContaining("127.0.0.1");
    }

    /** 550: no such mailbox, and 554: the text isn't taken. 450 and 451 may pass, and 530 is about the login. */
    @ParameterizedTest
    @CsvSource({"RCPT,550,REFUSED", "DATA,554,REFUSED", "RCPT,450,FAILED", "DATA,451,FAILED", "MAIL,530,FAILED"})
    void what_the_server_refuses_for_good_is_refused_and_anything_else_a_failure(
            String command, int code, Verdict verdict) throws Exception {
        try (RefusingServer refusing = new RefusingServer(command, code)) {
            JavaMailSenderImpl sender = new JavaMailSenderImpl();
            sender.setHost("127.0.0.1");
            sender.setPort(refusing.port());
            sender.getJavaMailProperties().put("mail.smtp.timeout", "5000");

            assertThatThrownBy(() ->
                            new NoticeMail(sender, "edgepass@example.org", "ops@example.org").send(notice("label")))
                    .isInstanceOfSatisfying(
                            DeliveryFailed.class,
                            failed -> assertThat(failed.verdict()).isEqualTo(verdict))
                    .hasMessageNotContaining("ops@example.org");
        }
    }

    private static NoticeRaised notice(String label) {
        return new NoticeRaised(
                "L1:first-open",
                "ops",
                NoticeRaised.Kind.FIRST_OPEN,
                Instant.parse("2026-11-30T00:59:58Z"),
                "L1",
                label,
                "It was opened for the first time.");
    }

    private List<MimeMessage> received() {
        return List.of(server.getReceivedMessages());
    }
}
