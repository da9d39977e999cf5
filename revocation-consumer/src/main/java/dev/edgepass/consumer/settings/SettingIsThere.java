package dev.edgepass.consumer.settings;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/** The condition of {@link ConditionalOnSetting}. */
final class SettingIsThere implements Condition {
    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        String name = metadata.getAnnotations().get(ConditionalOnSetting.class).getString("value");
        return StringUtils.hasText(context.getEnvironment().getProperty(name));
    }
}
