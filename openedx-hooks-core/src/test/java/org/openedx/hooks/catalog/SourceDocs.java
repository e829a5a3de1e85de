/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.catalog;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

/** The Javadoc of the records in the source files, as Markdown. */
final class SourceDocs {

    private static final List<String> KINDS = Stream.of("event", "filter", "data")
            .map(kind -> File.separator + kind + File.separator)
            .toList();

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
