/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.catalog;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.doctree.SinceTree;
import com.sun.source.doctree.StartElementTree;
import com.sun.source.doctree.TextTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import org.jspecify.annotations.Nullable;
import org.openedx.hooks.HookComponent;
import org.openedx.hooks.HookDefinition;

/** The Javadoc of the records in the source files, as Markdown. */
final class SourceDocs {

    private static final List<String> KINDS = Stream.of("event", "filter", "data")
            .map(kind -> File.separator + kind + File.separator)
            .toList();

    private static final Pattern CODE = Pattern.compile("`(?!null`)[^`]+`");

    /** What components may have as a text, by their names; braces are for what is in a map. */
    private static final Map<String, String> EXAMPLES = Map.ofEntries(
            Map.entry("username", "alice"),
            Map.entry("email", "alice@example.com"),
            Map.entry("coach_email", "coach@example.com"),
            Map.entry("display_name", "Demo course"),
            Map.entry("title", "Demo"),
            Map.entry("body", "How does this work?"),
            Map.entry("uuid", "6d8a2a4c-58d5-4b8f-9f0e-0c6f5d1b7a33"),
            Map.entry("subsidy_identifier", "6d8a2a4c-58d5-4b8f-9f0e-0c6f5d1b7a33"),
            Map.entry("course_id", "course-v1:OpenedX+DemoX+2026"),
            Map.entry("object_id", "course-v1:OpenedX+DemoX+2026"),
            Map.entry("content_key", "course-v1:OpenedX+DemoX+2026"),
            Map.entry("parent_content_key", "OpenedX+DemoX"),
            Map.entry("module_id", "block-v1:OpenedX+DemoX+2026+type@problem+block@intro"),
            Map.entry("location", "block-v1:OpenedX+DemoX+2026+type@openassessment+block@essay"),
            Map.entry("org", "OpenedX"),
            Map.entry("data", "{\"course_id\": \"course-v1:OpenedX+DemoX+2026\"}"),
            Map.entry("context", "{\"user_id\": 42}"),
            Map.entry("name", "Demo"),
            Map.entry("template_name", "page.html"),
            Map.entry("audience_filters{}", "verified"),
            Map.entry("content_context{}", "Week 1 is open"),
            Map.entry("discussion{}", "65f1c2d3e4a5b6c7d8e9f0a1"),
            Map.entry("parts{}", "My essay is attached."),
            Map.entry("form_data{}", "alice"),
            Map.entry("anonymous_user_id", "9b1c4f0d7e2a"),
            Map.entry("category_name", "General"),
            Map.entry("commentable_id", "general"),
            Map.entry("context_id", "demo-2026"),
            Map.entry("course_version", "65f1c2d3e4a5b6c7d8e9f0a1"),
            Map.entry("current_status", "downloadable"),
            Map.entry("description", "Finished the demo course"),
            Map.entry("external_id", "general"),
            Map.entry("file_descriptions", "My essay"),
            Map.entry("file_keys", "9b1c4f0d7e2a/essay.pdf"),
            Map.entry("file_names", "essay.pdf"),
            Map.entry("fulfillment_identifier", "6d8a2a4c-58d5-4b8f-9f0e-0c6f5d1b7a33"),
            Map.entry("grading_policy_hash", "2fb5d1c0a9e8"),
            Map.entry("id", "65f1c2d3e4a5b6c7d8e9f0a1"),
            Map.entry("idempotency_key", "42-course-v1:OpenedX+DemoX+2026"),
            Map.entry("mode", "verified"),
            Map.entry("queue_key", "8f14e45fceea"),
            Map.entry("queue_name", "demo-queue"),
            Map.entry("readonly_fields", "email"),
            Map.entry("score_msg", "<p>Well done.</p>"),
            Map.entry("user_id", "9b1c4f0d7e2a"),
            Map.entry("start", "2026-01-31 08:30:00"),
            Map.entry("end", "2026-06-30 08:30:00"));

    private final Map<String, DocCommentTree> comments = new HashMap<>();

    private SourceDocs() {}

    /**
     * What the Javadoc of a type says.
     *
     * @param text the description
     * @param since the version that brought it
     * @param components the description of each component by name
     */
    record TypeDoc(String text, String since, Map<String, String> components) {

        String meaning(HookComponent component) {
            String meaning = components.get(component.javaName());
            if (meaning == null) {
                throw new IllegalStateException("No @param describes " + component.javaName() + ": " + text);
            }
            return meaning;
        }
    }

    static SourceDocs read(Path sources) {
        SourceDocs docs = new SourceDocs();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
                Stream<Path> paths = Files.walk(sources)) {
            List<Path> hooks = paths.filter(path -> path.toString().endsWith(".java"))
                    .filter(path ->
                            KINDS.stream().anyMatch(kind -> path.toString().contains(kind)))
                    .sorted()
                    .toList();
            JavacTask task = (JavacTask) compiler.getTask(
                    null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(hooks));
            DocTrees trees = DocTrees.instance(task);
            for (CompilationUnitTree unit : task.parse()) {
                docs.scan(unit, trees);
            }
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        return docs;
    }

    /** The documentation of a type; it fails where there is none. */
    TypeDoc of(Class<?> type) {
        DocCommentTree comment = comments.get(type.getCanonicalName());
        if (comment == null) {
            throw new IllegalStateException(type + " has no Javadoc");
        }
        return doc(comment);
    }

    /** What {@link HookDocs} has of the hooks: the lines of its file, in order. */
    Map<String, String> words(Collection<HookDefinition> hooks) {
        Map<String, String> words = new TreeMap<>();
        hooks.forEach(hook -> addWords(hook.hookClass(), words));
        return words;
    }

    private void addWords(Class<?> type, Map<String, String> words) {
        TypeDoc doc = of(type);
        if (words.put(type.getName(), doc.text()) == null) {
            for (HookComponent component : HookComponent.of(type)) {
                words.put(HookDocs.key(type, component.name()), doc.meaning(component));
                String example = example(component, doc);
                if (example != null) {
                    words.put(HookDocs.exampleKey(type, component.name()), example);
                }
                nested(component.type(), words);
            }
        }
    }

    private void nested(Type type, Map<String, String> words) {
        if (type instanceof ParameterizedType generic) {
            for (Type argument : generic.getActualTypeArguments()) {
                nested(argument, words);
            }
        } else if (type instanceof Class<?> record
                && record.isRecord()
                && comments.containsKey(record.getCanonicalName())) {
            addWords(record, words);
        }
    }

    private static @Nullable String example(HookComponent component, TypeDoc doc) {
        if (component.name().equals("name") && component.pii()) {
            return "Alice Adams";
        }
        if (component.type().getTypeName().contains("java.util.Map")) {
            return EXAMPLES.get(component.name() + "{}");
        }
        return CODE.matcher(doc.meaning(component)).find()
                        || !component.type().getTypeName().contains("String")
                ? null
                : EXAMPLES.get(component.name());
    }

    private void scan(CompilationUnitTree unit, DocTrees trees) {
        new TreePathScanner<@Nullable Void, String>() {
            @Override
            public @Nullable Void visitClass(ClassTree type, String outer) {
                String name = outer + "." + type.getSimpleName();
                DocCommentTree comment = trees.getDocCommentTree(getCurrentPath());
                if (comment != null) {
                    comments.put(name, comment);
                }
                return super.visitClass(type, name);
            }
        }.scan(unit, String.valueOf(unit.getPackageName()));
    }

    private static TypeDoc doc(DocCommentTree comment) {
        Map<String, String> components = new LinkedHashMap<>();
        String since = "";
        for (DocTree tag : comment.getBlockTags()) {
            if (tag instanceof ParamTree param && !param.isTypeParameter()) {
                components.put(param.getName().toString(), markdown(param.getDescription()));
            } else if (tag instanceof SinceTree version) {
                since = markdown(version.getBody());
            }
        }
        return new TypeDoc(markdown(comment.getFullBody()), since, components);
    }

    private static String markdown(List<? extends DocTree> trees) {
        StringBuilder text = new StringBuilder();
        for (DocTree tree : trees) {
            if (tree instanceof TextTree plain) {
                text.append(plain.getBody());
            } else if (tree instanceof LiteralTree literal) {
                text.append('`').append(literal.getBody().getBody()).append('`');
            } else if (tree instanceof StartElementTree) {
                text.append(' ');
            } else {
                throw new IllegalStateException("Not known in Javadoc of hooks: " + tree);
            }
        }
        return text.toString().replaceAll("\\s+", " ").strip();
    }
}
