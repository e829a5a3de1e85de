/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;

import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** A project file of Maven, asked by XPath. */
final class Pom {

    private final Document document;

    private Pom(Document document) {
        this.document = document;
    }

    static Pom of(Path file) {
        try {
            return new Pom(
                    DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(Files.newInputStream(file)));
        } catch (IOException | SAXException | ParserConfigurationException ex) {
            throw new IllegalStateException(file.toString(), ex);
        }
    }

    static Pom ofModule(String module) {
        return of(Repository.ROOT.resolve(module).resolve("pom.xml"));
    }

    /** The modules of the build that a release publishes. */
    static List<String> published() {
        return ofModule(".").all("/project/modules/module").stream()
                .filter(module -> !ofModule(module)
                        .one("/project/properties/maven.deploy.skip")
                        .equals("true"))
                .toList();
    }

    /** The text of what the expression finds first, or an empty one. */
    String one(String path) {
        List<String> found = all(path);
        return found.isEmpty() ? "" : found.get(0);
    }

    /** The texts of all that the expression finds, in the order of the file. */
    List<String> all(String path) {
        try {
            NodeList found =
                    (NodeList) XPathFactory.newInstance().newXPath().evaluate(path, document, XPathConstants.NODESET);
            return IntStream.range(0, found.getLength())
                    .mapToObj(i -> found.item(i).getTextContent().strip())
                    .toList();
        } catch (XPathExpressionException ex) {
            throw new IllegalArgumentException(path, ex);
        }
    }
}
