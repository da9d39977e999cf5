package dev.edgepass.consumer.notice.mail;

import dev.edgepass.consumer.notice.delivery.DeliveryFailed;
import dev.edgepass.consumer.notice.delivery.DeliveryFailed.Verdict;
import dev.edgepass.consumer.notice.delivery.NoticeSender;
import dev.edgepass.event.NoticeRaised;
import dev.edgepass.jdk.Sha256;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.HexFormat;
import java.util.OptionalInt;
import org.springframework.mail.MailException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.MimeMessageHelper;

/** Sends notices to one address, as plain text. A repeated one has the same {@code Message-ID} (RFC 5322 section 3.6.4). */
public final class NoticeMail implements NoticeSender {
    private static final String DOMAIN = "@edgepass.invalid>";

    private final JavaMailSender mail;
    private final String from;
    private final String to;

    /** @param mail with time limits */
    public NoticeMail(JavaMailSender mail, String from, String to) {
        this.mail = mail;
        this.from = from;
        this.to = to;
    }

    @Override
    public void send(NoticeRaised notice) throws DeliveryFailed {
        try {
            mail.send(message(notice));
        } catch (MailException | MessagingException e) {
            // Without the texts of the server, which may quote the address.
            Throwable cause = e.getCause() == null ? e : e.getCause();
            OptionalInt refused = Refusals.permanent(e);
            if (refused.isPresent()) {
                throw new DeliveryFailed(Verdict.REFUSED, "the mail server refused it: " + refused.getAsInt());
            }
            throw new DeliveryFailed(
                    "the mail server didn't take it: " + cause.getClass().getSimpleName(), e);
        }
    }

    private MimeMessage message(NoticeRaised notice) throws MessagingException {
        MimeMessage message = mail.createMimeMessage();
        MimeMessageHelper helper = new MimeMessageHelper(message, false, StandardCharsets.UTF_8.name());
        helper.setFrom(from);
        helper.setTo(to);
        helper.setSentDate(Date.from(notice.at()));
        helper.setSubject(NoticeText.subject(notice));
        helper.setText(NoticeText.body(notice), false);
        message.setHeader("Message-ID", "<" + HexFormat.of().formatHex(Sha256.hash(notice.id()), 0, 16) + DOMAIN);
        // RFC 3834: no automatic answers.
        message.setHeader("Auto-Submitted", "auto-generated");
        return message;
    }
}
