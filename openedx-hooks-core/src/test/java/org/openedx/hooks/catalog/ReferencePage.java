/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.catalog;

import java.lang.reflect.Constructor;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.openedx.hooks.Deprecation;
import org.openedx.hooks.HookComponent;
import org.openedx.hooks.HookDefinition;
import org.openedx.hooks.HookKind;
import org.openedx.hooks.catalog.SourceDocs.TypeDoc;
import org.openedx.hooks.event.OpenEdxPublicSignal;
import org.openedx.hooks.filter.OpenEdxPublicFilter;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The reference page of a subdomain in Markdown, made from its definitions and their Javadoc (PUR-9, ANN-7). */
final class ReferencePage {

    static final String COMMAND =
            "mvn test -pl openedx-hooks-core -Dtest=ReferencePagesTests -Dopenedx.hooks.regenerate=true";

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final SourceDocs docs;

    private final SamplePayload samples;

    private final StringBuilder page = new StringBuilder();

    private final Map<String, Class<?>> data = new TreeMap<>();

    private ReferencePage(SourceDocs docs, SamplePayload samples) {
        this.docs = docs;
        this.samples = samples;
    }

    static String of(String subdomain, List<HookDefinition> hooks, SourceDocs docs, SamplePayload samples) {
        return new ReferencePage(docs, samples).write(subdomain, hooks);
    }

    private String write(String subdomain, List<HookDefinition> hooks) {
        List<HookDefinition> sorted = hooks.stream()
                .sorted(Comparator.comparing(hook -> hook.hookClass().getSimpleName()))
                .toList();
        String title = subdomain.replace('_', ' ');
        line("# Hooks of the subdomain " + title);
        line("");
        line("<!-- Made from the definitions. Do not edit; change the Javadoc of the records, then run");
        line("     " + COMMAND + " -->");
        line("");
        line("After reading this page you know every hook of " + title
                + ", what it carries, and who sends or runs it.");
        line("");
        line(
                "Names of data are those of Python, the wire and JSON; in Java they are in camel case. Data that is marked");
        line("*personal* identifies a person or is a secret, and does not appear in logs.");
        for (HookKind kind : HookKind.values()) {
            List<HookDefinition> some =
                    sorted.stream().filter(hook -> hook.kind() == kind).toList();
            if (!some.isEmpty()) {
                line("");
                line(kind == HookKind.EVENT ? "## Events" : "## Filters");
                line("");
                line("| " + name(kind) + " | what it " + (kind == HookKind.EVENT ? "tells" : "does") + " |");
                line("|---|---|");
                some.forEach(hook -> line("| [%s](#%s) | %s |"
                        .formatted(simpleName(hook), simpleName(hook).toLowerCase(Locale.ROOT), hook.description())));
                some.forEach(this::hook);
            }
        }
        if (!data.isEmpty()) {
            line("");
            line("## Data");
            line("");
            line("| class | what it is |");
            line("|---|---|");
            data.forEach((name, type) ->
                    line("| `%s` | %s |".formatted(type.getName(), docs.of(type).text())));
        }
        return page.toString();
    }

    private void hook(HookDefinition hook) {
        TypeDoc doc = docs.of(hook.hookClass());
        line("");
        line("### " + simpleName(hook));
        line("");
        line(doc.text());
        line("");
        line("| | |");
        line("|---|---|");
        line("| type | `" + hook.type() + "` |");
        line("| kind | " + name(hook.kind()) + " |");
        line("| class | `" + hook.hookClass().getName() + "` |");
        line("| since | " + doc.since() + " |");
        String trigger =
                hook.trigger().isEmpty() ? "not stated" : hook.trigger().replace(" ", ", ");
        if (hook instanceof OpenEdxPublicSignal<?> event) {
            line("| sent by | " + trigger + " |");
            line("| key field | " + (event.keyField() == null ? "none" : "`" + event.keyField() + "`") + " |");
            line("| event bus | " + (event.isBusCapable() ? "yes" : "no") + " |");
        } else {
            line("| run by | " + trigger + " |");
        }
        Deprecation deprecation = hook.deprecation();
        if (deprecation != null) {
            line("| deprecated | since " + deprecation.since()
                    + (deprecation.replacedBy() == null ? "" : ", replaced by `" + deprecation.replacedBy() + "`")
                    + (deprecation.removedIn() == null ? "" : ", removed in " + deprecation.removedIn()) + " |");
        }
        if (hook instanceof OpenEdxPublicSignal<?> event && !event.warning().isEmpty()) {
            line("");
            line("> **Note.** " + event.warning());
        }
        line("");
        line("| data | type | null | meaning |");
        line("|---|---|---|---|");
        rows(hook.hookClass(), "");
        if (hook instanceof OpenEdxPublicFilter<?> filter
                && !filter.exceptions().isEmpty()) {
            line("");
            line("| exception | with | |");
            line("|---|---|---|");
            filter.exceptions().forEach(this::exception);
        }
        Map<String, Object> sample = samples.of(hook.hookClass());
        if (sample != null) {
            line("");
            line("```json");
            line(JSON.writeValueAsString(sample).replace("\r\n", "\n"));
            line("```");
        }
    }

    private void rows(Class<?> type, String prefix) {
        TypeDoc doc = docs.of(type);
        for (HookComponent component : HookComponent.of(type)) {
            String name = prefix + component.name();
            line("| `%s` | `%s` | %s | %s%s |"
                    .formatted(
                            name,
                            simpleNames(component.type()),
                            component.nullable() ? "yes" : "no",
                            doc.meaning(component).replace("|", "\\|"),
                            component.pii() ? "; *personal*" : ""));
            nested(component.type(), name);
        }
    }

    private void nested(Type type, String name) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            nested(arguments[arguments.length - 1], name + (arguments.length == 1 ? "[]" : "{}"));
        } else if (type instanceof Class<?> record && record.getPackageName().endsWith(".data")) {
            data.put(record.getName(), record);
            rows(record, name + ".");
        }
    }

    private void exception(Class<?> exception) {
        Constructor<?> constructor = Stream.of(exception.getConstructors())
                .max(Comparator.comparingInt(Constructor::getParameterCount))
                .orElseThrow();
        line("| `%s` | %s | %s |"
                .formatted(
                        exception.getSimpleName(),
                        Stream.of(constructor.getParameters())
                                .map(Parameter::getName)
                                .collect(Collectors.joining("`, `", "`", "`")),
                        docs.of(exception).text()));
    }

    private static String simpleName(HookDefinition hook) {
        return hook.hookClass().getSimpleName();
    }

    private static String name(HookKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static String simpleNames(Type type) {
        return type.getTypeName().replaceAll("(\\w+\\.)+", "");
    }

    private void line(String text) {
        page.append(text).append('\n');
    }
}
