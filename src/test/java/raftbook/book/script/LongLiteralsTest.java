package raftbook.book.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LongLiteralsTest {
    private static final String DEFINITIONS =
            "R=(lo,hi)=>BigInt.asIntN(64,BigInt.asUintN(64,BigInt(lo))|BigInt.asUintN(64,BigInt(hi)<<BigInt(32))),"
                    + "$b=val=>BigInt.asIntN(64,BigInt(val|0)),";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x=R(1,0) | x=1n",
                "x=R(4294967295,2147483647) | x=9223372036854775807n",
                "x=R(0,2147483648) | x=(-9223372036854775808n)",
                "x=R(0,-2147483648) | x=(-9223372036854775808n)",
                "x=R(4294967295,4294967295) | x=(-1n)",
                "f(R(1569325056,23283064),$b(-7)) | f(100000000000000000n,(-7n))",
                "x=$b(y)+R(lo,1) | x=$b(y)+R(lo,1)",
                "a.R(1,2)+$R(1,2)+x$b(3)+AR(1,2) | a.R(1,2)+$R(1,2)+x$b(3)+AR(1,2)",
            })
    void aConstantIsALiteralAndAllElseStays(String script, String expected) {
        assertThat(LongLiterals.in(DEFINITIONS + script)).isEqualTo(DEFINITIONS + expected);
    }

    @Test
    void aCompilerThatWritesThemOtherwiseIsNoticed() {
        assertThatIllegalStateException()
                .isThrownBy(() -> LongLiterals.in("R=(lo,hi)=>new Long(lo,hi)"))
                .withMessageContaining("the compiler writes longs otherwise");
    }
}
