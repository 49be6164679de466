/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.config.ConfigLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the project's pages say that a machine can check: links, snippets, names. */
class DocsTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s#]*)(?:#([^)\\s]*))?\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ +(.+)$");
    private static final Pattern YAML = Pattern.compile("(?ms)^```yaml\\R(.*?)^```");
    private static final Pattern REGISTERED =
            Pattern.compile(
                    "\\.(adder|secondsAdder|counter|gauge|timer)\\(\\s*\"(sluice\\.[a-z.]+)\"");
    private static final Pattern LISTED_METRIC = Pattern.compile("(?m)^\\| `(sluice_[a-z_]+)` \\|");
    private static final Pattern OPTION_NAMES =
            Pattern.compile("@Option\\(\\s*names = \\{?((?:\\s*\"-[a-z-]+\",?)+)");
    private static final Pattern LONG_OPTION = Pattern.compile("--[a-z-]+");

    @Test
    void everyLinkBetweenPagesLeadsSomewhere() throws IOException {
        // Given
        List<Path> pages = pages();

        // When
        List<String> broken = new ArrayList<>();
        for (Path page : pages) {
            Matcher link = LINK.matcher(withoutCode(Files.readString(page)));
            while (link.find()) {
                if (!leadsSomewhere(page, link.group(1), link.group(2))) {
                    broken.add(ROOT.relativize(page) + ": " + link.group());
                }
            }
        }

        // Then
        assertThat(pages).isNotEmpty();
        assertThat(broken).isEmpty();
    }

    @Test
    void everyConfigurationShownIsValid() throws IOException {
        // Given
        List<String> snippets = new ArrayList<>();
        for (Path page : pages()) {
            Matcher snippet = YAML.matcher(Files.readString(page));
            while (snippet.find()) {
                snippets.add(snippet.group(1));
            }
        }

        // When: a wrong one throws, and its message says what is wrong
        snippets.forEach(snippet -> ConfigLoader.parse(snippet, Map.of()));

        // Then
        assertThat(snippets).isNotEmpty();
    }

    @Test
    void listsEveryMetricUnderTheNameThatIsScraped() throws IOException {
        // Given
        Set<String> registered = new TreeSet<>();
        for (String source : sources(ROOT.resolve("gateway/src/main/java"))) {
            Matcher metric = REGISTERED.matcher(source);
            while (metric.find()) {
                registered.addAll(scraped(metric.group(1), metric.group(2)));
            }
        }

        // When
        Set<String> listed = new TreeSet<>();
        Matcher line =
                LISTED_METRIC.matcher(Files.readString(ROOT.resolve("docs/reference/metrics.md")));
        while (line.find()) {
            listed.add(line.group(1));
        }

        // Then
        assertThat(listed).isEqualTo(registered).isNotEmpty();
    }

    @Test
    void listsEveryOptionOfTheCommands() throws IOException {
        // Given
        Set<String> options = new TreeSet<>();
        for (String module : List.of("gateway", "simulator", "local-aws", "demo")) {
            for (String source : sources(ROOT.resolve(module).resolve("src/main/java"))) {
                Matcher names = OPTION_NAMES.matcher(source);
                while (names.find()) {
                    LONG_OPTION
                            .matcher(names.group(1))
                            .results()
                            .forEach(o -> options.add(o.group()));
                }
            }
        }

        // When
        String page = Files.readString(ROOT.resolve("docs/reference/cli.md"));
        List<String> missing =
                options.stream()
                        .filter(
                                option ->
                                        !Pattern.compile(option + "\\b(?!-)").matcher(page).find())
                        .toList();

        // Then
        assertThat(options).contains("--config", "--ledger", "--fault");
        assertThat(missing).isEmpty();
    }

    /** As Micrometer names it for Prometheus. */
    private static List<String> scraped(String kind, String name) {
        String snake = name.replace('.', '_');
        return switch (kind) {
            case "adder", "secondsAdder", "counter" -> List.of(snake + "_total");
            case "gauge" -> List.of(snake.replaceFirst("_total$", "")); // reserved for counters
            case "timer" -> List.of(snake + "_seconds", snake + "_seconds_max");
            default -> throw new IllegalArgumentException(kind);
        };
    }

    private static boolean leadsSomewhere(Path page, String path, String anchor)
            throws IOException {
        if (path.contains(":")) {
            return true; // not ours
        }
        Path folder = page.getParent();
        Path target = path.isEmpty() || folder == null ? page : folder.resolve(path).normalize();
        if (!Files.exists(target)) {
            return false;
        }
        return anchor == null || anchors(target).contains(anchor);
    }

    /** The anchors that GitHub gives to headings. */
    private static Set<String> anchors(Path page) throws IOException {
        Set<String> anchors = new TreeSet<>();
        Matcher heading = HEADING.matcher(Files.readString(page));
        while (heading.find()) {
            anchors.add(
                    heading.group(1)
                            .toLowerCase(Locale.ROOT)
                            .replaceAll("[^\\p{L}\\p{N} _-]", "")
                            .replace(' ', '-'));
        }
        return anchors;
    }

    private static String withoutCode(String page) {
        return page.replaceAll("(?ms)^```.*?^```", "").replaceAll("`[^`\\n]*`", "");
    }

    private static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>();
        try (Stream<Path> top = Files.list(ROOT);
                Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            Stream.concat(top, docs)
                    .filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .forEach(pages::add);
        }
        return pages;
    }

    private static List<String> sources(Path folder) throws IOException {
        List<String> sources = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                    sources.add(Files.readString(file));
                }
            }
        }
        return sources;
    }
}
