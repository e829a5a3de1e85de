/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.asyncapi;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import org.openedx.hooks.catalog.HookCatalog;
import org.openedx.hooks.event.OpenEdxPublicSignal;
import org.openedx.hooks.spring.event.EventReceivers;
import org.openedx.hooks.wire.AsyncApi;
import org.openedx.hooks.wire.AsyncApiOperation;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The AsyncAPI 3.0 document of a running application (PUR-9): the topics that it publishes to and consumes, the events
 * on them, and the events that its receivers wait for, whether or not there is an event bus. What it shows is what the
 * endpoint {@code openedxhooks} shows; there is nobody's data in it.
 *
 * <p>Thread-safe.
 *
 * @since 0.1.0
 */
public final class ApplicationAsyncApi {

    private final String title;

    private final String version;

    private final AsyncApi asyncApi;

    private final HookCatalog catalog;

    private final EventReceivers receivers;

    private final Supplier<List<AsyncApiOperation>> operations;

    ApplicationAsyncApi(
            String title,
            String version,
            AsyncApi asyncApi,
            HookCatalog catalog,
            EventReceivers receivers,
            Supplier<List<AsyncApiOperation>> operations) {
        this.title = title;
        this.version = version;
        this.asyncApi = asyncApi;
        this.catalog = catalog;
        this.receivers = receivers;
        this.operations = operations;
    }

    /**
     * The document as things are now: routes and hooks that are off are left out.
     *
     * @return maps, lists and values in the order of the document, to be written as JSON or YAML
     */
    public Map<String, Object> document() {
        List<OpenEdxPublicSignal<?>> awaited = new ArrayList<>();
        catalog.definitions().forEach(hook -> {
            if (hook instanceof OpenEdxPublicSignal<?> event && receivers.isAwaited(event)) {
                awaited.add(event);
            }
        });
        return asyncApi.document(title, version, awaited, operations.get());
    }

    /**
     * Writes the document to a file, as a build does it that publishes the document with the application. Needs
     * Jackson.
     *
     * @param file is replaced if it is there; its directory is made if it is not
     * @throws IOException if it cannot be written
     */
    public void writeTo(Path file) throws IOException {
        String json = JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValueAsString(document())
                .replace("\r\n", "\n");
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, json + "\n");
    }
}
