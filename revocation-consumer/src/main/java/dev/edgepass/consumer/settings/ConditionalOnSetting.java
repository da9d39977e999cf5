package dev.edgepass.consumer.settings;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.context.annotation.Conditional;

/** Only where there is such a setting. A blank one is none: Compose passes what isn't set on as an empty text. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Conditional(SettingIsThere.class)
public @interface ConditionalOnSetting {
    /** Its name, such as {@code edgepass.archive.key-file}. */
    String value();
}
