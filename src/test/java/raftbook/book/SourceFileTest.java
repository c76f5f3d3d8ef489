package raftbook.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import raftbook.book.source.Excerpt;
import raftbook.book.source.Part;
import raftbook.book.source.SourceFile;
import raftbook.book.source.TypeSource;

class SourceFileTest {
    private static final String TEXT = """
            package p;

            import java.util.*;

            /** A doc with a {brace}. */
            @SuppressWarnings({"a", "b"})
            public record Sample(long term, @Deprecated String vote) implements Comparable<Sample> {
                /** None. */
                public static final Sample NONE = new Sample(0, null);

                // Why it is checked.
                public Sample {
                    if (term < 0) throw new IllegalArgumentException();
                }

                Sample(long term) {
                    this(term, null);
                }

                @Override
                public int compareTo(Sample other) {
                    return 0; // trailing
                }

                enum Role {
                    FOLLOWER,
                    LEADER {
                        @Override
                        void lead() {}
                    };

                    private int a, b;

                    void lead() {}

                    void lead(Map<String, Integer> by, int... times) {}
                }

                record Empty(int x) {}
            }

            interface Other {}
            """;

    private final SourceFile file = SourceFile.parse("p/Sample.java", TEXT);

    private List<String> parts(String... selectors) {
        return file.select(List.of(selectors)).stream().map(Part::toString).toList();
    }

    private Excerpt excerpt(String... selectors) {
        return Excerpt.of(file, file.select(List.of(selectors)), false, false);
    }

    @Test
    void everyPartHasAName() {
        assertThat(parts())
                .containsExactly(
                        "Sample.header",
                        "Sample.NONE",
                        "Sample.new",
                        "Sample.new(long)",
                        "Sample.compareTo(Sample)",
                        "Sample.Role.header",
                        "Sample.Role.FOLLOWER",
                        "Sample.Role.LEADER",
                        "Sample.Role.a",
                        "Sample.Role.lead()",
                        "Sample.Role.lead(Map<String,Integer>,int[])",
                        "Sample.Empty.header",
                        "Other.header");
    }

    @Test
    void namesPickOverloadsSignaturesPickOne() {
        assertThat(parts("new")).containsExactly("Sample.new", "Sample.new(long)");
        assertThat(parts("new(long)")).containsExactly("Sample.new(long)");
        assertThat(parts("Role.lead")).hasSize(2);
        assertThat(parts("Role.lead()", "Role.b")).containsExactly("Sample.Role.lead()", "Sample.Role.a");
        assertThat(parts("Sample.NONE", "Other")).containsExactly("Sample.NONE", "Other.header");
        assertThat(parts("Empty")).containsExactly("Sample.Empty.header");
    }

    @Test
    void anUnknownNameIsAnsweredWithTheKnownOnes() {
        assertThatThrownBy(() -> parts("compare"))
                .hasMessageStartingWith("p/Sample.java has no member compare; it has header, NONE, new, new(long)");
    }

    @Test
    void aMemberComesWithItsCommentsAndWithoutIndentation() {
        Excerpt excerpt = excerpt("new", "compareTo");
        assertThat(excerpt.lines())
                .startsWith("// Why it is checked.", "public Sample {")
                .endsWith("}");
        assertThat(excerpt.after()).contains("NONE");
        assertThat(excerpt.lines()).doesNotContain("// …");
    }

    @Test
    void whatIsLeftOutBetweenBracesIsMarked() {
        assertThat(excerpt("header", "compareTo").lines())
                .containsExactly(
                        "/** A doc with a {brace}. */",
                        "@SuppressWarnings({\"a\", \"b\"})",
                        "public record Sample(long term, @Deprecated String vote) implements Comparable<Sample> {",
                        "    // …",
                        "",
                        "    @Override",
                        "    public int compareTo(Sample other) {",
                        "        return 0; // trailing",
                        "    }",
                        "",
                        "    // …",
                        "}");
    }

    @Test
    void membersOfANestedTypeStandInIt() {
        Excerpt excerpt = excerpt("Role.lead()");
        assertThat(excerpt.scope().map(TypeSource::path)).contains("Sample.Role");
        assertThat(excerpt.lines()).containsExactly("void lead() {}");
        assertThat(excerpt("NONE", "Role.lead()").lines())
                .containsExactly(
                        "/** None. */",
                        "public static final Sample NONE = new Sample(0, null);",
                        "",
                        "// …",
                        "",
                        "enum Role {",
                        "    // …",
                        "",
                        "    void lead() {}",
                        "",
                        "    // …",
                        "}");
    }

    @Test
    void aWholeFileIsTheFileWithoutItsPreamble() {
        Excerpt excerpt = Excerpt.of(file, file.select(List.of()), true, false);
        assertThat(excerpt.lines()).isEqualTo(file.lines(5, file.lines().size()));
        assertThat(excerpt.folded()).containsExactly("package p;", "", "import java.util.*;");
    }

    @Test
    void foldedJavadocIsKeptForTheReader() {
        Excerpt excerpt = Excerpt.of(file, file.select(List.of("header")), false, true);
        assertThat(excerpt.lines()).startsWith("@SuppressWarnings({\"a\", \"b\"})");
        assertThat(excerpt.folded()).containsExactly("/** A doc with a {brace}. */");
    }

    @Test
    void aFileThatDoesNotParseIsNamedWithItsLine() {
        assertThatThrownBy(() -> SourceFile.parse("p/Bad.java", "class Bad {\n  int = 3;\n}\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("p/Bad.java:2: ");
    }
}
