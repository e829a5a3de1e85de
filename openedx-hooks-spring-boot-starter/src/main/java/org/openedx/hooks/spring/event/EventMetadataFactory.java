/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.event;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import org.openedx.hooks.HookType;
import org.openedx.hooks.event.EventMetadata;
import org.openedx.hooks.event.OpenEdxPublicSignal;
import org.springframework.util.function.SingletonSupplier;

/**
 * Makes the metadata of events that this application sends (META-1 to META-10). Thread-safe.
 *
 * @since 0.1.0
 */
public final class EventMetadataFactory {

    /** The service's name when nobody gave one, as in Python (META-5). */
    public static final String SERVICE_NAME_UNSET = "SERVICE_NAME_UNSET";

    /** Version 1 with a random node: it tells nobody the address of the network card. */
    private final SingletonSupplier<NoArgGenerator> ids =
            SingletonSupplier.of(() -> Generators.timeBasedGenerator(null));

    private final String source;

    private final SingletonSupplier<String> sourceHost = SingletonSupplier.of(EventMetadataFactory::hostName);

    private final List<Integer> sourceLib = numbers(version());

    /**
     * Makes the metadata for a service.
     *
     * @param serviceName its name, must not be {@literal null}
     */
    public EventMetadataFactory(String serviceName) {
        this(serviceName, "openedx/{service}/web");
    }

    /**
     * Makes the metadata for a service, with a source of another form (DIV-6).
     *
     * @param serviceName its name, must not be {@literal null}
     * @param source the source, in which {@code {service}} stands for the name, such as
     *     {@code /openedx/{service}/worker}
     */
    public EventMetadataFactory(String serviceName, String source) {
        this.source = source.replace("{service}", Objects.requireNonNull(serviceName, "serviceName"));
    }

    EventMetadata create(OpenEdxPublicSignal<?> signal, Instant time) {
        return create(signal.type(), signal.minorVersion(), time);
    }

    EventMetadata create(HookType type, int minorVersion, Instant time) {
        return new EventMetadata(
                type, ids.obtain().generate(), minorVersion, source, sourceHost.obtain(), time, sourceLib);
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException ex) {
            return "localhost";
        }
    }

    private static String version() {
        try (InputStream in = EventMetadataFactory.class.getResourceAsStream("version.txt")) {
            return new String(Objects.requireNonNull(in, "version.txt").readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static List<Integer> numbers(String version) {
        return Stream.of(version.replaceFirst("-.*", "").split("\\."))
                .map(Integer::valueOf)
                .toList();
    }
}
