/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.redis;

import java.util.List;
import java.util.Map;
import java.util.Set;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisCredentials;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.resource.ClientResources;
import org.jspecify.annotations.Nullable;
import org.openedx.hooks.spring.bus.EventBusBroker;
import org.openedx.hooks.spring.config.ConfigurationProblem;
import org.openedx.hooks.spring.config.InvalidHookConfigurationException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.boot.data.redis.autoconfigure.DataRedisProperties;
import org.springframework.boot.data.redis.autoconfigure.LettuceClientOptionsBuilderCustomizer;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * Wires the event bus on Redis. It uses the Redis of {@code spring.data.redis}, or of a
 * {@link DataRedisConnectionDetails} bean, unless {@code event-bus.redis.connection-url} names another.
 *
 * @since 0.1.0
 */
@AutoConfiguration(
        before = DataRedisAutoConfiguration.class,
        beforeName = "org.openedx.hooks.spring.bus.EventBusAutoConfiguration")
@ConditionalOnClass({EventBusBroker.class, LettuceConnectionFactory.class})
@EnableConfigurationProperties({RedisEventBusProperties.class, DataRedisProperties.class})
public final class RedisEventBusAutoConfiguration {

    private static final String URL = "event-bus.redis.connection-url";

    RedisEventBusAutoConfiguration() {}

    /**
     * An application whose only Redis is that of the event bus gets it for all else, too: Spring Boot would ask one on
     * localhost for its health.
     */
    @Bean
    @ConditionalOnMissingBean({DataRedisConnectionDetails.class, RedisConnectionFactory.class})
    @Conditional(OnlyRedisOfTheBus.class)
    DataRedisConnectionDetails openEdxRedisConnectionDetails(
            RedisEventBusProperties properties, ObjectProvider<SslBundles> bundles, Environment environment) {
        RedisURI uri = uri(String.valueOf(properties.connectionUrl()), environment);
        return new UrlConnectionDetails(uri, sslBundle(uri, properties, bundles));
    }

    @Bean
    @ConditionalOnMissingBean
    RedisEventBus openEdxRedisEventBus(
            RedisEventBusProperties properties,
            DataRedisProperties redis,
            ObjectProvider<RedisConnectionFactory> factories,
            @Qualifier("eventBusRedisConnectionFactory") ObjectProvider<RedisConnectionFactory> factoryOfTheBus,
            ObjectProvider<DataRedisConnectionDetails> details,
            ObjectProvider<SslBundles> bundles,
            ObjectProvider<ClientResources> resources,
            ObjectProvider<LettuceClientOptionsBuilderCustomizer> customizers,
            Environment environment) {
        return new RedisEventBus(properties, () -> {
            RedisConnectionFactory named = factoryOfTheBus.getIfAvailable();
            String url = properties.connectionUrl();
            if (named == null && url != null) {
                RedisURI uri = uri(url, environment);
                if (redis.getTimeout() != null) {
                    uri.setTimeout(redis.getTimeout());
                }
                ClientOptions options = options(redis, sslBundle(uri, properties, bundles), customizers);
                return BusClient.of(uri, options, resources.getIfAvailable());
            }
            return BusClient.of(lettuce(named != null ? named : factories.getIfUnique(), details.getIfUnique()));
        });
    }

    private static LettuceConnectionFactory lettuce(
            @Nullable RedisConnectionFactory factory, @Nullable DataRedisConnectionDetails details) {
        if (!(factory instanceof LettuceConnectionFactory lettuce)) {
            throw invalid(
                    "spring.data.redis",
                    factory == null
                            ? "There is no RedisConnectionFactory, or several and none is primary. Set " + URL
                                    + ", or call the one for the event bus eventBusRedisConnectionFactory"
                            : "The event bus needs Lettuce, but the RedisConnectionFactory is a "
                                    + factory.getClass().getName() + ". Set " + URL
                                    + ", or spring.data.redis.client-type to lettuce");
        }
        if (details != null && details.getMasterReplica() != null) {
            throw invalid(
                    "spring.data.redis.masterreplica",
                    "The event bus must know which server takes writes. Set " + URL + " to the master");
        }
        return lettuce;
    }

    private static ClientOptions options(
            DataRedisProperties redis,
            @Nullable SslBundle bundle,
            ObjectProvider<LettuceClientOptionsBuilderCustomizer> customizers) {
        ClientOptions.Builder options = ClientOptions.builder().timeoutOptions(TimeoutOptions.enabled());
        if (redis.getConnectTimeout() != null) {
            options.socketOptions(SocketOptions.builder()
                    .connectTimeout(redis.getConnectTimeout())
                    .build());
        }
        if (bundle != null) {
            SslOptions.Builder ssl = SslOptions.builder()
                    .keyManager(bundle.getManagers().getKeyManagerFactory())
                    .trustManager(bundle.getManagers().getTrustManagerFactory());
            if (bundle.getOptions().getCiphers() != null) {
                ssl.cipherSuites(bundle.getOptions().getCiphers());
            }
            if (bundle.getOptions().getEnabledProtocols() != null) {
                ssl.protocols(bundle.getOptions().getEnabledProtocols());
            }
            options.sslOptions(ssl.build());
        }
        customizers.orderedStream().forEach(customizer -> customizer.customize(options));
        // Lost connections are given up anyway.
        return options.autoReconnect(false).build();
    }

    private static @Nullable SslBundle sslBundle(
            RedisURI uri, RedisEventBusProperties properties, ObjectProvider<SslBundles> bundles) {
        if (!uri.isSsl()) {
            return null;
        }
        String name = properties.sslBundle();
        return name == null ? SslBundle.systemDefault() : bundles.getObject().getBundle(name);
    }

    /** Parses the URL; what is wrong with it is not told by quoting it, since it has a password in it. */
    private static RedisURI uri(String url, Environment environment) {
        try {
            RedisURI uri = RedisURI.create(url);
            if (uri.getHost() != null
                    || uri.getSocket() != null
                    || !uri.getSentinels().isEmpty()) {
                return uri;
            }
        } catch (IllegalArgumentException ex) {
            // Its message quotes the URL.
        }
        throw invalid(
                origin(environment),
                URL
                        + " is no URL of a Redis. One is redis://user:password@redis.example.com:6379/0, or rediss:// for TLS;"
                        + " characters of user and password that have a meaning in URLs are written as %XX");
    }

    private static String origin(Environment environment) {
        ConfigurationPropertyName name = ConfigurationPropertyName.of(URL);
        for (var source : ConfigurationPropertySources.get(environment)) {
            ConfigurationProperty property = source.getConfigurationProperty(name);
            if (property != null && property.getOrigin() != null) {
                return property.getOrigin().toString();
            }
        }
        return URL;
    }

    private static InvalidHookConfigurationException invalid(String origin, String message) {
        return new InvalidHookConfigurationException(
                "settings of the event bus on Redis",
                List.of(new ConfigurationProblem(null, origin, message)),
                null,
                null);
    }

    /** Where the URL of the event bus leads. */
    private record UrlConnectionDetails(
            RedisURI uri, @Nullable SslBundle bundle) implements DataRedisConnectionDetails {

        @Override
        public @Nullable String getUsername() {
            RedisCredentials credentials = credentials();
            return credentials.hasUsername() ? credentials.getUsername() : null;
        }

        @Override
        public @Nullable String getPassword() {
            RedisCredentials credentials = credentials();
            return credentials.hasPassword() ? String.valueOf(credentials.getPassword()) : null;
        }

        private RedisCredentials credentials() {
            return uri.getCredentialsProvider()
                    .resolveCredentials()
                    .blockOptional()
                    .orElseThrow();
        }

        @Override
        public @Nullable SslBundle getSslBundle() {
            return bundle;
        }

        @Override
        public Standalone getStandalone() {
            return Standalone.of(uri.getHost(), uri.getPort(), uri.getDatabase());
        }
    }

    /** There is a URL for the event bus, and nothing that says where another Redis is. */
    static final class OnlyRedisOfTheBus extends SpringBootCondition implements Condition {

        private static final Set<String> PLACES = Set.of("url", "host", "port", "sentinel", "cluster", "masterreplica");

        @Override
        public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
            ConditionMessage.Builder message = ConditionMessage.forCondition("Redis of the event bus");
            Environment environment = context.getEnvironment();
            String url = environment.getProperty(URL, "").strip();
            if (!url.startsWith("redis://") && !url.startsWith("rediss://")) {
                return ConditionOutcome.noMatch(message.because(URL + " is not set to a single server"));
            }
            Map<String, Object> other = Binder.get(environment)
                    .bind("spring.data.redis", Bindable.mapOf(String.class, Object.class))
                    .orElse(Map.of());
            return other.keySet().stream().anyMatch(PLACES::contains)
                    ? ConditionOutcome.noMatch(message.because("spring.data.redis names another"))
                    : ConditionOutcome.match(message.because("it is the only one"));
        }
    }
}
