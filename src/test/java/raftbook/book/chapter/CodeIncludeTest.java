package raftbook.book.chapter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CodeIncludeTest {
    private static CodeInclude parse(String line) {
        return CodeInclude.parse(7, line).orElseThrow();
    }

    @Test
    void aWholeFileNamesNoMembers() {
        CodeInclude include = parse("include::code:raft/TermState.java[]");
        assertThat(include.path()).isEqualTo("raft/TermState.java");
        assertThat(include.line()).isEqualTo(7);
        assertThat(include.selectors()).isEmpty();
        assertThat(include.again() || include.foldJavadoc()).isFalse();
    }

    @Test
    void commasInASignatureDoNotPart() {
        CodeInclude include =
                parse("include::code:raft/A.java[header, append(long, Command),\"put(Map<K,V>,int)\" , Entry.new]");
        assertThat(include.selectors())
                .containsExactly("header", "append(long,Command)", "put(Map<K,V>,int)", "Entry.new");
    }

    @Test
    void flagsAndCalloutsAreNoMembers() {
        CodeInclude include =
                parse("include::code:raft/A.java[%fold, %again, vote, c1=\"vote == null, or = mine\", c12=term]");
        assertThat(include.selectors()).containsExactly("vote");
        assertThat(include.again() && include.foldJavadoc()).isTrue();
        assertThat(include.callouts())
                .containsEntry(1, "vote == null, or = mine")
                .containsEntry(12, "term");
    }

    @Test
    void otherLinesAreNot() {
        assertThat(CodeInclude.parse(1, "include::other.adoc[]")).isEmpty();
        assertThat(CodeInclude.parse(1, "\\include::code:raft/A.java[]")).isEmpty();
    }
}
