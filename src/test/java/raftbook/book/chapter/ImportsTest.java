package raftbook.book.chapter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ImportsTest {

    @Test
    void theTopOfTheFirstCellIsTheirPlace() {
        assertThat(Imports.misplaced(
                        "import java.util.*;\n\n// and\nimport static java.lang.Math.max; // <1>\nint a = 1;", true))
                .isEmpty();
        assertThat(Imports.misplaced("int a = 1;\nimport java.util.*;", true)).hasValue(2);
    }

    @Test
    void noLaterCellImports() {
        assertThat(Imports.misplaced("\n  import jdk.jfr.*;\nint a = 1;", false))
                .hasValue(2);
        assertThat(Imports.misplaced("int important = 1;\nString s = \"import java.util.*;\";\n// import a.b;", false))
                .isEmpty();
    }
}
